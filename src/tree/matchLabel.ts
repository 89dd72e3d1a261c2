import { withoutAnsi } from '../evidence/index.js';
import type { Match } from './found.js';

/** How much of a line a row shows before a match and in all, in UTF-16 units: a sidebar is narrow. */
const BEFORE = 10;
const MOST = 250;

export interface MatchLabel {
  readonly label: string;
  /** Where the match is in it, in UTF-16 units. */
  readonly highlight: readonly [start: number, end: number];
}

/** The line of a match on one row: its number, and what is around the match. */
export function matchLabel({ line, start, end, text, textStart }: Match): MatchLabel {
  const [from, to] = [start - textStart, end - textStart];
  const before = plain(text.slice(0, from)).trimStart();
  const matched = plain(text.slice(from, to)).slice(0, MOST);
  const after = plain(text.slice(to)).slice(0, MOST).trimEnd();
  const cut = before.length > BEFORE || (before !== '' && textStart > 0);
  const shown = cut ? `…${before.slice(-BEFORE)}` : before;
  const head = `${line}: ${shown}`;
  return { label: head + matched + after, highlight: [head.length, head.length + matched.length] };
}

/** Without what colours, moves or reorders text. */
function plain(text: string): string {
  return withoutAnsi(text).replaceAll(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, ' ');
}
