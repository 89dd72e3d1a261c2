import type { Database } from './index.js';

/**
 * What a person says of the clock of an attachment's machine, and how many lines it has at which time. The second
 * describes what the first and our own table of formats made of the file, so it is made anew where either changes.
 */
export default function sourceClocks(db: Database): void {
  db.exec(`
    CREATE TABLE source_clocks (
      id TEXT PRIMARY KEY,
      log_file_id TEXT NOT NULL UNIQUE REFERENCES log_files(id) ON DELETE CASCADE,
      zone TEXT,
      offset_ms INTEGER NOT NULL DEFAULT 0,
      boot_time TEXT,
      updated_at TEXT NOT NULL
    );
    CREATE TABLE log_file_times (
      log_file_id TEXT PRIMARY KEY REFERENCES log_files(id) ON DELETE CASCADE,
      clock TEXT NOT NULL,
      first_ms INTEGER,
      last_ms INTEGER,
      width INTEGER NOT NULL,
      counts TEXT NOT NULL,
      timed INTEGER NOT NULL,
      untimed INTEGER NOT NULL
    );
  `);
}
