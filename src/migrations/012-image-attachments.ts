import type { Database } from './index.js';

export default function imageAttachments(db: Database): void {
  db.exec(`
    CREATE TABLE image_attachments (
      id TEXT PRIMARY KEY,
      issue_id TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE,
      file_name TEXT NOT NULL,
      file_path TEXT NOT NULL DEFAULT '',
      file_size INTEGER NOT NULL DEFAULT 0,
      mime_type TEXT NOT NULL DEFAULT 'image/png',
      upload_hash TEXT NOT NULL DEFAULT '',
      uploaded_at TEXT NOT NULL DEFAULT (datetime('now')),
      pii_warning_acknowledged INTEGER NOT NULL DEFAULT 1,
      is_paste INTEGER NOT NULL DEFAULT 0
    );
  `);
}
