/** The new store that takes what can be read. */
import type { Database } from '../../migrations/index.js';
import type { Row, Value } from '../pages/records.js';
import { statement } from '../statements.js';
import type { Column, Table } from './schema.js';

/** What stands in a column that must have a text and whose own is lost. */
export const LOST = '(lost: it was on a damaged page)';

/** What a placeholder has where a time is needed and none is known. */
const NO_TIME = '1970-01-01 00:00:00';

/** What the code reads as one of a list, in columns without a check of their own. */
const CHOICES: ReadonlyMap<string, string> = new Map([
  ['issues.severity', 'low'],
  ['issues.status', 'open'],
]);

/** @returns whether the row is in the new store; one that it does not take breaks a rule of its table */
export function insertRow(db: Database, table: Table, { rowid, values, whole }: Row): boolean {
  const missing = whole ? [] : table.columns.slice(values.length);
  if (missing.some(isTold)) return false;
  const own = table.columns.map((column, index) => {
    const value = values[index];
    if (value !== undefined) return value;
    return whole ? column.initial : placeholder(table, column);
  });
  const named = pairs(table.columns, own).filter((_, index) => table.columns[index]?.isRowid !== true);
  return insert(db, table, [['rowid', rowid], ...named]);
}

/** A choice that somebody made, as of a permission, or what a row belongs to, is not made up. */
const isTold = ({ name, required, admitted, initial }: Column) =>
  required && ((admitted.length > 0 && initial === null) || name.endsWith('_id'));

/** @returns whether there is a row now that has these values, and placeholders in the other columns that need one */
export function insertPlaceholder(db: Database, table: Table, known: ReadonlyMap<string, Value>): boolean {
  const values = table.columns.map(column => known.get(column.name) ?? placeholder(table, column));
  return insert(db, table, pairs(table.columns, values));
}

const pairs = (columns: readonly Column[], values: readonly Value[]) =>
  columns.map(({ name }, index): [string, Value] => [name, values[index] ?? null]);

function insert(db: Database, { name }: Table, values: readonly (readonly [string, Value])[]): boolean {
  const columns = values.map(([column]) => `"${column}"`).join(', ');
  // Text goes in as its bytes, since not all of it need be valid UTF-8.
  const marks = values.map(([, value]) => (isText(value) ? 'CAST(? AS TEXT)' : '?')).join(', ');
  try {
    const sql = `INSERT INTO "${name}" (${columns}) VALUES (${marks})`;
    statement(db, sql).run(values.map(([, value]) => bound(value)));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT'))
      return false;
    throw error;
  }
}

const isText = (value: Value) => typeof value === 'object' && value !== null && 'text' in value;

function bound(value: Value): null | bigint | number | Buffer {
  if (typeof value !== 'object' || value === null) return value;
  return 'text' in value ? value.text : value.blob;
}

/** The least that a column takes; never what could pass for something that happened. */
function placeholder(table: Table, { type, required, initial, admitted, name }: Column): Value {
  if (!required) return null;
  if (type === 'INTEGER') return BigInt(Number(admitted.at(-1) ?? 0));
  if (type === 'REAL') return 0;
  if (type === 'BLOB') return { blob: Buffer.alloc(0) };
  if (name.endsWith('_at')) return { text: Buffer.from(NO_TIME) };
  const choice = CHOICES.get(`${table.name}.${name}`) ?? admitted.at(-1);
  return initial ?? { text: Buffer.from(choice ?? LOST) };
}
