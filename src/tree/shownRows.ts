/** The rows of a view, read before VS Code is told that they changed. */

/** Where rows come from, and who shows them. */
export interface RowSource<Node> {
  /** The rows below a row, or those at the top. */
  read(parent: Node | undefined): Promise<Node[]>;
  /** What tells a row with rows below it from the others, however often it is read; undefined for a row that has none. */
  id(node: Node): string | undefined;
  visible(): boolean;
  /** Has the view ask for its rows again. */
  changed(): void;
}

/** The list at the top, which has no row above it. */
const TOP = '';

/**
 * While VS Code reads a view anew it knows none of its rows, and a command that a person has just chosen from the menu of one
 * is started without it. So it is told of a change only where a row differs, and then has the rows at once.
 */
export class ShownRows<Node> {
  #rows = new Map<string, readonly Node[]>();
  /** Counts the changes, so that what was read before one is known to be old. */
  #changes = 0;
  #reading: Promise<void> | undefined;

  constructor(private readonly source: RowSource<Node>) {}

  /** What VS Code is given for a row, or for the top. */
  async below(parent?: Node): Promise<Node[]> {
    const id = parent === undefined ? TOP : this.source.id(parent);
    if (id === undefined) return [];
    const known = this.#rows.get(id);
    if (known) return [...known];
    const before = this.#changes;
    const rows = await this.source.read(parent);
    this.#rows.set(id, rows);
    if (before !== this.#changes) void this.readAgain();
    return rows;
  }

  /** The rows at the top as they are after every change until now. */
  async latest(): Promise<Node[]> {
    await this.#reading;
    return this.below();
  }

  /** Reads what is shown once more; a hidden view reads for itself when it is shown. */
  readAgain(): Promise<void> {
    this.#changes++;
    this.#reading ??= this.#readUntilQuiet().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /** Has everything read anew, since what rows look like changed. */
  forget(): void {
    this.#changes++;
    this.#rows.clear();
    this.source.changed();
  }

  async #readUntilQuiet(): Promise<void> {
    for (let seen = -1; seen !== this.#changes;) {
      seen = this.#changes;
      if (!this.source.visible()) return this.forget();
      const rows = await this.#readAll().catch(() => undefined);
      // What cannot be read is asked for by VS Code itself, which shows the error.
      if (!rows) return this.forget();
      if (told(rows) === told(this.#rows)) continue;
      this.#rows = rows;
      this.source.changed();
    }
  }

  /** Every list that was asked for and is still there. */
  async #readAll(): Promise<Map<string, readonly Node[]>> {
    const all = new Map<string, readonly Node[]>();
    const readBelow = async (id: string, parent?: Node) => {
      const rows = await this.source.read(parent);
      all.set(id, rows);
      for (const row of rows) {
        const own = this.source.id(row);
        if (own !== undefined && this.#rows.has(own)) await readBelow(own, row);
      }
    };
    if (this.#rows.has(TOP)) await readBelow(TOP);
    return all;
  }
}

/** All that rows hold, to be compared; the row above each is told in its own list. */
function told(rows: ReadonlyMap<string, unknown>): string {
  return JSON.stringify([...rows], (key, value: unknown) => (key === 'parent' ? undefined : value));
}
