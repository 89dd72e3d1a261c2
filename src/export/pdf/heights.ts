/** How much room blocks take, about, before they are laid out. In points. */
import { type Block, type Heading, plain } from '../blocks.js';
import type { Report } from '../report.js';
import { rowHeights } from './tables.js';
import { CODE_LINE, CODE_PADDING, codeColumns, INDENT, textHeight, wrapped } from './text.js';

const PICTURE_HEIGHT = 420;
const PIXEL = 0.75;

const HEADINGS: Readonly<Record<number, { fontSize: number; margin: readonly number[] }>> = {
  1: { fontSize: 20, margin: [0, 0, 0, 12] },
  2: { fontSize: 14, margin: [0, 16, 0, 6] },
  3: { fontSize: 11.3, margin: [0, 11, 0, 4] },
};
const SMALL_HEADING = { fontSize: 9.8, margin: [0, 8, 0, 3] };

export const headingLook = (level: number) => HEADINGS[level] ?? SMALL_HEADING;

export function headingHeight({ level, runs }: Heading, width: number): number {
  const { fontSize, margin } = headingLook(level);
  return margin.reduce((sum, side) => sum + side, textHeight(plain(runs), fontSize, width));
}

/** The room of a picture in the document, at its own size or what the page has for it. */
export function pictureFit({ width, height }: { width: number; height: number }, most: number, room: number) {
  return [Math.min(most, width * PIXEL), Math.min(PICTURE_HEIGHT, room, height * PIXEL)];
}

/** Of a list, only its first item: it may go on on the next page. */
export function heightOf(block: Block, width: number, pictures: Report['pictures']): number {
  const all = (blocks: readonly Block[], inside: number) =>
    blocks.reduce((sum, one) => sum + heightOf(one, inside, pictures), 0);
  switch (block.kind) {
    case 'heading':
      return headingHeight(block, width);
    case 'paragraph':
      return textHeight(plain(block.runs), 9.4, width) + 7;
    case 'code':
      return wrapped(block.text, codeColumns(width)).length * CODE_LINE + CODE_PADDING;
    case 'table':
      return rowHeights(block, width).reduce((sum, row) => sum + row, 12);
    case 'list':
      return block.items.slice(0, 1).reduce((sum, { blocks }) => sum + all(blocks, width - INDENT), 0);
    case 'quote':
      return all(block.blocks, width - INDENT) + 14;
    case 'rule':
      return 19;
    case 'picture': {
      const picture = pictures.get(block.id);
      return picture ? (pictureFit(picture, width, PICTURE_HEIGHT)[1] ?? 0) + 12 : 20;
    }
    case 'drawing':
      return Infinity;
  }
}
