/** What the tables of a damaged store look like: by its own schema as far as that can be read, or else by ours. */
import SQLite from 'better-sqlite3-multiple-ciphers';
import { type Database, migrate } from '../../migrations/index.js';
import type { Row, Value } from '../pages/records.js';

export interface Column {
  readonly name: string;
  /** As declared. */
  readonly type: string;
  readonly required: boolean;
  /** What a row has that was written before the column was added. */
  readonly initial: Value;
  /** The values that a check admits; none where there is no such check. */
  readonly admitted: readonly string[];
  /** Whether it is the row id under another name. */
  readonly isRowid: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The places of the columns of its primary key. */
  readonly key: readonly number[];
}

/** A row's primary key as text. */
export function keyOf({ columns, key }: Table, { rowid, values }: Pick<Row, 'rowid' | 'values'>): string {
  const parts = key.map(index => (columns[index]?.isRowid ? rowid : plain(values[index])));
  return parts.map(String).join('/');
}

/** A row of `sqlite_schema`. */
export interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly root: number;
  readonly sql: string | null;
}

export function schemaRow(values: readonly Value[]): SchemaRow | undefined {
  const [type, name, table, root, sql] = values.map(plain);
  if (typeof type !== 'string' || typeof name !== 'string' || typeof table !== 'string') return undefined;
  if (!/^(table|index|view|trigger)$/.test(type) || typeof root !== 'bigint') return undefined;
  return { type, name, table, root: Number(root), sql: typeof sql === 'string' ? sql : null };
}

/** A value with its text decoded. */
export function plain(value: Value | undefined): string | bigint | number | Buffer | null {
  if (value === null || value === undefined || typeof value !== 'object') return value ?? null;
  return 'text' in value ? value.text.toString('utf8') : value.blob;
}

/**
 * The tables that hold rows of their own.
 *
 * @param type `shadow` for those of search indexes, which are made anew from the others
 */
export function tablesOf(db: Database, type: 'table' | 'shadow' = 'table'): Table[] {
  const found = db
    .prepare<[string], { name: string; sql: string }>(
      `SELECT list.name, sql FROM pragma_table_list AS list JOIN sqlite_schema USING (name)
       WHERE schema = 'main' AND list.type = ? AND list.name NOT LIKE 'sqlite%'`,
    )
    .all(type);
  return found.map(({ name, sql }) => tableOf(db, name, sql));
}

interface Info {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
}

function tableOf(db: Database, table: string, sql: string): Table {
  const infos = db.prepare<[string], Info>(`SELECT * FROM pragma_table_info(?)`).all(table);
  const keys = infos.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const columns = infos.map(({ name, type, notnull, dflt_value, pk }) => ({
    name,
    type: type.toUpperCase(),
    required: notnull === 1,
    initial: dflt_value === null ? null : evaluate(db, dflt_value),
    admitted: admitted(sql, name),
    isRowid: keys.length === 1 && pk === 1 && type.toUpperCase() === 'INTEGER',
  }));
  return { name: table, columns, key: keys.map(info => infos.indexOf(info)) };
}

function evaluate(db: Database, expression: string): Value {
  const value: unknown = db.prepare(`SELECT ${expression}`).pluck().safeIntegers().get();
  if (typeof value === 'string') return { text: Buffer.from(value) };
  if (value instanceof Buffer) return { blob: value };
  return typeof value === 'bigint' || typeof value === 'number' ? value : null;
}

/** The values that `CHECK(column IN (…))` names. */
function admitted(sql: string, column: string): string[] {
  const list = new RegExp(String.raw`CHECK\s*\(\s*"?${column}"?\s+IN\s*\(([^)]*)\)`, 'i').exec(sql)?.[1];
  return list?.split(',').map(item => item.trim().replaceAll(/^'|'$/g, '')) ?? [];
}

/** The tables by the statements that made them. */
export function tablesMadeBy(statements: readonly string[], nativeBinding: string): Table[] {
  return inMemory(nativeBinding, db => {
    for (const sql of statements) db.exec(sql);
    return tablesOf(db);
  });
}

/** The tables of this version's schema. */
export function currentTables(nativeBinding: string): { own: Table[]; shadow: Table[] } {
  return inMemory(nativeBinding, db => {
    migrate(db);
    return { own: tablesOf(db), shadow: tablesOf(db, 'shadow') };
  });
}

function inMemory<T>(nativeBinding: string, read: (db: Database) => T): T {
  const db = new SQLite(':memory:', { nativeBinding });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

/** Whether a row can be one of the table: its values are of the declared kinds. */
export function canHold({ columns }: Table, values: readonly Value[]): boolean {
  if (values.length > columns.length || values.length <= columns.findLastIndex(isOriginal)) return false;
  return values.every((value, index) => {
    const column = columns[index];
    return column !== undefined && suits(column, value);
  });
}

/** A column that was added later may be empty or has a default. */
const isOriginal = ({ required, initial }: Column) => required && initial === null;

function suits({ type, required, admitted, isRowid, name }: Column, value: Value): boolean {
  if (value === null) return !required || isRowid;
  if (admitted.length > 0 && !admitted.includes(String(plain(value)))) return false;
  if (type === 'TEXT') {
    if (typeof value !== 'object' || !('text' in value)) return false;
    return !name.endsWith('_at') || /^\d{4}-\d\d-\d\d/.test(value.text.toString('latin1'));
  }
  if (type === 'INTEGER') return typeof value === 'bigint';
  if (type === 'BLOB') return typeof value === 'object' && 'blob' in value;
  return true;
}
