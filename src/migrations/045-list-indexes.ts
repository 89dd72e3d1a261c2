import type { Database } from './index.js';

/**
 * The lists of an incident's attachments and images are read from these indexes alone. In the rows, columns of ours stand
 * behind the content, as the documented schema wants it, and SQLite reads its way to them through all of the content.
 */
export default function listIndexes(db: Database): void {
  db.exec(`
    DROP INDEX idx_log_files_order;
    CREATE INDEX idx_log_files_order ON log_files(issue_id, id, file_name, file_path, file_size, mime_type,
      content_hash, uploaded_at, redacted, source_uri, start_line, end_line, encoding, provenance);
    DROP INDEX idx_image_attachments_order;
    CREATE INDEX idx_image_attachments_order ON image_attachments(issue_id, uploaded_at, id, file_name, file_path,
      file_size, mime_type, upload_hash, pii_warning_acknowledged, is_paste, provenance);
  `);
}
