/**
 * The blocks of code between fences, as CommonMark has them: what stands there is no heading and asks for nothing. Those
 * in quotations do not count, since each of their lines begins with a sign of its own.
 */
import { DEEPEST_LIST } from './nesting.js';

/** Three backticks with more of them behind are code within a line, and no fence. */
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
/** What begins an item of a list, up to what stands in it; and a line of three signs, which begins none. */
const ITEM = /^( {0,3}(?:[-+*]|\d{1,9}[.)]))(?:([ \t]+)(?=\S)|[ \t]*$)/;
const RULE = /^ {0,3}([-*])[ \t]*(?:\1[ \t]*){2,}$/;

/** The lines that are blocks of code. */
export const codeLines = (lines: readonly string[]): ReadonlySet<number> => codeIn(lines).code;

/** The line that begins a block of code which nothing ends: all below it is code. */
export const unclosedCode = (lines: readonly string[]): number | undefined => codeIn(lines).unclosed;

interface Open {
  readonly mark: string;
  readonly at: number;
  /** The column of the item that it is in, which it ends with; 0 outside of lists. */
  readonly column: number;
}

function codeIn(lines: readonly string[]): { readonly code: Set<number>; readonly unclosed?: number } {
  const code = new Set<number>();
  /** Where the text of each item around begins. */
  const items: number[] = [];
  let open: Open | undefined;
  for (const [at, line] of lines.entries()) {
    const column = line.search(/\S/);
    if (open && column !== -1 && column < open.column) open = undefined;
    if (!open && column !== -1) {
      while ((items.at(-1) ?? 0) > column) items.pop();
      const [, mark = ''] = FENCE.exec(enter(line, items)) ?? [];
      if (mark) {
        open = { mark, at, column: items.at(-1) ?? 0 };
        code.add(at);
      }
    } else if (open) {
      code.add(at);
      const inside = line.slice(open.column);
      const [, mark = ''] = FENCE.exec(inside) ?? [];
      if (mark.startsWith(open.mark) && inside.trim() === mark) open = undefined;
    }
  }
  return { code, ...(open && { unclosed: open.at }) };
}

/** What stands in the innermost item of a line; the items that begin there are added. */
function enter(line: string, items: number[]): string {
  for (;;) {
    const column = items.at(-1) ?? 0;
    const rest = line.slice(column);
    const [, sign, blanks = ' '] = (items.length < DEEPEST_LIST && !RULE.test(rest) && ITEM.exec(rest)) || [];
    if (sign === undefined) return rest;
    // Behind more than four, what stands there is code.
    items.push(column + sign.length + (blanks.length > 4 ? 1 : blanks.length));
  }
}
