import type { Database } from './index.js';

/**
 * Content that is too large for one row. A content without its `log_files` row is not there for readers: it is still
 * being taken, was left by a crash, or belongs to an attachment that was removed. `packed` is zstd of the original
 * bytes and stands last, so that the other columns are read without it.
 */
export default function logChunks(db: Database): void {
  db.exec(`
    CREATE TABLE log_contents (
      id INTEGER PRIMARY KEY,
      log_file_id TEXT UNIQUE REFERENCES log_files(id) ON DELETE SET NULL,
      finished INTEGER NOT NULL DEFAULT 0,
      touched_at INTEGER NOT NULL,
      line_count INTEGER,
      chunk_count INTEGER
    );
    CREATE TABLE log_chunks (
      content_id INTEGER NOT NULL REFERENCES log_contents(id),
      seq INTEGER NOT NULL,
      first_line INTEGER NOT NULL,
      first_column INTEGER NOT NULL,
      line_count INTEGER NOT NULL,
      byte_offset INTEGER NOT NULL,
      byte_length INTEGER NOT NULL,
      is_open INTEGER NOT NULL,
      packed BLOB NOT NULL,
      PRIMARY KEY (content_id, seq)
    );
    CREATE INDEX idx_log_chunks_line ON log_chunks(content_id, first_line);
    CREATE INDEX idx_log_chunks_byte ON log_chunks(content_id, byte_offset);
    CREATE TABLE log_filters (
      content_id INTEGER NOT NULL REFERENCES log_contents(id),
      first_seq INTEGER NOT NULL,
      filters BLOB NOT NULL,
      PRIMARY KEY (content_id, first_seq)
    );
  `);
}
