import { expressionOf } from '../../evidence/pattern/index.js';
import type { Query } from './protocol.js';

/** What lines are tried with: nothing while nothing is typed, and what is wrong where it is no expression. */
export function typed(query: Query): RegExp | { readonly wrong: string } | undefined {
  if (query.pattern === '') return undefined;
  try {
    return expressionOf(query);
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

/** A piece of a line, and whether it matches. */
export interface Piece {
  readonly text: string;
  readonly match: boolean;
}

/** The most matches that are marked in one line. */
const MOST = 200;

/** Cuts a line at its matches. */
export function pieces(text: string, expression: RegExp | undefined): readonly Piece[] {
  if (!expression) return [{ text, match: false }];
  const found: Piece[] = [];
  let from = 0;
  for (const { index, 0: matched } of text.matchAll(expression)) {
    if (matched === '' || found.length > 2 * MOST) continue;
    if (index > from) found.push({ text: text.slice(from, index), match: false });
    found.push({ text: matched, match: true });
    from = index + matched.length;
  }
  if (from < text.length) found.push({ text: text.slice(from), match: false });
  return found;
}
