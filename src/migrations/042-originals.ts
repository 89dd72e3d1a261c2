import type { Database } from './index.js';

/** The original bytes of an attachment whose content is the text that was extracted from them. */
export default function originals(db: Database): void {
  db.exec(`
    CREATE TABLE log_originals (
      log_file_id TEXT PRIMARY KEY REFERENCES log_files(id) ON DELETE CASCADE,
      original BLOB NOT NULL
    );
  `);
}
