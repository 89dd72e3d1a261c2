/** Rows that refer to lost ones. */
import { v7 as uuid } from 'uuid';
import type { Database } from '../../migrations/index.js';
import type { Row, Value } from '../pages/records.js';
import { plain, type Table, tablesOf } from './schema.js';
import { insertPlaceholder } from './target.js';

interface Broken {
  readonly table: string;
  readonly rowid: bigint;
  readonly parent: string;
  /** Which of the table's foreign keys. */
  readonly fkid: bigint;
}

interface ForeignKey {
  readonly id: bigint;
  readonly parent: string;
  readonly from: string;
  readonly to: string;
}

/** What becomes of rows whose parent is lost. */
export class Orphans {
  /** Placeholders by their table: each has the id of the lost row, so that what hangs on it stays together. */
  readonly placeholders = new Map<string, number>();
  /** Rows by their table that no placeholder could be made for; they are not in the new store. */
  readonly dropped = new Map<string, number>();
  readonly #tables: readonly Table[];
  readonly #home: Value = { text: Buffer.from(uuid()) };

  constructor(private readonly db: Database) {
    this.#tables = tablesOf(db);
  }

  /** Makes a placeholder for each lost row that others refer to. A placeholder may need one itself. */
  adopt(): void {
    for (let broken = brokenReferences(this.db); broken.length > 0; broken = brokenReferences(this.db)) {
      for (const reference of broken) this.#adopt(reference);
    }
  }

  #adopt(reference: Broken): void {
    const { from, to } = keyOf(this.db, reference);
    const value = this.db
      .prepare<[bigint]>(`SELECT "${from}" FROM "${reference.table}" WHERE rowid = ?`)
      .safeIntegers()
      .pluck()
      .get(reference.rowid);
    if (value === null || value === undefined || exists(this.db, reference.parent, to, value)) return;
    const parent = this.#tables.find(({ name }) => name === reference.parent);
    if (parent && this.#makePlaceholder(parent, to, storable(value))) {
      add(this.placeholders, reference.parent);
    } else {
      this.db.prepare(`DELETE FROM "${reference.table}" WHERE rowid = ?`).run(reference.rowid);
      add(this.dropped, reference.table);
    }
  }

  /** What it has to refer to itself is one placeholder for all, since what it belonged to is lost. */
  #makePlaceholder(table: Table, column: string, value: Value): boolean {
    const references = new Set(foreignKeys(this.db, table.name).map(({ from }) => from));
    const required = table.columns.filter(({ name, required }) => required && references.has(name));
    const known = required.map(({ name }): [string, Value] => [name, this.#home]);
    return insertPlaceholder(this.db, table, new Map([...known, [column, value]]));
  }
}

const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

function brokenReferences(db: Database): Broken[] {
  return db
    .prepare<[], Broken>('SELECT "table", "rowid", "parent", "fkid" FROM pragma_foreign_key_check')
    .safeIntegers()
    .all();
}

function keyOf(db: Database, { table, fkid }: Broken): ForeignKey {
  const key = foreignKeys(db, table).find(({ id }) => id === fkid);
  if (!key) throw new Error(`${table} has no foreign key ${fkid}`);
  return key;
}

export function foreignKeys(db: Database, table: string): ForeignKey[] {
  return db
    .prepare<[string], ForeignKey>(
      `SELECT id, "table" AS parent, "from", coalesce("to", 'id') AS "to" FROM pragma_foreign_key_list(?)`,
    )
    .safeIntegers()
    .all(table);
}

/** Whether the new store has whatever these rows of a table refer to, and they refer to something. */
export function refersWell(db: Database, { name, columns }: Table, rows: readonly Row[]): boolean {
  const references = foreignKeys(db, name).flatMap(({ parent, from, to }) => {
    const index = columns.findIndex(column => column.name === from);
    const values = rows.map(({ values }) => plain(values[index])).filter(value => value !== null);
    return values.map(value => exists(db, parent, to, value));
  });
  return references.length > 0 && !references.includes(false);
}

function exists(db: Database, table: string, column: string, value: unknown): boolean {
  return db.prepare(`SELECT 1 FROM "${table}" WHERE "${column}" = ?`).get(value) !== undefined;
}

function storable(value: unknown): Value {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return value instanceof Buffer ? { blob: value } : { text: Buffer.from(String(value)) };
}
