/** Blocks as the library takes them. */
import {
  AlignmentType,
  BorderStyle,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { holdsRightToLeft, runsRightToLeft } from '../../directions.js';
import {
  type Block,
  type Cell,
  type Item,
  type List,
  plain,
  type Run,
  type Table as TableBlock,
} from '../blocks.js';
import { leftOut, type Picture, type Report } from '../report.js';
import { BULLETS, DEEPEST_LIST, NUMBERS } from './lists.js';

/** In pixels. */
const WIDEST = 620;
const TALLEST = 620;
const INDENT = 360;
/** The row of a cell with more text than that may go on on the next page. */
const WHOLE_CELL = 400;

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;

const IMAGE_TYPES = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
} as const;

type Part = Paragraph | Table;

/** Where a block stands. */
interface Place {
  readonly indent: number;
  readonly quoted: boolean;
  /** How many lists it is in. */
  readonly depth: number;
}

export class Content {
  #lists = 0;

  constructor(private readonly report: Report) {}

  blocks(blocks: readonly Block[], place: Place = { indent: 0, quoted: false, depth: 0 }): Part[] {
    return blocks.flatMap(block => this.#block(block, place));
  }

  #block(block: Block, place: Place): Part[] {
    switch (block.kind) {
      case 'heading':
        return [
          paragraph(block.runs, place, { heading: HEADINGS[block.level - 1] ?? HeadingLevel.HEADING_6 }),
        ];
      case 'paragraph':
        return [paragraph(block.runs, place)];
      case 'code':
        return [code(block.text, place)];
      case 'quote':
        return this.blocks(block.blocks, { ...place, indent: place.indent + INDENT, quoted: true });
      case 'list':
        return this.#list(block, place);
      case 'table':
        return [table(block), new Paragraph({ spacing: { after: 60 } })];
      case 'rule':
        return [new Paragraph({ border: { bottom: LINE } })];
      case 'picture': {
        const picture = this.report.pictures.get(block.id);
        const image = picture && imageOf(picture, block.alt);
        return image ? [new Paragraph({ children: [image] })] : this.#leftOut(block.alt, place);
      }
      case 'drawing': {
        const drawing = this.report.drawings[block.drawing];
        if (!drawing) return this.#leftOut(block.alt, place);
        return block.told ? [] : this.#block(drawing.block, place);
      }
    }
  }

  #leftOut(alt: string, place: Place): Part[] {
    return this.#block(leftOut(alt, this.report.words), place);
  }

  #list({ start, items }: List, place: Place): Part[] {
    const instance = ++this.#lists;
    return items.flatMap((item, index) => this.#item(item, start, index, instance, place));
  }

  #item(
    { ticked, blocks }: Item,
    start: number | undefined,
    index: number,
    instance: number,
    place: Place,
  ): Part[] {
    const [first, ...rest] = blocks;
    const level = Math.min(place.depth, DEEPEST_LIST - 1);
    const inside = { ...place, indent: place.indent + INDENT, depth: place.depth + 1 };
    const runs = first?.kind === 'paragraph' ? first.runs : [];
    const others = first?.kind === 'paragraph' ? rest : blocks;
    // A list that does not begin with 1 has its numbers as text, as tasks have their boxes.
    const marked = ticked !== undefined || (start !== undefined && start !== 1);
    const mark = ticked === undefined ? `${(start ?? 1) + index}.` : ticked ? '☑' : '☐';
    const line = marked
      ? paragraph([{ text: `${mark}\u00a0` }, ...runs], { ...inside, depth: 0 }, { spacing: { after: 40 } })
      : paragraph(
          runs,
          { ...place, indent: 0 },
          {
            numbering: { reference: start === undefined ? BULLETS : NUMBERS, level, instance },
            spacing: { after: 40 },
          },
        );
    return [line, ...this.blocks(others, inside)];
  }
}

const LINE = { style: BorderStyle.SINGLE, size: 4, color: 'C3C8CF', space: 1 };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };

function paragraph(
  runs: readonly Run[],
  { indent, quoted }: Place,
  options: IParagraphOptions = {},
): Paragraph {
  return new Paragraph({
    ...(indent > 0 && { indent: { left: indent } }),
    ...(quoted && { border: { left: { ...LINE, size: 18, space: 8 } } }),
    ...options,
    ...wordsOf(runs),
  });
}

/** Text that begins from right to left is laid out so, with what has no direction of its own. */
function wordsOf(runs: readonly Run[], bold = false): Pick<IParagraphOptions, 'bidirectional' | 'children'> {
  const bidirectional = runsRightToLeft(plain(runs));
  return { ...(bidirectional && { bidirectional }), children: childrenOf(runs, bold, bidirectional) };
}

function childrenOf(runs: readonly Run[], bold: boolean, bidirectional: boolean): ParagraphChild[] {
  return runs.flatMap((run): ParagraphChild[] => {
    const rightToLeft = bidirectional && (holdsRightToLeft(run.text) || !/\p{L}/u.test(run.text));
    const children = textOf(run, bold, rightToLeft);
    return run.link === undefined ? children : [new ExternalHyperlink({ link: run.link, children })];
  });
}

/** One piece for each line. */
function textOf(
  { text, bold, italic, strike, code, link }: Run,
  bolder: boolean,
  rightToLeft: boolean,
): TextRun[] {
  const look = {
    ...(rightToLeft && { rightToLeft }),
    ...((bold || bolder) && { bold: true }),
    ...(italic && { italics: true }),
    ...(strike && { strike: true }),
    ...(code && { font: 'Consolas', size: 19, shading: { type: ShadingType.CLEAR, fill: 'EEF0F3' } }),
    ...(link !== undefined && { style: 'Hyperlink' }),
  };
  return text
    .split('\n')
    .map((line, place) => new TextRun({ ...look, text: line, ...(place > 0 && { break: 1 }) }));
}

function code(text: string, { indent }: Place): Paragraph {
  const children = text
    .split('\n')
    .map((line, place) => new TextRun({ text: line, ...(place > 0 && { break: 1 }) }));
  return new Paragraph({
    style: 'Code',
    shading: { type: ShadingType.CLEAR, fill: 'F4F5F7' },
    ...(indent > 0 && { indent: { left: indent } }),
    children,
  });
}

function table({ header, rows, aligned }: TableBlock): Table {
  const cell = (content: Cell, column: number, isHeader: boolean) =>
    new TableCell({
      margins: { top: 50, bottom: 50, left: 90, right: 90 },
      ...(isHeader && { shading: { type: ShadingType.CLEAR, fill: 'EEF0F3' } }),
      children: [
        new Paragraph({
          alignment: ALIGNMENTS[aligned[column] ?? 'left'],
          spacing: { after: 0 },
          ...wordsOf(content, isHeader),
        }),
      ],
    });
  const row = (cells: readonly Cell[], isHeader: boolean) =>
    new TableRow({
      ...(isHeader && { tableHeader: true }),
      // What is higher than a page has to be split.
      cantSplit: cells.every(content => plain(content).length <= WHOLE_CELL),
      children: header.map((_, column) => cell(cells[column] ?? [], column, isHeader)),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: {
      top: LINE,
      bottom: LINE,
      left: NONE,
      right: NONE,
      insideHorizontal: LINE,
      insideVertical: NONE,
    },
    rows: [row(header, true), ...rows.map(cells => row(cells, false))],
  });
}

const ALIGNMENTS = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT };

function imageOf({ type, bytes, width, height }: Picture, alt: string): ImageRun | undefined {
  if (type === 'image/webp') return undefined;
  const scale = Math.min(1, WIDEST / width, TALLEST / height);
  return new ImageRun({
    type: IMAGE_TYPES[type],
    data: Buffer.from(bytes),
    transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
    altText: { name: alt, title: alt, description: alt },
  });
}
