import type { Query } from './protocol.js';

/** The expression of a query, or what is wrong with it. */
export function expressionOf({
  text,
  regex,
  matchCase,
  wholeWord,
}: Query): RegExp | { readonly wrong: string } {
  const literal = regex ? text : text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const bounded = wholeWord ? `(?<![\\p{L}\\p{N}_])(?:${literal})(?![\\p{L}\\p{N}_])` : literal;
  try {
    return new RegExp(bounded, matchCase ? 'gu' : 'giu');
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
