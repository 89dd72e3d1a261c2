/** Documents: the rows of `documents`. Their times are milliseconds since the epoch. */
import type { Handlers } from './handlers.js';
import { Document, DocumentSummary } from './rows/analysis.js';
import { Table } from './table.js';

const table = new Table('documents', DocumentSummary, {
  entity: 'document',
  parent: 'issue_id',
  order: ['created_at', 'id'],
  newestFirst: true,
  written: Document,
});

export const documents = {
  addDocument: (db, input) => {
    const now = Date.now();
    return table.add(db, { ...input, created_at: now, updated_at: now });
  },
  getDocument: (db, { id }) => table.whole(db, id),
  listDocuments: (db, { issue_id, ...page }) => table.list(db, { issue_id }, page),
  updateDocument: (db, { id, ...change }) => table.update(db, id, { ...change, updated_at: Date.now() }),
  removeDocument: (db, { id }) => table.remove(db, id),
} satisfies Partial<Handlers>;
