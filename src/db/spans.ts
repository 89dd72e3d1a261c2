/** What detection found in attachments, and what a person decided of it: the rows of `pii_spans` and `pii_rulings`. */
import { v7 as uuid } from 'uuid';
import type { Checked } from './api.js';
import { audit } from './audit.js';
import type { Database } from './connection.js';
import { StoreError } from './errors.js';
import type { Handlers } from './handlers.js';
import { incidents } from './incidents.js';
import { Finding, KnownValue, Span } from './rows/spans.js';
import { statement } from './statements.js';
import { Table } from './table.js';
import { timestamp } from './time.js';
import { recordEvent, takeBackEvent } from './timeline.js';
import type { Decision } from './values.js';

const table = new Table('pii_spans', Span, {
  entity: 'pii_span',
  parent: 'log_file_id',
  order: ['start_offset', 'id'],
});

/** More values than an incident has. */
const MOST_KNOWN = 50_000;

/** Those of a value in an incident. */
const OF_VALUE = `value_mark = @value_mark AND pii_type = @pii_type
  AND log_file_id IN (SELECT id FROM log_files WHERE issue_id = @issue_id)`;

/** @throws StoreError `gone` where none of them is there any more */
function decideSpans(db: Database, { ids, decision }: Checked<'decideSpans'>): void {
  const decide = statement(db, `UPDATE pii_spans SET decision = ? WHERE id = ?`);
  const decided = ids.filter(id => decide.run(decision, id).changes > 0);
  const [first] = decided;
  if (first === undefined) throw new StoreError('gone', `pii_span ${ids.join()}`);
  const entity_id = table.get(db, first).log_file_id;
  audit(db, {
    action: 'pii_spans_decided',
    entity_type: 'log_file',
    entity_id,
    details: { decision, spans: decided },
  });
}

/**
 * What is decided of a value holds for what was found, and for what will be. Everywhere goes before what was decided in any
 * incident; and what was decided everywhere is taken back everywhere, since it would go on to hold where it is to wait.
 */
function decideValue(db: Database, { everywhere, decision, ...value }: Checked<'decideValue'>): void {
  const all = everywhere || (decision === null && isRuledEverywhere(db, value));
  const within = all ? '' : 'AND issue_id = @issue_id';
  statement(
    db,
    `DELETE FROM pii_rulings WHERE value_mark = @value_mark AND pii_type = @pii_type ${within}`,
  ).run(value);
  if (decision)
    statement(
      db,
      `INSERT INTO pii_rulings (id, issue_id, pii_type, value_mark, decision, decided_at)
       VALUES (@id, @ruled, @pii_type, @value_mark, @decision, @now)`,
    ).run({ ...value, ruled: all ? null : value.issue_id, decision, id: uuid(), now: timestamp() });
  const meant = all ? `value_mark = @value_mark AND pii_type = @pii_type` : OF_VALUE;
  const { changes } = statement(db, `UPDATE pii_spans SET decision = @decision WHERE ${meant}`).run({
    ...value,
    decision,
  });
  const { issue_id: entity_id, ...marked } = value;
  audit(db, {
    action: 'pii_value_decided',
    entity_type: 'issue',
    entity_id,
    details: { decision, everywhere: all, ...marked, spans: changes },
  });
}

function isRuledEverywhere(db: Database, { pii_type, value_mark }: Pick<Span, 'pii_type' | 'value_mark'>) {
  const sql = `SELECT 1 FROM pii_rulings WHERE value_mark = ? AND pii_type = ? AND issue_id IS NULL`;
  return statement(db, sql).get(value_mark, pii_type) !== undefined;
}

/** The values that were found in an incident, by type. */
function listFindings(db: Database, { issue_id, after, limit }: Checked<'listFindings'>): Finding[] {
  const behind = after ? `AND (pii_type, value_mark) > (@pii_type, @value_mark)` : '';
  return statement(
    db,
    `SELECT pii_type, value_mark, max(original_value) AS original_value, max(replacement) AS replacement,
            count(*) AS found, sum(decision IS NULL) AS waiting, sum(decision IS 'keep') AS kept
     FROM pii_spans WHERE log_file_id IN (SELECT id FROM log_files WHERE issue_id = @issue_id)
       AND value_mark IS NOT NULL ${behind}
     GROUP BY pii_type, value_mark ORDER BY pii_type, value_mark LIMIT @limit`,
  )
    .all({ issue_id, limit, ...after })
    .map(row => Finding.parse(row));
}

/** Where a value stands, in the order of attachments and text. */
function listSpansOfValue(db: Database, { limit, ...value }: Checked<'listSpansOfValue'>): Span[] {
  return statement(
    db,
    `SELECT * FROM pii_spans WHERE ${OF_VALUE} ORDER BY log_file_id, start_offset LIMIT @limit`,
  )
    .all({ ...value, limit })
    .map(row => Span.parse(row));
}

/** Values that were found in an incident and are still known, without those that a person keeps wherever they were found. */
export function valuesOf(db: Database, issue_id: string): KnownValue[] {
  return statement(
    db,
    `SELECT DISTINCT pii_type, original_value FROM pii_spans
     WHERE log_file_id IN (SELECT id FROM log_files WHERE issue_id = ?)
       AND original_value <> '' AND decision IS NOT 'keep' LIMIT ?`,
  )
    .all(issue_id, MOST_KNOWN)
    .map(row => KnownValue.parse(row));
}

/** What was decided of values, by type and mark: that of the incident goes before that of everywhere. */
export function rulingsOf(db: Database, issue_id: string): ReadonlyMap<string, Decision> {
  const rows = db
    .prepare<[string], { pii_type: string; value_mark: string; decision: Decision }>(
      `SELECT pii_type, value_mark, decision FROM pii_rulings WHERE issue_id = ? OR issue_id IS NULL
       ORDER BY issue_id IS NOT NULL`,
    )
    .all(issue_id);
  return new Map(rows.map(row => [valueKey(row.pii_type, row.value_mark), row.decision]));
}

export function valueKey(pii_type: string, value_mark: string): string {
  return `${pii_type} ${value_mark}`;
}

/** Keeps a span as part of a scan. */
export function keepSpan(db: Database, span: Omit<Span, 'id'>): void {
  table.write(db, span);
}

/** By what a finding is known again in the same text. */
export function placeKey(
  pii_type: string,
  { start_offset, end_offset }: Pick<Span, 'start_offset' | 'end_offset'>,
): string {
  return `${pii_type} ${start_offset} ${end_offset}`;
}

/** The spans of an attachment, all of them. */
export function allSpans(db: Database, log_file_id: string): Span[] {
  return table.all(db, { log_file_id });
}

/**
 * The path is in the event alone: it may tell of the case.
 *
 * @throws StoreError `gone` where the incident is not there
 */
function recordLeaving(
  db: Database,
  { issue_id, outcome, file_path, ...leaving }: Checked<'recordLeaving'>,
): void {
  incidents.getIncident(db, { id: issue_id });
  audit(db, { action: `text_${outcome}`, entity_type: 'issue', entity_id: issue_id, details: leaving });
  if (file_path === undefined) return;
  const metadata = { format: leaving.format ?? '', file_path };
  if (outcome === 'stayed') takeBackEvent(db, issue_id, { event_type: 'document_exported', metadata });
  else recordEvent(db, issue_id, 'Exported a document', { event_type: 'document_exported', metadata });
}

export const spans = {
  recordLeaving,
  decideSpans,
  decideValue,
  listFindings,
  listSpansOfValue,
  listSpans: (db, { log_file_id, ...page }) => table.list(db, { log_file_id }, page),
} satisfies Partial<Handlers>;
