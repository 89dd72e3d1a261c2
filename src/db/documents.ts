/** Documents: the rows of `documents`. Their times are milliseconds since the epoch. */
import type { Checked, Output } from './api.js';
import type { Database } from './connection.js';
import { keepVersion, keepWhileEdited, versions } from './documentVersions.js';
import { StoreError } from './errors.js';
import type { Handlers } from './handlers.js';
import { Document, DocumentSummary } from './rows/analysis.js';
import { Table } from './table.js';
import { recordEvent } from './timeline.js';

type Summary = Output<'getDocument'>;

const table = new Table('documents', DocumentSummary, {
  entity: 'document',
  parent: 'issue_id',
  order: ['created_at', 'id'],
  newestFirst: true,
  written: Document,
});

/** @throws StoreError `stale` where another window wrote the document meanwhile */
function unchanged(db: Database, id: string, revision: number): Summary {
  const document = table.whole(db, id);
  if (document.revision !== revision)
    throw new StoreError('stale', `document ${id}, revision ${document.revision} instead of ${revision}`);
  return document;
}

function addDocument(db: Database, input: Partial<Summary>): Output<'addDocument'> {
  const now = Date.now();
  return table.add(db, { ...input, created_at: now, updated_at: now });
}

function write(db: Database, { id, revision }: Summary, change: Partial<Summary>): Output<'updateDocument'> {
  return table.update(db, id, { ...change, revision: revision + 1, updated_at: Date.now() });
}

function updateDocument(
  db: Database,
  { id, revision, ...change }: Checked<'updateDocument'>,
): Output<'updateDocument'> {
  const before = unchanged(db, id, revision);
  if (change.content_md !== undefined && change.content_md !== before.content_md) keepWhileEdited(db, before);
  return write(db, before, change);
}

function keepGenerated(
  db: Database,
  { of, sections, events, ...input }: Checked<'keepGenerated'>,
): Output<'keepGenerated'> {
  const { issue_id, doc_type, title } = input;
  const kept = of ? replace(db, of, input) : first(db, input);
  const what =
    doc_type === 'rca'
      ? ({ event_type: 'rca_generated', metadata: { doc_id: kept.id, section_count: sections } } as const)
      : ({
          event_type: 'postmortem_generated',
          metadata: { doc_id: kept.id, timeline_events_count: events },
        } as const);
  recordEvent(db, issue_id, title, what);
  return kept;
}

type Generated = Omit<Checked<'keepGenerated'>, 'of' | 'sections' | 'events'>;

function first(db: Database, input: Generated): Output<'addDocument'> {
  const { issue_id, doc_type } = input;
  const other = table.find(db, { issue_id, doc_type });
  if (other) throw new StoreError('exists', `document ${other.id}`);
  return addDocument(db, input);
}

function replace(
  db: Database,
  { id, revision }: NonNullable<Checked<'keepGenerated'>['of']>,
  { issue_id, doc_type, ...change }: Generated,
): Output<'updateDocument'> {
  const before = unchanged(db, id, revision);
  if (before.issue_id !== issue_id || before.doc_type !== doc_type)
    throw new StoreError('gone', `document ${id} of ${issue_id}`);
  keepVersion(db, before, 'generated');
  return write(db, before, change);
}

function restoreVersion(
  db: Database,
  { version_id, revision }: Checked<'restoreVersion'>,
): Output<'restoreVersion'> {
  const { document_id, content_md } = versions.whole(db, version_id);
  const before = unchanged(db, document_id, revision);
  keepVersion(db, before, 'restored');
  return write(db, before, { content_md });
}

/** Other programs ended lines otherwise. All that reads a document counts on one form. */
function withLineFeeds<Row extends Pick<Summary, 'content_md'>>(row: Row): Row {
  return { ...row, content_md: row.content_md.replaceAll(/\r\n?/g, '\n') };
}

export const documents = {
  addDocument,
  keepGenerated,
  getDocument: (db, { id }) => withLineFeeds(table.whole(db, id)),
  listDocuments: (db, { issue_id, ...page }) => table.list(db, { issue_id }, page),
  updateDocument,
  removeDocument: (db, { id }) => table.remove(db, id),
  keepVersion: (db, { document_id, cause, ...text }) =>
    keepVersion(db, { ...table.whole(db, document_id), ...text }, cause),
  listVersions: (db, { document_id, ...page }) => versions.list(db, { document_id }, page),
  getVersion: (db, { id }) => withLineFeeds(versions.whole(db, id)),
  restoreVersion,
} satisfies Partial<Handlers>;
