/** Whether all of a document is on its pages: the library leaves out, without a word, what it keeps together and cannot. */
import type { Node, Page } from './document.js';
import { Tag } from './tags.js';

/** How many signs, or pictures, each part of the structure has. */
type Amounts = ReadonlyMap<Tag, number>;

/** To be asked before nodes are laid out, which changes them. */
export function amountsIn(nodes: readonly Node[]): Amounts {
  const amounts = new Map<Tag, number>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(look);
    if (typeof value !== 'object' || value === null || value instanceof Tag) return;
    const { tag, text, stack, columns, table }: Node = { ...value };
    if (tag instanceof Tag) add(amounts, tag, typeof text === 'string' ? signsOf(text) : 1);
    look([text, stack, columns]);
    if (typeof table === 'object' && table !== null && 'body' in table) look(table.body);
  };
  look(nodes);
  return amounts;
}

export function isWhole(given: Amounts, pages: readonly Page[]): boolean {
  const drawn = new Map<Tag, number>();
  const seen = new Set<unknown>();
  for (const { item } of pages.flatMap(({ items }) => items)) {
    if (item.tag) add(drawn, item.tag, 1);
    for (const inline of item.inlines ?? []) {
      // The header of a table comes again on each page.
      if (!inline.tag || seen.has(inline)) continue;
      seen.add(inline);
      add(drawn, inline.tag, signsOf(inline.text));
    }
  }
  return [...given].every(([tag, amount]) => (drawn.get(tag) ?? 0) >= amount);
}

function add(amounts: Map<Tag, number>, tag: Tag, amount: number): void {
  amounts.set(tag, (amounts.get(tag) ?? 0) + amount);
}

/** Where lines break, blanks are left out. */
const signsOf = (text: string) => text.replaceAll(/\s+/g, '').length;
