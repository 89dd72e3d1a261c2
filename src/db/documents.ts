/** Documents: the rows of `documents`, and their versions. Their times are milliseconds since the epoch. */
import type { Handlers } from './handlers.js';
import { Document, DocumentSummary, Version, VersionSummary } from './rows/analysis.js';
import { Table } from './table.js';

const table = new Table('documents', DocumentSummary, {
  entity: 'document',
  parent: 'issue_id',
  order: ['created_at', 'id'],
  newestFirst: true,
  written: Document,
});

const versions = new Table('document_versions', VersionSummary, {
  entity: 'document_version',
  parent: 'document_id',
  order: ['created_at', 'id'],
  newestFirst: true,
  written: Version,
});

export const documents = {
  addDocument: (db, input) => {
    const now = Date.now();
    return table.add(db, { ...input, created_at: now, updated_at: now });
  },
  getDocument: (db, { id }) => table.whole(db, id),
  listDocuments: (db, { issue_id, ...page }) => table.list(db, { issue_id }, page),
  updateDocument: (db, { id, ...change }) => {
    const revision = table.get(db, id).revision + 1;
    return table.update(db, id, { ...change, revision, updated_at: Date.now() });
  },
  removeDocument: (db, { id }) => table.remove(db, id),
  keepVersion: (db, { document_id, cause }) => {
    const { content_md } = table.whole(db, document_id);
    return versions.add(db, { document_id, cause, content_md, created_at: Date.now() });
  },
  listVersions: (db, { document_id, ...page }) => versions.list(db, { document_id }, page),
  getVersion: (db, { id }) => versions.whole(db, id),
} satisfies Partial<Handlers>;
