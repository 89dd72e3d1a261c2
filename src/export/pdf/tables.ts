/** Tables: how wide their columns are, and how they look. */
import { type Cell, plain, type Table } from '../blocks.js';
import type { Node } from './document.js';
import type { Fonts } from './fonts.js';
import { Tag } from './tags.js';
import { textHeight, textOf } from './text.js';

const SIZE = 8.3;
const LINE = 1.2;
/** The room of a character, on average. */
const SIGN = SIZE * 0.6;
const PADDING = 6;
/** Words longer than that are broken rather than given room. */
const LONGEST_WORD = 24;
/** A higher row may go on on the next page; a higher header is not repeated there. In points. */
const WHOLE_ROW = 250;
const REPEATED_HEADER = 150;

/** @param kept whether rows stay on one page where they can */
export function tableNode(
  fonts: Fonts,
  table: Table,
  width: number,
  parent: Tag | undefined,
  kept: boolean,
): Node {
  const { header, rows, aligned } = table;
  const tag = new Tag('Table', parent);
  const rowOf = (cells: readonly Cell[], type: 'TH' | 'TD') => {
    const row = new Tag('TR', tag);
    return header.map((_, column) => {
      const cell = new Tag(type, row, type === 'TH' ? { scope: 'Column' } : {});
      const text = textOf(fonts, cells[column] ?? [], cell);
      return {
        // What is not drawn is no cell of the structure.
        text: text.length > 0 ? text : [{ text: '\u00a0', tag: cell }],
        alignment: aligned[column] ?? 'left',
        ...(type === 'TH' && { bold: true }),
      };
    });
  };
  const [headerHeight = 0, ...heights] = rowHeights(table, width);
  const isWhole = kept && heights.every(height => height <= WHOLE_ROW);
  return {
    table: {
      ...(kept && headerHeight <= REPEATED_HEADER && { headerRows: 1 }),
      ...(kept && (heights[0] ?? 0) <= WHOLE_ROW && { keepWithHeaderRows: 1 }),
      dontBreakRows: isWhole,
      widths: widthsOf(table, width),
      body: [rowOf(header, 'TH'), ...rows.map(cells => rowOf(cells, 'TD'))],
    },
    layout: LAYOUT,
    fontSize: SIZE,
    lineHeight: LINE,
    margin: [0, 2, 0, 10],
  };
}

/** How high the header and the rows become, about. */
export function rowHeights(table: Table, width: number): number[] {
  const widths = widthsOf(table, width);
  return [table.header, ...table.rows].map(cells => {
    const heights = widths.map((own, column) => textHeight(plain(cells[column] ?? []), SIZE, own, LINE));
    return heights.reduce((most, height) => Math.max(most, height), 0) + 9;
  });
}

/** Room for the longest word first, and the rest to those with the most text. */
function widthsOf({ header, rows: body }: Table, width: number): number[] {
  const rows = [header, ...body];
  const columns = header.length;
  const room = width - 2 * PADDING * columns;
  const wanted = Array.from({ length: columns }, (_, column) => {
    const texts = rows.map(row => plain(row[column] ?? []));
    const words = texts.flatMap(text => text.split(/\s+/));
    // A little more, since capitals and bold text are wider.
    return {
      least: Math.min(LONGEST_WORD, 1 + longest(words)) * SIGN,
      whole: (1 + longest(texts)) * SIGN,
    };
  });
  const all = wanted.reduce((sum, { whole }) => sum + whole, 0);
  if (all <= room) return wanted.map(({ whole }) => whole + ((room - all) * whole) / all);
  const least = wanted.reduce((sum, { least }) => sum + least, 0);
  if (least >= room) return wanted.map(({ least: own }) => (room * own) / least);
  const missing = wanted.map(({ least, whole }) => Math.sqrt(Math.max(0, whole - least)));
  const sum = missing.reduce((sum, one) => sum + one, 0) || 1;
  return wanted.map(({ least: own }, column) => own + ((room - least) * (missing[column] ?? 0)) / sum);
}

/** At least 1. */
const longest = (texts: readonly string[]) => texts.reduce((most, { length }) => Math.max(most, length), 1);

const LAYOUT = {
  hLineWidth: (line: number) => (line === 0 ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: (line: number) => (line === 1 ? '#9aa2ae' : '#d5d9df'),
  fillColor: (row: number) => (row === 0 ? '#eef0f3' : null),
  paddingLeft: () => PADDING,
  paddingRight: () => PADDING,
  paddingTop: () => 4,
  paddingBottom: () => 4,
};
