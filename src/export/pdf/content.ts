/** Blocks as pdfmake takes them, each with its place in the structure. */
import { type Block, type Heading, type Item, plain } from '../blocks.js';
import { leftOut, type Report, type Section } from '../report.js';
import type { Node } from './document.js';
import type { Fonts } from './fonts.js';
import { tableNode } from './tables.js';
import { Tag } from './tags.js';
import { FAINT, INK, textOf, wrapped } from './text.js';

const CODE_SIZE = 7.8;
/** All characters of the font for code are this wide, in parts of its size. */
const CODE_SIGN = 0.602;
const INDENT = 16;
const PICTURE_HEIGHT = 420;
const DRAWING_HEIGHT = 640;
/** The least share of the width at which text of a drawing can be read. */
const LEGIBLE = 0.7;
const PIXEL = 0.75;
/** What is not longer than that stays on one page with its heading. */
const KEPT_UNITS = 900;
const KEPT_LINES = 25;

const HEADINGS: Readonly<Record<number, Node>> = {
  1: { fontSize: 20, lineHeight: 1.15, margin: [0, 0, 0, 12] },
  2: { fontSize: 14, margin: [0, 16, 0, 6] },
  3: { fontSize: 11.3, margin: [0, 11, 0, 4] },
};
const SMALL_HEADING: Node = { fontSize: 9.8, margin: [0, 8, 0, 3] };

export class Content {
  constructor(
    private readonly report: Report,
    private readonly fonts: Fonts,
    private readonly sections: ReadonlyMap<Heading, Section>,
    /** Whether the library can draw the picture. */
    private readonly drawn: (id: string) => boolean,
  ) {}

  /** Headings stay with what follows them. */
  blocks(blocks: readonly Block[], width: number, parent?: Tag): Node[] {
    const nodes: Node[] = [];
    let headings: Node[] = [];
    for (const block of blocks) {
      const [first, ...rest] = this.#block(block, width, parent);
      if (!first) continue;
      if (block.kind === 'heading') {
        headings.push(first);
        continue;
      }
      const kept = headings.length > 0 && isShort(block);
      nodes.push(
        ...(kept ? [{ stack: [...headings, first], unbreakable: true }] : [...headings, first]),
        ...rest,
      );
      headings = [];
    }
    return [...nodes, ...headings];
  }

  #block(block: Block, width: number, parent: Tag | undefined): Node[] {
    switch (block.kind) {
      case 'heading':
        return [this.#heading(block, parent)];
      case 'paragraph':
        return [{ text: textOf(this.fonts, block.runs, new Tag('P', parent)), margin: [0, 0, 0, 7] }];
      case 'code':
        return [this.#code(block.text, width, parent)];
      case 'quote':
        return [this.#quote(block.blocks, width, parent)];
      case 'list': {
        const tag = new Tag('L', parent);
        const { start } = block;
        return block.items.map((item, place) =>
          this.#item(item, start === undefined ? undefined : start + place, width, tag),
        );
      }
      case 'table':
        return [tableNode(this.fonts, block, width, parent)];
      case 'rule':
        return [rule(width, [0, 6, 0, 12])];
      case 'picture': {
        const picture = this.report.pictures.get(block.id);
        if (!picture || !this.drawn(block.id)) return this.#leftOut(block.alt, width, parent);
        const fit = [
          Math.min(width, picture.width * PIXEL),
          Math.min(PICTURE_HEIGHT, picture.height * PIXEL),
        ];
        return [
          { image: block.id, fit, tag: new Tag('Figure', parent, { alt: block.alt }), margin: [0, 2, 0, 10] },
        ];
      }
      case 'drawing': {
        const drawing = this.report.drawings[block.drawing];
        if (!drawing) return this.#leftOut(block.alt, width, parent);
        const { svg } = drawing;
        this.fonts.note(svg);
        const [, described = ''] = /<desc[^>]*>([^<]*)<\/desc>/.exec(svg) ?? [];
        const alt = [block.alt, described].filter(Boolean).join('. ');
        const node = { svg, fit: [width, DRAWING_HEIGHT], font: 'Sans', margin: [0, 4, 0, 12] };
        const figure = { ...node, tag: new Tag('Figure', parent, { alt }) };
        // What is too high to be read on one page follows as text.
        const [, w = 1, h = 1] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"|$/.exec(svg) ?? [];
        const legible = (DRAWING_HEIGHT * Number(w)) / (Number(h) * width) >= LEGIBLE;
        return legible ? [figure] : [figure, ...this.#block(drawing.block, width, parent)];
      }
    }
  }

  #leftOut(alt: string, width: number, parent: Tag | undefined): Node[] {
    return this.#block(leftOut(alt, this.report.words), width, parent);
  }

  #heading(heading: Heading, parent: Tag | undefined): Node {
    const { level } = heading;
    const section = this.sections.get(heading);
    const outline = section && {
      id: `s${section.number}`,
      outline: true,
      outlineText: section.text || ' ',
      outlineParentId: parentOf(section, [...this.sections.values()]),
      outlineExpanded: level < 2,
    };
    return {
      text: textOf(this.fonts, heading.runs, new Tag(`H${level}`, parent)),
      bold: true,
      color: INK,
      ...(HEADINGS[level] ?? SMALL_HEADING),
      ...outline,
    };
  }

  #code(text: string, width: number, parent: Tag | undefined): Node {
    const tag = new Tag('Code', new Tag('P', parent));
    const columns = Math.floor((width - 20) / (CODE_SIZE * CODE_SIGN));
    const lines = wrapped(text, columns).map(line => ({
      text: this.fonts.pieces(line || ' ', 'Mono').map(piece => ({ ...piece, noWrap: true, tag })),
      preserveLeadingSpaces: true,
    }));
    return {
      table: { widths: [width - 20], body: [[{ stack: lines, fillColor: '#f4f5f7' }]] },
      layout: BOX,
      fontSize: CODE_SIZE,
      lineHeight: 1.25,
      margin: [0, 2, 0, 10],
    };
  }

  #quote(blocks: readonly Block[], width: number, parent: Tag | undefined): Node {
    const tag = new Tag('BlockQuote', parent);
    const inside = width - INDENT;
    return {
      table: { widths: [inside], body: [[{ stack: this.blocks(blocks, inside, tag) }]] },
      layout: QUOTE,
      color: '#4a515d',
      margin: [0, 2, 0, 8],
    };
  }

  #item({ ticked, blocks }: Item, number: number | undefined, width: number, list: Tag): Node {
    const item = new Tag('LI', list);
    const mark = ticked === undefined ? (number === undefined ? '•' : `${number}.`) : ticked ? '☑' : '☐';
    const indent = INDENT + Math.max(0, mark.length - 2) * 6;
    const body = new Tag('LBody', item);
    const tight = blocks.every(({ kind }) => kind === 'paragraph' || kind === 'list');
    const inside = width - indent;
    return {
      columns: [
        { width: indent, text: [{ text: mark, font: 'Sans', tag: new Tag('Lbl', item) }] },
        {
          width: inside,
          stack: this.blocks(blocks, inside, body).map(node => (tight ? tightened(node) : node)),
        },
      ],
      margin: [0, 0, 0, tight ? 3 : 6],
    };
  }
}

const tightened = (node: Node): Node => ({ ...node, margin: [0, 0, 0, 1] });

export function rule(width: number, margin: readonly number[]): Node {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.5, lineColor: '#c3c8cf' }],
    margin,
  };
}

function parentOf(section: Section, sections: readonly Section[]): string | undefined {
  const above = sections.findLast(({ number, level }) => number < section.number && level < section.level);
  return above && `s${above.number}`;
}

/** Whether the first node of the block can stay on one page with a heading. */
function isShort(block: Block): boolean {
  switch (block.kind) {
    case 'paragraph':
      return plain(block.runs).length <= KEPT_UNITS;
    case 'code':
      return block.text.split('\n').length <= KEPT_LINES && block.text.length <= KEPT_UNITS;
    case 'table':
      return (
        block.rows.length <= KEPT_LINES / 2 &&
        block.rows.flat().reduce((sum, cell) => sum + plain(cell).length, 0) <= KEPT_UNITS
      );
    case 'list':
      return block.items.slice(0, 1).every(({ blocks }) => blocks.every(isShort));
    case 'quote':
      return block.blocks.length <= 2 && block.blocks.every(isShort);
    default:
      return true;
  }
}

/** The list of sections with their pages. */
export function contents(fonts: Fonts, sections: readonly Section[], title: string, width: number): Node[] {
  const tag = new Tag('TOC', undefined);
  const line = ({ number, level, text }: Section): Node => {
    const entry = new Tag('TOCI', tag);
    const indent = (level - 2) * 12;
    const leads = { linkToDestination: `s${number}` };
    return {
      columns: [
        { width: width - indent - 40, text: textOf(fonts, [{ text }], entry), ...leads },
        // The number is written when all pages are there.
        {
          width: 40,
          text: [{ pageReference: `s${number}`, text: '', tag: entry, font: 'Sans' }],
          alignment: 'right',
        },
      ],
      margin: [indent, 0, 0, level === 2 ? 3 : 2],
      ...(level > 2 && { color: FAINT }),
    };
  };
  const heading = {
    text: textOf(fonts, [{ text: title, bold: true }], new Tag('P', undefined)),
    margin: [0, 0, 0, 5],
  };
  return [{ stack: [heading, ...sections.map(line)], fontSize: 9, margin: [0, 0, 0, 10] }];
}

const BOX = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 10,
  paddingRight: () => 10,
  paddingTop: () => 7,
  paddingBottom: () => 7,
};

const QUOTE = {
  hLineWidth: () => 0,
  vLineWidth: (line: number) => (line === 0 ? 2.5 : 0),
  vLineColor: () => '#c3c8cf',
  paddingLeft: () => INDENT - 2,
  paddingRight: () => 0,
  paddingTop: () => 3,
  paddingBottom: () => 1,
};
