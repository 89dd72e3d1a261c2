/** What a table calls the column that a value stands in. */
import { lineBefore } from './text.js';

/** How far above its rows the names of columns may stand. */
const FAR = 2048;

/**
 * Whether a line above names the column so, in which the text between the two places stands. Columns are parted by a sign,
 * or stand below each other.
 */
export function headingOf(
  text: string,
  start: number,
  end: number,
  isHeading: (name: string, row: string) => boolean,
): boolean {
  const line = lineBefore(text, start);
  const begin = start - line.length;
  if (begin > 0 && text.charCodeAt(begin - 1) !== 0x0a) return false;
  const above = text.slice(Math.max(0, begin - FAR), begin);
  const sign =
    /[|,;\t](?=["' ]{0,32}$)/.exec(line)?.[0] ?? (/^[\s"']*$/.test(line) ? signBehind(text, end) : undefined);
  const column = sign === undefined ? 0 : line.split(sign).length - 1;
  for (const row of above.split(/\r?\n/).slice(0, -1).reverse()) {
    if (row.trim() === '') return false;
    if (sign === undefined) {
      if (wordsBelow(row, start - begin, end - begin).some(name => isHeading(name, row))) return true;
      continue;
    }
    if (/^[\s|+:=-]+$/.test(row)) continue;
    const cells = row.split(sign);
    if (cells.length < 2) return false;
    if (isHeading((cells[column] ?? '').replace(/["']/g, '').trim(), row)) return true;
  }
  return false;
}

const signBehind = (text: string, end: number): string | undefined =>
  /^["' ]{0,32}([|,;\t])/.exec(text.slice(end, end + 40))?.[1];

/** The names in a row that stand above a place. */
const wordsBelow = (row: string, start: number, end: number): readonly string[] =>
  [...row.matchAll(/\S+(?: \S+)*/g)]
    .filter(({ index, 0: word }) => index < end && index + word.length > start)
    .map(([word]) => word);
