import { expressionOf } from '../../evidence/pattern/index.js';
import type { Mark } from './findings.js';
import type { Query, ShownFinding } from './protocol.js';

/** What lines are tried with: nothing while nothing is typed, and what is wrong where it is no expression. */
export function typed(query: Query): RegExp | { readonly wrong: string } | undefined {
  if (query.pattern === '') return undefined;
  try {
    return expressionOf(query);
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

/** Cuts pieces at the marks of findings. */
export function marked(pieces: readonly Piece[], marks: readonly Mark[]): readonly MarkedPiece[] {
  if (marks.length === 0) return pieces;
  const cut: MarkedPiece[] = [];
  let from = 0;
  for (const { text, match } of pieces) {
    const end = from + text.length;
    let at = from;
    for (const mark of marks) {
      const start = Math.max(at, mark.start);
      const stop = Math.min(end, mark.end);
      if (start >= stop) continue;
      if (start > at) cut.push({ text: text.slice(at - from, start - from), match });
      cut.push({ text: text.slice(start - from, stop - from), match, finding: mark.finding });
      at = stop;
    }
    if (at < end) cut.push({ text: text.slice(at - from), match });
    from = end;
  }
  return cut;
}

export interface MarkedPiece extends Piece {
  readonly finding?: ShownFinding;
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
