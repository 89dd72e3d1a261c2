import type { Database } from './index.js';

/**
 * What review adds to findings. `value_mark` is a keyed hash of the value, by which it is known again after its text was
 * cleared; `decision` is null while the finding waits for a person, else one of
 * DECISIONS; the documented table has no checks.
 */
export default function review(db: Database): void {
  db.exec(`
    ALTER TABLE pii_spans ADD COLUMN rule TEXT;
    ALTER TABLE pii_spans ADD COLUMN confidence REAL;
    ALTER TABLE pii_spans ADD COLUMN value_mark TEXT;
    ALTER TABLE pii_spans ADD COLUMN decision TEXT;
    CREATE INDEX idx_pii_spans_waiting ON pii_spans(log_file_id) WHERE decision IS NULL;
    CREATE INDEX idx_pii_spans_value ON pii_spans(value_mark, pii_type);

    -- What a person decided of a value wherever it stands: in an incident, or everywhere (issue_id is empty).
    CREATE TABLE pii_rulings (
      id TEXT PRIMARY KEY,
      issue_id TEXT REFERENCES issues(id) ON DELETE CASCADE,
      pii_type TEXT NOT NULL,
      value_mark TEXT NOT NULL,
      decision TEXT NOT NULL CHECK (decision IN ('redact', 'keep')),
      decided_at TEXT NOT NULL
    );
    CREATE UNIQUE INDEX idx_pii_rulings_value ON pii_rulings(value_mark, pii_type, coalesce(issue_id, ''));

    CREATE INDEX idx_pii_rulings_issue ON pii_rulings(issue_id);

    -- The number that a value has in the replacements of an incident.
    CREATE TABLE pii_numbers (
      issue_id TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE,
      pii_type TEXT NOT NULL,
      value_mark TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (issue_id, pii_type, value_mark)
    );

    -- Which attachments were scanned, by which version of the rules; findings counts also those that are not kept.
    CREATE TABLE log_file_scans (
      log_file_id TEXT PRIMARY KEY REFERENCES log_files(id) ON DELETE CASCADE,
      scanned_at TEXT NOT NULL,
      rules TEXT NOT NULL,
      findings INTEGER NOT NULL
    );

    CREATE VIEW v_log_files_reviewed AS
    SELECT verified.*,
           CASE WHEN scanned_at IS NOT NULL THEN
             (SELECT count(*) FROM pii_spans WHERE pii_spans.log_file_id = verified.id AND decision IS NULL)
           END AS waiting
    FROM v_log_files_verified AS verified LEFT JOIN log_file_scans ON log_file_id = verified.id;
  `);
}
