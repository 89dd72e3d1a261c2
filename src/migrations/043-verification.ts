import type { Database } from './index.js';

/**
 * What the last verification found of each attachment; `fault` is null where it was whole. Tables of their own, since a
 * change of a row writes its content again. A view lists its columns when it is read, so later ones are in it, too.
 */
export default function verification(db: Database): void {
  db.exec(`
    CREATE TABLE log_file_checks (
      log_file_id TEXT PRIMARY KEY REFERENCES log_files(id) ON DELETE CASCADE,
      verified_at TEXT NOT NULL,
      fault TEXT
    );
    CREATE TABLE image_checks (
      image_id TEXT PRIMARY KEY REFERENCES image_attachments(id) ON DELETE CASCADE,
      verified_at TEXT NOT NULL,
      fault TEXT
    );
    CREATE VIEW v_log_files_verified AS
    SELECT log_files.*, verified_at, fault
    FROM log_files LEFT JOIN log_file_checks ON log_file_id = id;
    CREATE VIEW v_image_attachments_verified AS
    SELECT image_attachments.*, verified_at, fault
    FROM image_attachments LEFT JOIN image_checks ON image_id = id;
  `);
}
