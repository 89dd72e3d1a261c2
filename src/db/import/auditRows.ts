/** The audit rows of a source: they come as they are, and one row of ours seals them. */
import { createHash } from 'node:crypto';
import { audit } from '../audit.js';
import type { Database } from '../connection.js';
import { type ChainedRow, entryHash } from '../../migrations/chain.js';
import { statement } from '../statements.js';
import { importDigest } from '../verifyAudit.js';
import { tableNames } from '../schema.js';
import type { SourceChain, Tally } from './report.js';

const TABLE = 'audit_log';

/** What an audit row says, in the columns that every version of the table has or has not. */
const COLUMNS = [
  'id',
  'timestamp',
  'action',
  'entity_type',
  'entity_id',
  'user_id',
  'details',
  'prev_hash',
  'entry_hash',
] as const;
type Column = (typeof COLUMNS)[number];
type Row = Record<Column, string | null> & { readonly seq: number | null };

/** The rows in the order in which they were written. */
export function readAudit(source: Database): Row[] {
  if (!tableNames(source).includes(TABLE)) return [];
  const there = source.prepare<[], string>(`SELECT name FROM pragma_table_info('${TABLE}')`).pluck().all();
  const columns = COLUMNS.map(name =>
    there.includes(name) ? `CAST(${name} AS TEXT) AS ${name}` : `NULL AS ${name}`,
  );
  const seq = there.includes('seq') ? 'seq' : 'NULL AS seq';
  const order = there.includes('seq') ? 'seq IS NULL, seq, rowid' : 'rowid';
  return source.prepare<[], Row>(`SELECT ${columns.join()}, ${seq} FROM ${TABLE} ORDER BY ${order}`).all();
}

/**
 * Looks at the rows under their own chain. Each names the hash of the one before it; rows of our own form are hashed
 * again, and those of TFTSR where one of the forms that its documentation leaves open fits.
 */
export function verifySource(rows: readonly Row[]): SourceChain {
  const chain: SourceChain = {
    rows: rows.length,
    unchained: 0,
    verified: 0,
    unknown: 0,
    wrong: 0,
    breaks: 0,
  };
  const forms = FORMS.filter(form =>
    rows.some(row => row.entry_hash !== null && form(row) === row.entry_hash),
  );
  const placed = rows.some(({ seq }) => seq !== null);
  let before: Row | undefined;
  for (const row of rows) {
    if (row.entry_hash === null) {
      chain.unchained++;
      continue;
    }
    const hashes = forms.map(form => form(row)).filter(hash => hash !== undefined);
    if (hashes.includes(row.entry_hash)) chain.verified++;
    else if (hashes.length > 0) chain.wrong++;
    else chain.unknown++;
    if (before && follows(row, before, placed) && row.prev_hash !== before.entry_hash) chain.breaks++;
    before = row;
  }
  return chain;
}

/** A bundle holds some rows of a chain: their places tell whether others lie between them. */
function follows(row: Row, before: Row, placed: boolean): boolean {
  return placed ? row.seq !== null && row.seq - 1 === before.seq : true;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** "SHA-256 hash of current entry payload + prev_hash", in the ways that this can be meant; rows of ours have a place. */
const FORMS: readonly ((row: Row) => string | undefined)[] = [
  row => (isChained(row) ? entryHash(row) : undefined),
  ...['|', '', ':', '\n'].flatMap(separator => [
    (row: Row) => hashOf(row, [row.prev_hash, ...payload(row)], separator),
    (row: Row) => hashOf(row, [...payload(row), row.prev_hash], separator),
  ]),
];

const hashOf = ({ seq }: Row, values: readonly (string | null)[], separator: string) =>
  seq === null ? sha256(values.map(value => value ?? '').join(separator)) : undefined;

const payload = (row: Row) => [
  row.id,
  row.timestamp,
  row.action,
  row.entity_type,
  row.entity_id,
  row.user_id,
  row.details,
];

function isChained(row: Row): row is Row & ChainedRow {
  return row.seq !== null && row.prev_hash !== null;
}

/** Inserts the rows that are not here yet, each as it is. Called inside the transaction that seals them. */
export function importAudit(db: Database, rows: readonly Row[], importId: string, tally: Tally): number {
  tally.found(TABLE, rows.length);
  let came = 0;
  for (const row of rows) {
    if (row.id === null) {
      tally.left(TABLE, '', 'badId', 'id');
      continue;
    }
    const ours = statement(db, `SELECT ${COLUMNS.join()} FROM ${TABLE} WHERE id = ?`).get(row.id) as
      Row | undefined;
    if (ours) {
      const other = COLUMNS.find(column => ours[column] !== row[column]);
      if (other) tally.left(TABLE, row.id, 'conflict', other);
      else tally.already(TABLE);
      continue;
    }
    const missing = REQUIRED.find(column => row[column] === null);
    if (missing) {
      tally.left(TABLE, row.id, 'badValue', missing);
      continue;
    }
    statement(
      db,
      `INSERT INTO ${TABLE} (${COLUMNS.join()}, import_id) VALUES (${COLUMNS.map(name => `@${name}`).join()}, @importId)`,
    ).run({ ...row, importId });
    tally.came(TABLE);
    came++;
  }
  return came;
}

const REQUIRED = ['timestamp', 'action', 'entity_type', 'entity_id'] as const;

interface Seal {
  readonly source_sha256: string;
  readonly kind: string;
  readonly chain: SourceChain;
  readonly came: Readonly<Record<string, number>>;
}

/** The row of our own chain that says what came, with the hash over the audit rows that came. */
export function sealImport(db: Database, importId: string, seal: Seal): void {
  audit(db, {
    action: 'import_completed',
    entity_type: 'import',
    entity_id: importId,
    details: { import_id: importId, audit_digest: importDigest(db, importId), ...seal },
  });
}

/** The row that says that an import began: what came before a crash is known by it. */
export function startImport(db: Database, importId: string, source_sha256: string): void {
  audit(db, {
    action: 'import_started',
    entity_type: 'import',
    entity_id: importId,
    details: { import_id: importId, source_sha256 },
  });
}

/** The import of this file that began and was not completed. */
export function unfinishedImport(db: Database, source_sha256: string): string | undefined {
  return db
    .prepare<[string], string>(
      `SELECT entity_id FROM audit_log AS started
       WHERE action = 'import_started' AND seq IS NOT NULL AND json_extract(details, '$.source_sha256') = ?
         AND NOT EXISTS (SELECT 1 FROM audit_log WHERE action = 'import_completed' AND seq IS NOT NULL
                                                     AND entity_id = started.entity_id)
       ORDER BY seq DESC LIMIT 1`,
    )
    .pluck()
    .get(source_sha256);
}
