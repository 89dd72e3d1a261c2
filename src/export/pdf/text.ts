/** Runs of text as pdfmake takes them. */
import type { Run } from '../blocks.js';
import type { Node } from './document.js';
import type { Fonts } from './fonts.js';
import { Tag } from './tags.js';

export const INK = '#1f2530';
export const FAINT = '#6a7280';
const LINK = '#0b5cad';
const CODE_BACKGROUND = '#eef0f3';

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
