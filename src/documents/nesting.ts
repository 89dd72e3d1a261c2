/**
 * Quotations and lists in each other: what stands too deep is read as text. The parser itself would leave it out, with
 * all that follows.
 */
import type { MarkdownIt, StateBlock } from 'markdown-it';

/** A list takes two. Renderers go down by calling themselves, and a page has only so much room at its side. */
const DEEPEST = 20;
export const DEEPEST_LIST = DEEPEST / 2;
/** What begins an item or a quotation. */
const BEGINS = /^(?:>|(?:[-+*]|\d{1,9}[.)])(?:\s|$))/;

export function keepDeepText(markdown: MarkdownIt): void {
  markdown.block.ruler.before('table', 'deep', (state, start, end, silent) => {
    if (silent || state.level < DEEPEST) return false;
    let next = start + 1;
    while (next < end && goesOn(state, next)) next++;
    state.line = next;
    const map: [number, number] = [start, next];
    state.push('paragraph_open', 'p', 1).map = map;
    const inline = state.push('inline', '', 0);
    inline.content = state.getLines(start, next, state.blkIndent, false).trim();
    inline.map = map;
    inline.children = [];
    state.push('paragraph_close', 'p', -1);
    return true;
  });
}

/** Whether a line is of the paragraph that the one before it is of. */
function goesOn(state: StateBlock, line: number): boolean {
  const indent = state.sCount[line] ?? 0;
  // A quotation marks lines so that go on without its sign.
  if (state.isEmpty(line) || (indent >= 0 && indent < state.blkIndent)) return false;
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return !BEGINS.test(state.src.slice(start, state.eMarks[line]));
}
