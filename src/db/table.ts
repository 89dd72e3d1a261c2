/**
 * A table of the schema: its statements are made from the schema of its rows, and each change writes its audit row,
 * so that none can be forgotten.
 */
import { v7 as uuid } from 'uuid';
import * as z from 'zod';
import { audit } from './audit.js';
import type { Database } from './connection.js';
import { StoreError } from './errors.js';
import { statement } from './statements.js';

type Fields = Readonly<Record<string, unknown>>;

interface Options<Row extends z.ZodObject, Written extends z.ZodObject> {
  /** What the audit log calls a row. */
  readonly entity: string;
  /** The audit log's actions, where they are not `<entity>_added`, `_updated` and `_removed`. */
  readonly actions?: Readonly<Record<keyof typeof PAST, string>>;
  /** The column of the row that this one hangs on: audit rows name it. */
  readonly parent?: keyof z.output<Row> & string;
  readonly key?: keyof z.output<Row> & string;
  /** The columns that lists are ordered by; the last one is unique. */
  readonly order: readonly (keyof z.output<Row> & string)[];
  readonly newestFirst?: boolean;
  /** The view that rows are read from, where lists show what another table says of a row. */
  readonly reads?: string;
  /** The row with what is written, and read one by one only: content, large texts, sealed secrets. */
  readonly written?: Written;
}

const PAST = { add: 'added', update: 'updated', remove: 'removed' } as const;

export class Table<Row extends z.ZodObject, Written extends z.ZodObject = Row> {
  readonly #columns: string;
  readonly #written: Written;
  readonly #values: z.ZodObject;
  readonly #key: string;
  readonly #reads: string;

  constructor(
    readonly name: string,
    private readonly row: Row,
    private readonly options: Options<Row, Written>,
  ) {
    this.#columns = Object.keys(row.shape).join();
    // Without it, `Written` is `Row`.
    this.#written = options.written ?? (row as z.ZodObject as Written);
    this.#values = this.#written.partial();
    this.#key = options.key ?? 'id';
    this.#reads = options.reads ?? name;
  }

  /**
   * Inserts a row, under a new id where none is given; columns that are not given take their defaults.
   *
   * @param details what the audit row says besides the parent's id: ids, hashes, sizes and names of fields only
   * @throws StoreError `exists` where a unique column has the value already, `gone` where the parent is not there
   */
  add(db: Database, values: Partial<z.output<Written>>, details?: Fields): z.output<Row> {
    const key = this.write(db, values);
    const row = this.get(db, key);
    this.#audit(db, 'add', key, { ...this.#parentOf(row), ...details });
    return row;
  }

  /** Changes the given columns. @throws StoreError `gone` */
  update(db: Database, key: string, change: Partial<z.output<Written>>, details?: Fields): z.output<Row> {
    const stored = this.#encode(change);
    const fields = Object.keys(stored);
    if (fields.length === 0) return this.get(db, key);
    const set = fields.map(field => `${field} = @${field}`).join(', ');
    const sql = `UPDATE ${this.name} SET ${set} WHERE ${this.#key} = @_key`;
    const { changes } = statement(db, sql).run({ ...stored, _key: key });
    if (changes === 0) throw this.#gone(key);
    const row = this.get(db, key);
    this.#audit(db, 'update', key, { ...this.#parentOf(row), fields, ...details });
    return row;
  }

  /** @throws StoreError `gone` */
  remove(db: Database, key: string, details?: Fields): void {
    const row = this.get(db, key);
    statement(db, `DELETE FROM ${this.name} WHERE ${this.#key} = ?`).run(key);
    this.#audit(db, 'remove', key, { ...this.#parentOf(row), ...details });
  }

  /** A row as lists show it. @throws StoreError `gone` */
  get(db: Database, key: string): z.output<Row> {
    return this.row.parse(this.#stored(db, key, this.#columns));
  }

  /** A row with what lists do not read. @throws StoreError `gone` */
  whole(db: Database, key: string): z.output<Written> {
    return this.#written.parse(this.#stored(db, key, Object.keys(this.#written.shape).join()));
  }

  /** One column of a row that lists do not read. @throws StoreError `gone` where the row or the value is not there */
  read<Column extends keyof z.output<Written> & string>(
    db: Database,
    key: string,
    column: Column,
  ): NonNullable<z.output<Written>[Column]> {
    const stored = this.#values.parse(this.#stored(db, key, column));
    const value = stored[column] as z.output<Written>[Column];
    if (value === null || value === undefined) throw this.#gone(key);
    return value;
  }

  /** The first row with these values. */
  find(db: Database, where: Partial<z.output<Row>>): z.output<Row> | undefined {
    return this.list(db, where, { limit: 1 })[0];
  }

  /** All rows with these values, for what a person keeps few of. */
  all(db: Database, where: Partial<z.output<Row>>): z.output<Row>[] {
    return this.list(db, where, { limit: -1 });
  }

  /** A page of the rows with these values, in the table's order, from behind the row `after`. */
  list(
    db: Database,
    where: Partial<z.output<Row>>,
    { after, limit }: { after?: Partial<z.output<Row>>; limit: number },
  ): z.output<Row>[] {
    const { order, newestFirst = false } = this.options;
    const filter = this.#encode(where);
    const conditions = Object.keys(filter).map(column => `${column} IS @${column}`);
    if (after) {
      const isBehind = newestFirst ? '<' : '>';
      conditions.push(`(${order.join()}) ${isBehind} (${order.map(column => `@_${column}`).join()})`);
    }
    const sorted = order.map(column => column + (newestFirst ? ' DESC' : '')).join();
    const filtered = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const behind = order.map(column => [`_${column}`, after?.[column]] as const);
    const sql = `SELECT ${this.#columns} FROM ${this.#reads} ${filtered} ORDER BY ${sorted} LIMIT @_limit`;
    const rows = statement(db, sql).all({ ...filter, ...Object.fromEntries(behind), _limit: limit });
    return z.array(this.row).parse(rows);
  }

  /** Inserts a row without an audit row, where many are one change; returns its key. */
  write(db: Database, values: Partial<z.output<Written>>): string {
    const stored: Record<string, unknown> = {
      ...(this.#key === 'id' && { id: uuid() }),
      ...this.#encode(values),
    };
    const columns = Object.keys(stored);
    const bound = columns.map(column => `@${column}`).join();
    statement(db, `INSERT INTO ${this.name} (${columns.join()}) VALUES (${bound})`).run(stored);
    return String(stored[this.#key]);
  }

  /** Removes the rows with these values without an audit row, where many are one change; returns how many. */
  clear(db: Database, where: Partial<z.output<Row>>): number {
    const filter = this.#encode(where);
    const conditions = Object.keys(filter).map(column => `${column} IS @${column}`);
    return statement(db, `DELETE FROM ${this.name} WHERE ${conditions.join(' AND ')}`).run(filter).changes;
  }

  #stored(db: Database, key: string, columns: string): unknown {
    const row = statement(db, `SELECT ${columns} FROM ${this.#reads} WHERE ${this.#key} = ?`).get(key);
    if (row === undefined) throw this.#gone(key);
    return row;
  }

  /** The values as the columns hold them; a name that is no column never comes into SQL. */
  #encode(values: Fields): Record<string, unknown> {
    const stored = Object.entries(z.encode(this.#values, values));
    return Object.fromEntries(stored.filter(([, value]) => value !== undefined));
  }

  #parentOf(row: Fields): Fields {
    const { parent } = this.options;
    return parent ? { [parent]: row[parent] } : {};
  }

  #audit(db: Database, what: keyof typeof PAST, key: string, details: Fields): void {
    const { entity, actions } = this.options;
    const action = actions?.[what] ?? `${entity}_${PAST[what]}`;
    audit(db, { action, entity_type: entity, entity_id: key, details });
  }

  #gone(key: string): StoreError {
    return new StoreError('gone', `${this.options.entity} ${key}`);
  }
}
