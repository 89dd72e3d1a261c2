/** What a scan of an attachment keeps, and which attachments were scanned. */
import { createHmac, randomBytes } from 'node:crypto';
import { getAttachment } from './attachments.js';
import type { Checked } from './api.js';
import { audit } from './audit.js';
import type { Database } from './connection.js';
import type { Handlers } from './handlers.js';
import type { Attachment } from './rows/attachments.js';
import type { Span } from './rows/spans.js';
import { allSpans, keepSpan, placeKey, rulingsOf, valueKey } from './spans.js';
import { statement } from './statements.js';
import { timestamp } from './time.js';
import { MARK_KEY, type Decision } from './values.js';

/** What was found, with offsets in bytes of UTF-8. */
export interface FoundSpan extends Pick<Span, 'pii_type' | 'start_offset' | 'end_offset' | 'original_value'> {
  /** The value in one form for all its spellings, by which it is known again. */
  readonly form: string;
  /** What a replacement calls it: `[label-1]`. */
  readonly label: string;
  readonly rule: string;
  readonly confidence: number;
}

const UNSCANNED = `NOT EXISTS (SELECT 1 FROM log_file_scans WHERE log_file_id = log_files.id AND (@rules IS NULL OR rules = @rules))`;

/** Whether an attachment was not scanned by these rules yet, or by none where `rules` is null: this one, or any. */
export function isUnscanned(db: Database, rules: string | null, id?: string): boolean {
  const which = id === undefined ? '' : 'AND id = @id';
  const sql = `SELECT 1 FROM log_files WHERE ${UNSCANNED} ${which} LIMIT 1`;
  return statement(db, sql).get({ rules, ...(id !== undefined && { id }) }) !== undefined;
}

/** Attachments that were not scanned by these rules yet, or by none where `rules` is null, newest first. */
export function unscanned(db: Database, rules: string | null): { id: string; file_size: number }[] {
  return db
    .prepare<unknown[], { id: string; file_size: number }>(
      `SELECT id, coalesce(file_size, 0) AS file_size FROM log_files WHERE ${UNSCANNED}
       ORDER BY uploaded_at DESC, id DESC`,
    )
    .all({ rules });
}

/**
 * Puts these in the place of all that were found in the attachment before; what was decided stays decided.
 *
 * @param scan `rules` is the version of the rules, `findings` counts also those that are not kept
 * @throws StoreError `gone`
 */
export function recordScan(
  db: Database,
  { id, rules, findings }: { readonly id: string; readonly rules: string; readonly findings: number },
  found: readonly FoundSpan[],
): void {
  db.transaction(() => {
    const attachment = getAttachment(db, { id });
    const decided = new Decisions(db, attachment);
    const numbers = new Numbers(db, attachment.issue_id);
    const mark = marker(db);
    const forgotten = isForgotten(db, id);
    statement(db, `DELETE FROM pii_spans WHERE log_file_id = ?`).run(id);
    for (const { label, form, ...span } of found) {
      const value_mark = mark(form);
      keepSpan(db, {
        ...span,
        log_file_id: id,
        ...(forgotten && { original_value: '' }),
        value_mark,
        replacement: `[${label}-${numbers.of(span.pii_type, value_mark)}]`,
        decision: decided.of(span, value_mark),
      });
    }
    statement(
      db,
      `INSERT OR REPLACE INTO log_file_scans (log_file_id, scanned_at, rules, findings)
       VALUES (@id, @now, @rules, @findings)`,
    ).run({ id, rules, findings, now: timestamp() });
    const details = { rules, findings, kept: found.length };
    audit(db, { action: 'attachment_scanned', entity_type: 'log_file', entity_id: id, details });
  }).immediate();
}

/** Whether a person had the values of an attachment forgotten: another scan does not bring them back. */
function isForgotten(db: Database, log_file_id: string): boolean {
  const sql = `SELECT 1 FROM pii_spans WHERE log_file_id = ? AND original_value = '' LIMIT 1`;
  return statement(db, sql).get(log_file_id) !== undefined;
}

/** What was decided of an attachment's findings before they were found anew. */
class Decisions {
  readonly #spans: ReadonlyMap<string, Decision | null>;
  readonly #values: ReadonlyMap<string, Decision>;

  constructor(db: Database, { id, issue_id }: Attachment) {
    this.#spans = new Map(
      // One that waits though its value is ruled was to wait; what another program found was asked about by nobody.
      allSpans(db, id)
        .filter(({ decision, value_mark }) => decision !== null || value_mark !== null)
        .map(span => [placeKey(span.pii_type, span), span.decision]),
    );
    this.#values = rulingsOf(db, issue_id);
  }

  of(span: Pick<Span, 'pii_type' | 'start_offset' | 'end_offset'>, value_mark: string): Decision | null {
    const decided = this.#spans.get(placeKey(span.pii_type, span));
    return decided === undefined ? (this.#values.get(valueKey(span.pii_type, value_mark)) ?? null) : decided;
  }
}

/** The numbers of values in the replacements of an incident: the same value, the same number, for good. */
export class Numbers {
  readonly #last = new Map<string, number>();

  constructor(
    private readonly db: Database,
    private readonly issue_id: string,
  ) {}

  of(pii_type: string, value_mark: string): number {
    const key = { issue_id: this.issue_id, pii_type, value_mark };
    const known: unknown = statement(
      this.db,
      `SELECT number FROM pii_numbers
       WHERE issue_id = @issue_id AND pii_type = @pii_type AND value_mark = @value_mark`,
    )
      .pluck()
      .get(key);
    if (typeof known === 'number') return known;
    const number = this.#next(pii_type);
    statement(
      this.db,
      `INSERT INTO pii_numbers (issue_id, pii_type, value_mark, number)
       VALUES (@issue_id, @pii_type, @value_mark, @number)`,
    ).run({ ...key, number });
    return number;
  }

  #next(pii_type: string): number {
    const last =
      this.#last.get(pii_type) ??
      Number(
        statement(
          this.db,
          `SELECT coalesce(max(number), 0) FROM pii_numbers WHERE issue_id = ? AND pii_type = ?`,
        )
          .pluck()
          .get(this.issue_id, pii_type),
      );
    this.#last.set(pii_type, last + 1);
    return last + 1;
  }
}

/**
 * Marks values by a keyed hash, so that the same one is known again where its text is not kept. The key is random and
 * stands in the store, since the store's own key may change.
 */
export function marker(db: Database): (value: string) => string {
  const read = statement(db, `SELECT value FROM settings WHERE key = ?`).pluck();
  if (read.get(MARK_KEY) === undefined)
    statement(db, `INSERT INTO settings (key, value, updated_at) VALUES (?, ?, ?)`).run(
      MARK_KEY,
      randomBytes(32).toString('hex'),
      timestamp(),
    );
  const key = Buffer.from(String(read.get(MARK_KEY)), 'hex');
  return value => createHmac('sha256', key).update(value).digest('hex').slice(0, 32);
}

/**
 * Writes down that a redacted copy of an attachment was made, and marks the copy.
 *
 * @param clear whether the values that were found are forgotten; where they stand stays known
 */
export function recordRedaction(
  db: Database,
  original: Attachment,
  copy: Attachment,
  { clear, ...counts }: { readonly clear: boolean; readonly redacted: object; readonly kept: number },
): Attachment {
  return db
    .transaction(() => {
      // Where nothing is redacted, the incident has that text already: it is the original.
      if (copy.id !== original.id)
        statement(db, `UPDATE log_files SET redacted = 1 WHERE id = ?`).run(copy.id);
      if (clear)
        statement(db, `UPDATE pii_spans SET original_value = '' WHERE log_file_id = ?`).run(original.id);
      audit(db, {
        action: 'attachment_redacted',
        entity_type: 'log_file',
        entity_id: original.id,
        details: {
          hash: original.content_hash,
          copy: copy.id,
          copy_hash: copy.content_hash,
          ...counts,
          cleared: clear,
        },
      });
      return getAttachment(db, { id: copy.id });
    })
    .immediate();
}

/** As the last scan counted them. */
function countFindings(db: Database, { id }: Checked<'countFindings'>): number | null {
  const sql = `SELECT findings FROM log_file_scans WHERE log_file_id = ?`;
  const count: unknown = statement(db, sql).pluck().get(id);
  return typeof count === 'number' ? count : null;
}

export const scans = {
  countFindings,
  anyUnscanned: (db, { rules }) => isUnscanned(db, rules),
} satisfies Partial<Handlers>;
