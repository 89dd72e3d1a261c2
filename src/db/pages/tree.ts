/** The b-trees of a file whose pages may be broken. */
import {
  indexKeys,
  type Reader,
  type Row,
  separators,
  tableRows,
  type TreePage,
  treePage,
  type Value,
} from './records.js';

/** A page that cannot be read, and between which row ids its rows lie, as far as its neighbours tell. */
export interface Gap {
  readonly page: number;
  /** Rows behind this one … */
  readonly after?: bigint;
  /** … up to this one are lost. */
  readonly upTo?: bigint;
}

/** The pages of a file, and which of them belong to a tree that was walked. */
export class Trees {
  readonly #claimed = new Set<number>();

  constructor(
    readonly read: Reader,
    private readonly seen: () => void = () => {},
  ) {}

  isClaimed(page: number): boolean {
    return this.#claimed.has(page);
  }

  claim(page: number): void {
    this.#claimed.add(page);
  }

  /** The pages of a tree, from left to right; `lost` is told of each that cannot be read. */
  *pages(root: number, lost: (gap: Gap) => void): Generator<TreePage> {
    const waiting: Gap[] = [{ page: root }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (this.#claimed.has(next.page)) continue;
      this.#claimed.add(next.page);
      this.seen();
      const bytes = this.read(next.page);
      const page = bytes && treePage(bytes, next.page);
      if (!page) lost(next);
      else {
        waiting.push(...below(page, next).reverse());
        yield page;
      }
    }
  }

  *rows(root: number, lost: (gap: Gap) => void): Generator<Row> {
    for (const page of this.pages(root, lost)) yield* this.rowsOn(page);
  }

  /** What an index holds: its columns, then the row id. */
  *keys(root: number, lost: (gap: Gap) => void): Generator<readonly Value[]> {
    for (const page of this.pages(root, lost)) {
      if (page.kind === 'tableLeaf' || page.kind === 'tableInterior') continue;
      for (const { values, whole } of indexKeys(page, this.#overflow)) {
        if (whole) yield values;
        else lost({ page: root });
      }
    }
  }

  rowsOn(page: TreePage): readonly Row[] {
    return page.kind === 'tableLeaf' ? [...tableRows(page, this.#overflow)] : [];
  }

  readonly #overflow: Reader = page => {
    this.#claimed.add(page);
    this.seen();
    return this.read(page);
  };
}

/** The pages below an interior page with the row ids between which theirs lie. */
function below(page: TreePage, { after, upTo }: Gap): Gap[] {
  const ends = page.kind === 'tableInterior' ? separators(page) : [];
  return page.children.map((child, index) => {
    const from = index === 0 ? after : ends[index - 1];
    const to = ends[index] ?? upTo;
    return { page: child, ...(from !== undefined && { after: from }), ...(to !== undefined && { upTo: to }) };
  });
}
