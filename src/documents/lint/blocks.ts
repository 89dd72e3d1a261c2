/** What stands in a section: its paragraphs and the items of its lists. */
import { codeLines } from '../code.js';

export interface Block {
  /** Where it begins, from 0. */
  readonly line: number;
  readonly text: string;
  /** Whether further items hang on it. */
  readonly hasParts: boolean;
  /** Whether it claims something that evidence can show: two words do not. */
  readonly isClaim: boolean;
}

const ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s+/;
const NOT_A_CLAIM = /^\s*(?:\||>|!\[|#|\{\{|<!--|(?:[-*_]\s*){3,}$)/;

/** What people write in the place of what they do not know yet. */
export const OPEN_END =
  /^\s*(?:[-*+]\s+)?(?:TBD|TBC|TODO|FIXME|to be (?:determined|defined|found|written|filled in|done|confirmed|added)|\?{2,}|\.{3}|…)[.:]?\s*$/i;

/** @param from the first line, from 0; `to` is the line behind the last */
export function blocksOf(lines: readonly string[], from: number, to: number): Block[] {
  const code = codeLines(lines);
  const blocks: { line: number; lines: string[] }[] = [];
  let open = false;
  for (let at = from; at < to; at++) {
    const content = lines[at] ?? '';
    const last = blocks.at(-1);
    const inItem = last !== undefined && ITEM.test(last.lines[0] ?? '');
    const nested = inItem && /^\s{2,}\S/.test(content);
    if (code.has(at)) open = false;
    else if (content.trim() === '') open = inItem;
    else if (last && (nested || (open && !ITEM.test(content)))) last.lines.push(content);
    else {
      blocks.push({ line: at, lines: [content] });
      open = true;
    }
  }
  return blocks
    .map(({ line, lines: [first = '', ...rest] }) => {
      const text = [first.replace(ITEM, ''), ...rest].join(' ');
      return {
        ...{ line, text },
        hasParts: rest.some(other => /^\s+(?:[-*+]|\d{1,9}[.)])\s+/.test(other)),
        isClaim: text.split(/\s+/).filter(word => /\p{L}/u.test(word)).length > 2,
      };
    })
    .filter(({ text }) => says(text));
}

/** Tables, pictures, quotations and lines that lead to a list say nothing themselves. */
function says(text: string): boolean {
  return !NOT_A_CLAIM.test(text) && !OPEN_END.test(text) && !/[:：]\s*$/.test(text);
}
