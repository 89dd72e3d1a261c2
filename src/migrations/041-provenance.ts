import type { Database } from './index.js';

/** How an attachment came to be, as JSON, and the encoding of its text. */
export default function provenance(db: Database): void {
  db.exec(`
    ALTER TABLE log_files ADD COLUMN encoding TEXT;
    ALTER TABLE log_files ADD COLUMN provenance TEXT;
    ALTER TABLE image_attachments ADD COLUMN provenance TEXT;
  `);
}
