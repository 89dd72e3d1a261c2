/** Writing one row of the source into the store, where it is not there already. */
import type { Database } from '../connection.js';
import type { Table } from '../schema.js';
import { statement } from '../statements.js';
import { seal } from '../secrets.js';
import { fitRow } from './fitRow.js';
import type { LargeContents } from './largeContents.js';
import type { OpenSecret } from './foreignSecrets.js';
import type { Value } from './forms.js';
import type { Change, Tally } from './report.js';
import { RULES } from './rules.js';

/** `here`: the row is in the store now; `absent`: what hangs on it has nothing to hang on. */
export type Written = 'came' | 'here' | 'absent';

interface Row {
  readonly key: string;
  /** What the source has. */
  readonly read: ReadonlyMap<string, Value>;
  readonly values: Map<string, Value>;
  readonly changes: Change[];
}

/** Where rows go to, and what is needed on the way. */
export interface Target {
  readonly db: Database;
  readonly tally: Tally;
  readonly openSecret: OpenSecret;
  readonly large: LargeContents;
}

/** Called inside the transaction of what the row hangs on. */
export function writeRow(
  { db, tally, openSecret, large }: Target,
  table: Table,
  read: ReadonlyMap<string, Value>,
): Written {
  const key = String(read.get(table.key) ?? '');
  const fitted = fitRow(table, read);
  if ('left' in fitted) {
    tally.left(table.name, key, fitted.left, fitted.column);
    return 'absent';
  }
  const row: Row = { key, read, values: fitted.values, changes: [...fitted.changes] };
  unlink(db, table, row);
  const there = compare(db, table, row);
  if (there !== 'absent') {
    if (there === 'same') tally.already(table.name);
    else tally.left(table.name, key, 'conflict', there.column);
    return 'here';
  }
  if (!resealed(db, table, row, openSecret)) {
    tally.left(table.name, key, 'sealed', RULES[table.name]?.secret);
    return 'absent';
  }
  if (lacksContent(table, row) && !large.has(key))
    row.changes.push({ what: 'noContent', column: 'content_compressed' });
  const written = insert(db, table, row, tally);
  if (written === 'came') large.link(key);
  return written;
}

/** A row that only refers to another one comes without it. */
function unlink(db: Database, { references }: Table, { values, changes }: Row): void {
  for (const { column, table, hangs } of references) {
    const value = values.get(column) ?? null;
    if (hangs || value === null || exists(db, table, value)) continue;
    values.set(column, null);
    changes.push({ what: 'unlinked', column });
  }
}

const exists = (db: Database, table: string, id: Value): boolean =>
  statement(db, `SELECT 1 FROM "${table}" WHERE id = ?`).get(id) !== undefined;

/** A secret that can be opened is sealed for this store; otherwise the row comes without it where it may. */
function resealed(
  db: Database,
  table: Table,
  { key, values, changes }: Row,
  openSecret: OpenSecret,
): boolean {
  const column = RULES[table.name]?.secret;
  const sealed = column === undefined ? null : (values.get(column) ?? null);
  if (column === undefined || sealed === null) return true;
  const plain = openSecret(String(sealed));
  if (plain !== undefined) {
    values.set(column, seal(db, table.name, key, column, plain));
    return true;
  }
  if (table.columns.some(({ name, notNull }) => name === column && notNull)) return false;
  values.set(column, null);
  changes.push({ what: 'secret', column });
  return true;
}

/** The content lay in a file beside the database; nobody's disk is read unasked. */
function lacksContent({ name }: Table, { values }: Row): boolean {
  const column = { log_files: 'content_compressed', image_attachments: 'image_data' }[name];
  return column !== undefined && (values.get(column) ?? null) === null && values.get('file_path') !== '';
}

function compare(
  db: Database,
  table: Table,
  { key, read, values }: Row,
): 'absent' | 'same' | { readonly column: string } {
  const sql = `SELECT * FROM "${table.name}" WHERE "${table.key}" = ?`;
  const ours = statement(db, sql).get(key) as Record<string, Value> | undefined;
  if (!ours) return 'absent';
  const references = new Map(table.references.map(({ column, hangs }) => [column, hangs] as const));
  for (const [column, value] of values) {
    // What the source does not have says nothing, nor does a secret under another key or a reference that was cut.
    if (!read.has(column) || column === RULES[table.name]?.secret) continue;
    if (value === null && references.get(column) === false) continue;
    if (!equal(value, ours[column] ?? null)) return { column };
  }
  return 'same';
}

function equal(theirs: Value, ours: Value): boolean {
  if (theirs instanceof Buffer) {
    return ours instanceof Buffer ? theirs.equals(ours) : theirs.toString() === ours;
  }
  return theirs === ours;
}

function insert(db: Database, table: Table, { key, values, changes }: Row, tally: Tally): Written {
  const columns = table.columns.filter(({ name }) => values.has(name));
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  // Text that is not UTF-8 is bound as its bytes.
  const bound = columns.map(({ type }) => (type === 'TEXT' ? 'CAST(? AS TEXT)' : '?')).join(', ');
  try {
    statement(db, `INSERT INTO "${table.name}" (${names}) VALUES (${bound})`).run(
      columns.map(({ name }) => values.get(name)),
    );
  } catch (error) {
    const refusal = constraint(error);
    if (!refusal) throw error;
    tally.left(table.name, key, refusal.what, undefined, refusal.detail);
    return 'absent';
  }
  tally.came(table.name);
  for (const change of changes) tally.changed(table.name, key, change);
  return 'came';
}

const NAMED: ReadonlyMap<string, 'noParent' | 'taken'> = new Map([
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'noParent'],
  ['SQLITE_CONSTRAINT_UNIQUE', 'taken'],
]);

/** SQLite's extended codes: https://www.sqlite.org/rescode.html#constraint */
function constraint(
  error: unknown,
): { readonly what: 'noParent' | 'taken' | 'badValue'; readonly detail: string } | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  if (!error.code.startsWith('SQLITE_CONSTRAINT') && error.code !== 'SQLITE_TOOBIG') return undefined;
  return { what: NAMED.get(error.code) ?? 'badValue', detail: error.message };
}
