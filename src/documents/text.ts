/**
 * Text of a case as Markdown that means just this text: whoever reads it back with a CommonMark parser gets the same
 * characters, and no markup, HTML or placeholder in it comes to life. Space is kept as CommonMark keeps it: one blank
 * between words on a line, none around a line. What it says of the direction of text ends where it ends.
 */

import { withDirectionsClosed } from '../directions.js';

/** What is markup wherever it stands. `_` within a word is none, and is left readable. */
const ANYWHERE = /[\\`*[\]<~|]|&(?=[#a-zA-Z])|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|\{(?=\{)|(?<=\{)\{/g;
/** What makes the beginning of a line a heading, a list, a quotation or a rule. */
const AT_START = /^(?:[#+\-=>:]|\d{1,9}(?=[.)](?:\s|$)))/;

/** Text on one line, for the middle of a paragraph, a cell of a table or a heading. */
export function inline(text: string): string {
  return escaped(oneLine(text));
}

/** Text of several lines as paragraphs: its lines and its blank lines stay. */
export function paragraphs(text: string): string {
  const lines = text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')
    .map(oneLine);
  const blocks = lines.join('\n').split(/\n{2,}/);
  return blocks
    .map(block => block.split('\n').filter(Boolean).map(escaped).join('\\\n'))
    .filter(Boolean)
    .join('\n\n');
}

/** What CommonMark leaves of a line of text: no control characters, and single blanks. */
function oneLine(text: string): string {
  return withDirectionsClosed(text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim());
}

function escaped(line: string): string {
  // Signs at the end of a heading would close it.
  const safe = line.replaceAll(ANYWHERE, '\\$&').replace(/(?<=\s)#+$/, '\\$&');
  return safe.replace(AT_START, start => (/^\d/.test(start) ? `${start}\\` : `\\${start}`));
}

/** A link; the address is one that may be followed, see `safeUrl`, or one of evidence. */
export function link(text: string, address: string): string {
  return `[${inline(text) || 'link'}](${address})`;
}

/** The address of a web page in the form that Markdown takes; undefined for everything else. */
export function safeUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { href, protocol } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return href.replaceAll(/[\s()<>[\]|\\`*_~]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A table; cells are Markdown of one line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The placeholder that asks a person to write. */
export const WRITE = 'write';

export const asking = (what: string): string => `{{${WRITE}: ${what.replaceAll(/[{}\s]+/g, ' ').trim()}}}`;
