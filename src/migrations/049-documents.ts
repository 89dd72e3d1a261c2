import type { Database } from './index.js';

/**
 * What documents keep beside their text: the text as it was generated last, which tells a person's edits from what
 * generating again may replace; and earlier versions. Times of documents are milliseconds since the epoch, as in the
 * documented table. Action items are rows of their own; `due_on` is a date, `kind` one of ACTION_KINDS, `state` one of
 * ACTION_STATES.
 */
export default function documents(db: Database): void {
  db.exec(`
    ALTER TABLE documents ADD COLUMN generated_md TEXT;
    ALTER TABLE documents ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE document_versions (
      id TEXT PRIMARY KEY,
      document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
      cause TEXT NOT NULL,
      content_md TEXT NOT NULL,
      created_at INTEGER NOT NULL
    );
    CREATE INDEX idx_document_versions_order ON document_versions(document_id, created_at, id);

    CREATE TABLE action_items (
      id TEXT PRIMARY KEY,
      issue_id TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE,
      title TEXT NOT NULL,
      owner TEXT,
      due_on TEXT,
      kind TEXT NOT NULL,
      state TEXT NOT NULL,
      tracking_url TEXT,
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL
    );
    CREATE INDEX idx_action_items_order ON action_items(issue_id, id);
    CREATE INDEX idx_action_items_due ON action_items(state, due_on, id);
  `);
}
