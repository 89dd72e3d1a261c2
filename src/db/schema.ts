/** The schema as the file itself tells it: what hangs on what. */
import type { Database } from './connection.js';

export interface Column {
  readonly name: string;
  /** As declared: `TEXT`, `INTEGER`, `REAL` or `BLOB`. */
  readonly type: string;
  readonly notNull: boolean;
  /** The default as SQL text. */
  readonly default: string | null;
}

/** A column that names a row of another table. */
interface Reference {
  readonly column: string;
  readonly table: string;
  /** The row goes with the one that it names; otherwise it only loses the name. */
  readonly hangs: boolean;
}

export interface Table {
  readonly name: string;
  /** The primary key. */
  readonly key: string;
  readonly columns: readonly Column[];
  readonly references: readonly Reference[];
}

/** Tables that describe the file, which say nothing of another one. */
export const OF_THE_FILE = new Set([
  '_migrations',
  'audit_log',
  'log_file_checks',
  'image_checks',
  'log_file_scans',
  'pii_numbers',
  'log_templates',
  'log_file_templates',
  'log_file_minings',
  'log_file_times',
]);

/** The tables that hold what people keep, each behind those that it refers to. */
export function tablesOf(db: Database): Table[] {
  const waiting = tableNames(db)
    .filter(name => !OF_THE_FILE.has(name))
    .map(name => describe(db, name));
  const ordered: Table[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex(({ name, references }) =>
      references.every(({ table }) => table === name || ordered.some(({ name }) => name === table)),
    );
    ordered.push(...waiting.splice(Math.max(free, 0), 1));
  }
  return ordered;
}

/** Ordinary tables: no views, no search indexes and not what those keep. */
export function tableNames(db: Database): string[] {
  return db
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'`,
    )
    .pluck()
    .all();
}

function describe(db: Database, name: string): Table {
  const columns = db
    .prepare<
      [string],
      { name: string; type: string; notnull: number; dflt_value: string | null; pk: number }
    >(`SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)`)
    .all(name);
  const references = db
    .prepare<[string], { column: string; table: string; on_delete: string }>(
      `SELECT "from" AS "column", "table", on_delete FROM pragma_foreign_key_list(?)`,
    )
    .all(name);
  const unique = uniqueColumns(db, name);
  return {
    name,
    key: columns.find(({ pk }) => pk === 1)?.name ?? 'id',
    columns: columns.map(({ name, type, notnull, dflt_value, pk }) => ({
      name,
      type,
      notNull: notnull === 1 || pk > 0,
      default: dflt_value,
    })),
    references: references.map(({ column, table, on_delete }) => ({
      column,
      table,
      // What has at most one row for another belongs to it, whatever becomes of it afterwards.
      hangs: on_delete !== 'SET NULL' || unique.has(column),
    })),
  };
}

function uniqueColumns(db: Database, table: string): Set<string> {
  const columns = db
    .prepare<[string], string>(
      `SELECT max(info.name) FROM pragma_index_list(?) AS list, pragma_index_info(list.name) AS info
       WHERE list."unique" = 1 GROUP BY list.name HAVING count(*) = 1`,
    )
    .pluck()
    .all(table);
  return new Set(columns);
}

/** The tables whose rows hang on an incident, over any number of steps, with the incidents themselves first. */
export function caseTables(tables: readonly Table[]): Table[] {
  const found = new Set(['issues']);
  // Tables stand behind those that they refer to, so one pass finds all.
  return tables.filter(({ name, references }) => {
    if (references.some(({ table, hangs }) => hangs && found.has(table))) found.add(name);
    return found.has(name);
  });
}
