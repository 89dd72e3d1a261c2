import type { Database } from './index.js';

export default function imageData(db: Database): void {
  db.exec(`
    ALTER TABLE image_attachments ADD COLUMN image_data BLOB;
  `);
}
