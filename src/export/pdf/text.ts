/** Runs of text as pdfmake takes them. */
import type { Run } from '../blocks.js';
import type { Node } from './document.js';
import type { Fonts } from './fonts.js';
import { Tag } from './tags.js';

export const INK = '#1f2530';
export const FAINT = '#6a7280';
const LINK = '#0b5cad';
const CODE_BACKGROUND = '#eef0f3';

/** The room at the side of what is in a list or a quotation. */
export const INDENT = 16;

const CODE_SIZE = 7.8;
/** All characters of the font for code are this wide, in parts of its size. */
const CODE_SIGN = 0.602;
/** The font's own room above and below a line, in parts of its size. */
const LEADING = 1.164;
export const CODE = { fontSize: CODE_SIZE, lineHeight: 1.25 };
export const CODE_LINE = CODE_SIZE * LEADING * CODE.lineHeight;
export const CODE_PADDING = 26;
/** How many signs of code a line has. */
export const codeColumns = (width: number) => Math.max(1, Math.floor((width - 20) / (CODE_SIZE * CODE_SIGN)));

/** The room of a sign, on average, in parts of its size; a little more, since capitals and bold text are wider. */
const SIGN = 0.66;

/** How high text becomes, about. */
export function textHeight(text: string, size: number, width: number, lineHeight = 1.3): number {
  const columns = Math.max(1, Math.floor(width / (size * SIGN)));
  return text.split('\n').reduce((sum, line) => sum + rowsOf(line, columns), 0) * size * LEADING * lineHeight;
}

/** Words stay whole where they can. */
function rowsOf(line: string, columns: number): number {
  let [rows, used] = [1, 0];
  for (const word of line.split(/\s+/)) {
    const width = word.length + (WIDE.test(word) ? word.length : 0);
    if (used > 0 && used + 1 + width > columns) [rows, used] = [rows + 1, 0];
    used += width + (used > 0 ? 1 : 0);
    if (used > columns) [rows, used] = [rows + Math.ceil(used / columns) - 1, used % columns];
  }
  return rows;
}

/** The library measures all that is left of a word for each line that it breaks it into. */
const LONG_WORD = /\S{201}/u;

/** The text in parts without long words; parts of one word go on in one another. */
function inParts(text: string): string[] {
  if (!LONG_WORD.test(text)) return [text];
  return text.match(/\S{1,200}\s*|\s+/gu) ?? [];
}

export function textOf(fonts: Fonts, runs: readonly Run[], tag: Tag): Node[] {
  return runs.flatMap(({ text, bold, italic, strike, code, link }) => {
    const of = link === undefined ? tag : new Tag('Link', tag);
    const style = {
      ...(bold && { bold }),
      ...(italic && { italics: true }),
      ...(strike && { decoration: 'lineThrough' }),
      ...(link !== undefined && { link, color: LINK }),
      ...(code && { background: CODE_BACKGROUND }),
    };
    const shown = text.replaceAll('\t', ' ');
    return fonts
      .pieces(shown, code ? 'Mono' : 'Sans')
      .flatMap(({ text, ...piece }) => inParts(text).map(part => ({ ...piece, text: part })))
      .map(piece => ({ ...style, ...piece, ...(code && { fontSize: 8.3 }), tag: of }));
  });
}

/** Lines of at most so many columns; what is longer goes on in the next one. */
export function wrapped(text: string, columns: number): string[] {
  return text.split('\n').flatMap(line => {
    const parts: string[] = [];
    let [part, width] = ['', 0];
    for (const sign of line.replaceAll('\t', '    ')) {
      const own = WIDE.test(sign) ? 2 : 1;
      if (width + own > columns) {
        parts.push(part);
        [part, width] = ['', 0];
      }
      part += sign;
      width += own;
    }
    return [...parts, part];
  });
}

/** Signs that take the room of two. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u;
