import type { Database } from './index.js';

export default function logContent(db: Database): void {
  db.exec(`ALTER TABLE log_files ADD COLUMN content_compressed BLOB`);
}
