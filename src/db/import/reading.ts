/** Reading rows of a database whose schema is of any age: what is there, under the names that we know. */
import type { Database } from '../connection.js';
import { type Table, tableNames } from '../schema.js';
import type { Value } from './forms.js';
import type { Preview } from './report.js';

/** Places of rows: `rowid`, or the key of a table without. */
type Place = number | bigint | string;

/** A table of the source, with the columns that ours has too. */
export interface SourceTable {
  readonly name: string;
  /** Names of our columns, to what the source calls them; the same but for upper and lower case. */
  readonly columns: ReadonlyMap<string, string>;
  readonly rows: number;
  /** The values of one row. @throws an SQLite error where it cannot be read */
  readonly read: (place: Place) => Map<string, Value>;
  /** The places of the rows whose column has a value; without a column, of all. */
  readonly places: (column?: string) => Iterable<{ readonly place: Place; readonly value: Value }>;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

function namesIn(db: Database, table: string): string[] {
  return db.prepare<[string], string>(`SELECT name FROM pragma_table_info(?)`).pluck().all(table);
}

/** The table of the source that goes by the name of ours; undefined where there is none. */
export function sourceTable(db: Database, ours: Table): SourceTable | undefined {
  const name = tableNames(db).find(name => name.toLowerCase() === ours.name);
  if (name === undefined) return undefined;
  const theirs = namesIn(db, name);
  const columns = new Map(
    ours.columns.flatMap(({ name }) => {
      const found = theirs.find(their => their.toLowerCase() === name);
      return found === undefined ? [] : [[name, found] as const];
    }),
  );
  const withoutRowid = db
    .prepare<[string], number>(`SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?`)
    .pluck()
    .get(name);
  const place = withoutRowid === 1 ? quoted(columns.get(ours.key) ?? ours.key) : 'rowid';
  const utf8 = db.pragma('encoding', { simple: true }) === 'UTF-8';
  const values = [...columns].map(([our, their]) => `${quoted(their)} AS ${quoted(our)}`).join(', ');
  const row = db
    .prepare<[Place], Record<string, Value>>(`SELECT ${values} FROM ${quoted(name)} WHERE ${place} = ?`)
    .safeIntegers();
  const bytes = (column: string, at: Place) =>
    db
      .prepare<[Place], Buffer>(
        `SELECT CAST(${quoted(columns.get(column) ?? column)} AS BLOB) FROM ${quoted(name)} WHERE ${place} = ?`,
      )
      .pluck()
      .get(at);

  return {
    name: ours.name,
    columns,
    rows: countRows(db, name),
    read: at => {
      const read = row.get(at) ?? {};
      return new Map(
        Object.entries(read).map(([column, value]): [string, Value] => {
          const strange = utf8 && typeof value === 'string' && value.includes('\uFFFD');
          // Text that is not UTF-8 loses bytes on its way through a string.
          return [column, strange ? unlessEqual(value, bytes(column, at)) : value];
        }),
      );
    },
    places: function* (column) {
      const value = column === undefined ? 'NULL' : quoted(columns.get(column) ?? column);
      const rows = db
        .prepare<[], { place: Place; value: Value }>(
          `SELECT ${place} AS place, ${value} AS value FROM ${quoted(name)} ORDER BY ${place}`,
        )
        .safeIntegers();
      yield* rows.iterate();
    },
  };
}

function unlessEqual(text: string, bytes: Buffer | undefined): Value {
  return bytes === undefined || bytes.equals(Buffer.from(text)) ? text : bytes;
}

function countRows(db: Database, table: string): number {
  return Number(
    db
      .prepare(`SELECT count(*) FROM ${quoted(table)}`)
      .pluck()
      .get(),
  );
}

/** What the source has and our schema does not know. */
export function unknownIn(db: Database, ours: readonly Table[]): Preview['unknown'] {
  const known = new Map(
    ours.map(({ name, columns }) => [name, new Set(columns.map(({ name }) => name))] as const),
  );
  return tableNames(db).flatMap((table): Preview['unknown'] => {
    const rows = countRows(db, table);
    if (rows === 0) return [];
    const columns = known.get(table.toLowerCase());
    if (!columns) return [{ table, column: null, rows }];
    return namesIn(db, table)
      .filter(column => !columns.has(column.toLowerCase()))
      .map(column => ({ table, column, rows: countValues(db, table, column) }))
      .filter(({ rows }) => rows > 0);
  });
}

function countValues(db: Database, table: string, column: string): number {
  return Number(
    db
      .prepare(`SELECT count(${quoted(column)}) FROM ${quoted(table)}`)
      .pluck()
      .get(),
  );
}
