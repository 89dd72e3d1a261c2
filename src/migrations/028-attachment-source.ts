import type { Database } from './index.js';

/** Where an attachment came from, and the index that finds an incident's attachments and their doubles. */
export default function attachmentSource(db: Database): void {
  db.exec(`
    ALTER TABLE log_files ADD COLUMN source_uri TEXT;
    ALTER TABLE log_files ADD COLUMN start_line INTEGER;
    ALTER TABLE log_files ADD COLUMN end_line INTEGER;
    CREATE INDEX idx_log_files_issue ON log_files(issue_id, content_hash);
  `);
}
