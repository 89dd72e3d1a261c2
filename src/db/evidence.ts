/** Attachments and images of all incidents in one list, in the order that a person chose. */
import * as z from 'zod';
import type { Checked } from './api.js';
import type { Database } from './connection.js';
import { where } from './filters.js';
import type { Handlers } from './handlers.js';
import { Evidence, type EvidenceFilter, type EvidenceOrder } from './rows/attachments.js';
import { statement } from './statements.js';

const COLUMNS = 'id, issue_id, issue_title, file_name, file_size, mime_type, uploaded_at';

/** Both views as one; without content, which no list reads. */
const ALL = `(
  SELECT ${COLUMNS},
    CASE
      WHEN mime_type = 'application/pdf' OR mime_type LIKE '%wordprocessing%' THEN 'document'
      WHEN mime_type = 'application/octet-stream' THEN 'other'
      ELSE 'text'
    END AS type,
    (SELECT fault FROM log_file_checks WHERE log_file_id = id) AS fault
  FROM v_log_files_with_issue
  UNION ALL
  SELECT ${COLUMNS}, 'image' AS type, (SELECT fault FROM image_checks WHERE image_id = id) AS fault
  FROM v_image_attachments_with_issue)`;

/** What each order compares before the id, in the row and in the last one of the page before. */
const ORDERS: Record<EvidenceOrder, (column: (name: string) => string) => readonly string[]> = {
  name: column => [`${column('file_name')} COLLATE NOCASE`],
  incident: column => [`${column('issue_title')} COLLATE NOCASE`],
  date: column => [column('uploaded_at')],
  size: column => [`coalesce(${column('file_size')}, 0)`],
  type: column => [column('type'), `coalesce(${column('mime_type')}, '')`],
};

const CONDITIONS = {
  words: `NOT EXISTS (
    SELECT 1 FROM json_each(@words)
    WHERE instr(lowercase(file_name || char(10) || issue_title), value) = 0)`,
  type: `type = @type`,
};

function given({ text, type }: EvidenceFilter) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return { ...(words.length > 0 && { words: JSON.stringify(words) }), ...(type && { type }) };
}

function listEvidence(db: Database, input: Checked<'listEvidence'>): Evidence[] {
  const { filter, order, descending, after, limit } = input;
  const narrowed = given(filter);
  const keyOf = (column: (name: string) => string) => [...ORDERS[order](column), column('id')];
  const key = keyOf(name => name);
  const behind = `(${key.join()}) ${descending ? '<' : '>'} (${keyOf(name => `@after_${name}`).join()})`;
  const last = Object.entries(after ?? {}).map(([name, value]) => [`after_${name}`, value] as const);
  const conditions = { ...CONDITIONS, after_id: behind };
  const values = { ...narrowed, ...Object.fromEntries(last) };
  const sorted = key.map(column => column + (descending ? ' DESC' : '')).join();
  const sql = `SELECT * FROM ${ALL} ${where(conditions, values)} ORDER BY ${sorted} LIMIT @limit`;
  return z.array(Evidence).parse(statement(db, sql).all({ ...values, limit }));
}

function countEvidence(db: Database, { filter }: Checked<'countEvidence'>): number {
  const narrowed = given(filter);
  const sql = `SELECT count(*) FROM ${ALL} ${where(CONDITIONS, narrowed)}`;
  return z.int().parse(statement(db, sql).pluck().get(narrowed));
}

export const evidence = { listEvidence, countEvidence } satisfies Partial<Handlers>;
