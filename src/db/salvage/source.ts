/** What can be read of a damaged store. */
import type { PageFile } from '../pages/file.js';
import { type Row, treePage, type Value } from '../pages/records.js';
import { type Gap, Trees } from '../pages/tree.js';
import { plain, type SchemaRow, schemaRow, type Table, tablesMadeBy } from './schema.js';

/** A table of the damaged store; without `root` where its place in the schema is lost. */
export interface SourceTable extends Table {
  readonly root: number | undefined;
  /** The root page of its first index: the one on the primary key, unless that is the row id. */
  readonly index: number | undefined;
}

/** Primary keys by row id; `whole` where the index could be read to its end. */
export interface Keys {
  readonly byRowid: ReadonlyMap<bigint, string>;
  readonly whole: boolean;
}

export class Source {
  readonly #trees: Trees;
  readonly #schema: readonly SchemaRow[];
  readonly #schemaGaps: Gap[] = [];

  /** @param seen is told of each page, and may throw to stop */
  constructor(
    private readonly pages: PageFile,
    seen: () => void,
  ) {
    this.#trees = new Trees(number => pages.page(number), seen);
    this.#schema = this.#readSchema();
  }

  /** The schema's rows, also those on pages that the first one no longer leads to. */
  #readSchema(): SchemaRow[] {
    const rows = [...this.#trees.rows(1, gap => this.#schemaGaps.push(gap))];
    if (this.#schemaGaps.length > 0) {
      for (const leaf of this.#strays()) {
        const found = this.rowsOn(leaf);
        if (!found.every(({ values }) => values.length === 5 && schemaRow(values))) continue;
        this.#trees.claim(leaf);
        rows.push(...found);
      }
    }
    return rows.flatMap(({ values }) => schemaRow(values) ?? []);
  }

  /** Whether a part of the schema is lost. */
  get isSchemaBroken(): boolean {
    return this.#schemaGaps.length > 0;
  }

  /**
   * The tables that there are by the schema, and those that only `known` tells of where a part of it is lost.
   *
   * @param known the tables of this version's schema
   */
  tables(known: readonly Table[], nativeBinding: string): SourceTable[] {
    const own = this.#schema.filter(({ type, root }) => type === 'table' && root > 0);
    const ours = own.filter(({ name }) => known.some(table => table.name === name));
    const made = tablesMadeBy(
      ours.flatMap(({ sql }) => sql ?? []),
      nativeBinding,
    );
    const placed = made.map(table => ({
      ...table,
      root: this.#rootOf('table', table.name),
      index: this.#rootOf('index', `sqlite_autoindex_${table.name}_1`),
    }));
    if (!this.isSchemaBroken) return placed;
    const lost = known.filter(({ name }) => !made.some(table => table.name === name));
    return [...placed, ...lost.map(table => ({ ...table, root: undefined, index: undefined }))];
  }

  rows({ root }: SourceTable, lost: (gap: Gap) => void): Iterable<Row> {
    return root === undefined ? [] : this.#trees.rows(root, lost);
  }

  /** The primary keys that the first index of a table names. */
  keysOf({ index, columns }: SourceTable): Keys {
    const gaps: Gap[] = [];
    const entries = index === undefined ? [] : [...this.#entries(index, gap => gaps.push(gap))];
    const isRowid = columns.some(column => column.isRowid);
    const byRowid = new Map(
      entries.map(([rowid, values]) => [rowid, isRowid ? String(rowid) : values.map(plain).join('/')]),
    );
    return { byRowid, whole: index !== undefined && gaps.length === 0 };
  }

  /** The columns of an index by row id. */
  index(name: string): Map<bigint, readonly Value[]> {
    const root = this.#rootOf('index', name);
    return new Map(root === undefined ? [] : this.#entries(root, () => {}));
  }

  *#entries(root: number, lost: (gap: Gap) => void): Generator<[bigint, readonly Value[]]> {
    for (const values of new Trees(number => this.pages.page(number)).keys(root, lost)) {
      const rowid = values.at(-1);
      if (typeof rowid === 'bigint') yield [rowid, values.slice(0, -1)];
    }
  }

  #rootOf(type: string, name: string): number | undefined {
    return this.#schema.find(row => row.type === type && row.name === name)?.root;
  }

  /** Marks what belongs to no table of ours: indexes, those for search, and free pages. */
  #claimOthers(tables: readonly SourceTable[]): void {
    for (const { type, name, root } of this.#schema)
      if (root > 0 && !(type === 'table' && tables.some(table => table.name === name)))
        for (const page of this.#trees.pages(root, () => {})) this.#trees.rowsOn(page);
    const header = this.pages.page(1);
    let trunk = header?.readUInt32BE(32) ?? 0;
    while (trunk > 0 && !this.#trees.isClaimed(trunk)) {
      this.#trees.claim(trunk);
      const page = this.pages.page(trunk);
      const count = page?.readUInt32BE(4) ?? 0;
      for (let index = 0; index < count; index++) this.#trees.claim(page?.readUInt32BE(8 + 4 * index) ?? 0);
      trunk = page?.readUInt32BE(0) ?? 0;
    }
  }

  /** The leaves of tables that no tree leads to, by their pages; to be asked for after the rows of every table. */
  strays(tables: readonly SourceTable[]): number[] {
    this.#claimOthers(tables);
    return [...this.#strays()];
  }

  *#strays(): Generator<number> {
    for (let number = 2; number <= this.pages.count; number++) {
      if (!this.#trees.isClaimed(number) && this.rowsOn(number).length > 0) yield number;
    }
  }

  /** The rows on one leaf. */
  rowsOn(number: number): readonly Row[] {
    const bytes = this.pages.page(number);
    const page = bytes && treePage(bytes, number);
    return page ? this.#trees.rowsOn(page) : [];
  }
}
