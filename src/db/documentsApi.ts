/** The part of the contract that is about documents and action items. */
import * as z from 'zod';
import { ById, change, type Method, OfIncident } from './apiForms.js';
import {
  ActionItem,
  ActionItemOfAny,
  Document,
  DocumentSummary,
  NewAction,
  Version,
  VersionSummary,
} from './rows/analysis.js';
import { Id, page } from './rows/common.js';
import { GENERATED_TYPES } from './values.js';

export const documentsApi = {
  addDocument: {
    input: Document.pick({ issue_id: true, doc_type: true, title: true, content_md: true }),
    output: DocumentSummary,
    changes: ['documents'],
  },
  /**
   * Keeps what was generated: as a new document, or in the place of an incident's own one, whose text is kept as a version.
   *
   * @throws StoreError `stale` where the document has another revision, `exists` where a new one has another of its
   * type beside it
   */
  keepGenerated: {
    input: z.object({
      issue_id: Id,
      doc_type: z.enum(GENERATED_TYPES),
      title: z.string(),
      content_md: z.string(),
      generated_md: z.string(),
      base_md: Document.shape.base_md,
      /** The document that was generated anew. */
      of: z.object({ id: Id, revision: z.int().nonnegative() }).nullable(),
      /** Its sections, and the events that it tells. */
      sections: z.int().nonnegative(),
      events: z.int().nonnegative(),
    }),
    output: DocumentSummary,
    changes: ['documents', 'timeline'],
  },
  getDocument: { input: ById, output: Document },
  /** Newest first. */
  listDocuments: {
    input: page(DocumentSummary.pick({ created_at: true, id: true })).extend(OfIncident.shape),
    output: z.array(DocumentSummary),
  },
  /**
   * Keeps the text before as a version, where the last one is some minutes old.
   *
   * @throws StoreError `stale` where the document has another revision
   */
  updateDocument: {
    input: change(Document.pick({ title: true, content_md: true, generated_md: true, base_md: true })).extend(
      {
        revision: Document.shape.revision,
      },
    ),
    output: DocumentSummary,
    changes: ['documents'],
  },
  removeDocument: { input: ById, output: z.void(), changes: ['documents'] },

  /** Keeps a text of the document as a version, that of now where none is given, unless it is the last version's. */
  keepVersion: {
    input: VersionSummary.pick({ document_id: true, cause: true }).extend({
      content_md: Version.shape.content_md.exactOptional(),
    }),
    output: VersionSummary,
    changes: ['documents'],
  },
  /** Newest first. */
  listVersions: {
    input: page(VersionSummary.pick({ created_at: true, id: true })).extend({ document_id: Id }),
    output: z.array(VersionSummary),
  },
  getVersion: { input: ById, output: Version },
  /** Makes a version the text, and keeps the text before as a version. @throws StoreError `stale` */
  restoreVersion: {
    input: z.object({ version_id: Id, revision: Document.shape.revision }),
    output: DocumentSummary,
    changes: ['documents'],
  },

  addAction: {
    input: NewAction,
    output: ActionItem,
    changes: ['actions'],
  },
  /** Those of an incident, in the order of their making. */
  listActions: { input: page(Id).extend(OfIncident.shape), output: z.array(ActionItem) },
  /** Those of all incidents in a state, by their due date; those without one last. */
  listAllActions: {
    input: page(ActionItem.pick({ due_on: true, id: true })).extend({ state: ActionItem.shape.state }),
    output: z.array(ActionItemOfAny),
  },
  updateAction: {
    input: change(NewAction.omit({ issue_id: true })),
    output: ActionItem,
    changes: ['actions'],
  },
  removeAction: { input: ById, output: z.void(), changes: ['actions'] },
} as const satisfies Record<string, Method>;
