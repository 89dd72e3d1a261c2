/** The search that a person types: words, and filters like `status:open` and `assignee:"Ada L."`. */
import type { Search } from '../db/rows/search.js';
import { SEVERITIES, STATUSES } from '../db/values.js';

/** The names of filters, in the order of the hint. */
export const FILTERS = ['status', 'severity', 'category', 'tag', 'assignee', 'since', 'until'] as const;
type FilterName = (typeof FILTERS)[number];

export interface Query {
  /** What the store searches for. */
  readonly search: Omit<Search, 'after' | 'limit'>;
  /** The filters whose values do not fit, as they were typed: they filter nothing. */
  readonly misfits: readonly string[];
}

/** A filter with its value, which may stand in quotes, or a word. */
const PIECE = new RegExp(
  `(?<!\\S)(?<name>${FILTERS.join('|')}):(?:"(?<quoted>[^"]*)"?|(?<bare>\\S*))|\\S+`,
  'giu',
);

/**
 * Reads what a person typed. Any text is valid: what is no filter is a word to search for. A status or severity may be
 * its beginning only, so that results show while one types; days are UTC, as all times that Whydunit shows.
 *
 * @param me whom `assignee:me` means
 */
export function parseQuery(typed: string, me: string): Query {
  const words: string[] = [];
  const misfits: string[] = [];
  const search: Writable = { text: '' };
  for (const { 0: piece, groups = {} } of typed.matchAll(PIECE)) {
    const name = FILTERS.find(filter => filter === groups['name']?.toLowerCase());
    const value = (groups['quoted'] ?? groups['bare'] ?? '').trim();
    if (!name) words.push(piece);
    else if (value !== '' && !apply(search, name, value, me)) misfits.push(piece);
  }
  return { search: { ...search, text: words.join(' ') }, misfits };
}

type Writable = { -readonly [Name in keyof Query['search']]: Query['search'][Name] };

/** Adds a filter to the search; false where the value does not fit it. */
function apply(search: Writable, name: FilterName, value: string, me: string): boolean {
  switch (name) {
    case 'status':
      return chosen(STATUSES, value, found => (search.status = [...(search.status ?? []), ...found]));
    case 'severity':
      return chosen(SEVERITIES, value, found => (search.severity = [...(search.severity ?? []), ...found]));
    case 'category':
      search.category = value;
      return true;
    case 'tag':
      search.tags = [...(search.tags ?? []), value];
      return true;
    case 'assignee':
      search.assigned_to = value.toLowerCase() === 'me' ? me : value;
      return true;
    case 'since':
      return onDay(value, 0, day => (search.from = day));
    case 'until':
      return onDay(value, 1, day => (search.to = day));
  }
}

function chosen<Value extends string>(
  values: readonly Value[],
  typed: string,
  use: (found: Value[]) => unknown,
): boolean {
  const found = values.filter(value => value.startsWith(typed.toLowerCase()));
  if (found.length > 0) use(found);
  return found.length > 0;
}

/** The beginning of a day `YYYY-MM-DD`, or of one some days later, as the store writes times. */
function onDay(typed: string, later: number, use: (beginning: string) => unknown): boolean {
  const date = /^\d{4}-\d\d-\d\d$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : undefined;
  // Date makes the 2nd of March of the 30th of February.
  if (!date || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(typed)) return false;
  date.setUTCDate(date.getUTCDate() + later);
  const [, day] = /^(\d{4}-\d\d-\d\d)T/.exec(date.toISOString()) ?? [];
  // There is no day behind the year 9999 that the store could write.
  if (day !== undefined) use(`${day} 00:00:00`);
  return day !== undefined;
}
