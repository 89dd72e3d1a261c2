/** Blocks as pdfmake takes them, each with its place in the structure. */
import type { Block, Heading, Item } from '../blocks.js';
import { leftOut, type Report, type Section } from '../report.js';
import type { Node } from './document.js';
import type { Fonts } from './fonts.js';
import { headingHeight, headingLook, heightOf, pictureFit } from './heights.js';
import { HEIGHT } from './page.js';
import { tableNode } from './tables.js';
import { Tag } from './tags.js';
import { CODE, codeColumns, FAINT, INDENT, INK, textOf, wrapped } from './text.js';

const DRAWING_HEIGHT = 640;
/** The height that drawings and pictures can always have: at the side of nothing, below no headings, or in quotations. */
const LEAST_HEIGHT = 400;
/** The least share of the width at which text of a drawing can be read. */
const LEGIBLE = 0.7;
/** What is not higher than that stays on one page with its headings. */
const KEPT_HEIGHT = 280;

export class Content {
  constructor(
    private readonly report: Report,
    private readonly fonts: Fonts,
    private readonly sections: ReadonlyMap<Heading, Section>,
    /** Whether the library can draw the picture. */
    private readonly drawn: (id: string) => boolean,
    /** Whether things stay together on one page where they can. */
    private readonly kept: boolean,
  ) {}

  /** Headings stay with what follows them. */
  blocks(blocks: readonly Block[], width: number, parent?: Tag): Node[] {
    const nodes: Node[] = [];
    let headings: Node[] = [];
    let above = 0;
    for (const block of blocks) {
      if (block.kind === 'heading') {
        headings.push(this.#heading(block, parent));
        above += headingHeight(block, width);
        continue;
      }
      const room = this.#roomBelow(above);
      const [first, ...rest] = this.#block(block, width, parent, room);
      if (!first) continue;
      const kept = this.kept && headings.length > 0 && this.#isKept(block, width, above);
      nodes.push(
        ...(kept ? [{ stack: [...headings, first], unbreakable: true }] : [...headings, first]),
        ...rest,
      );
      [headings, above] = [[], 0];
    }
    return [...nodes, ...headings];
  }

  /** The height that a drawing or picture can have, so that it fits on one page with what stands above it. */
  #roomBelow(above: number): number {
    return this.kept ? Math.max(LEAST_HEIGHT, Math.min(DRAWING_HEIGHT, HEIGHT - above - 40)) : LEAST_HEIGHT;
  }

  /** Whether the first node of the block stays on one page with the headings above it. */
  #isKept(block: Block, width: number, above: number): boolean {
    if (block.kind === 'drawing' || block.kind === 'picture') return above + this.#roomBelow(above) < HEIGHT;
    return above + heightOf(block, width, this.report.pictures) <= KEPT_HEIGHT;
  }

  #block(block: Block, width: number, parent: Tag | undefined, room = LEAST_HEIGHT): Node[] {
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
        return [tableNode(this.fonts, block, width, parent, this.kept)];
      case 'rule':
        return [rule(width, [0, 6, 0, 12])];
      case 'picture': {
        const picture = this.report.pictures.get(block.id);
        if (!picture || !this.drawn(block.id)) return this.#leftOut(block.alt, width, parent);
        const fit = pictureFit(picture, width, room);
        return [
          { image: block.id, fit, tag: new Tag('Figure', parent, { alt: block.alt }), margin: [0, 2, 0, 10] },
        ];
      }
      case 'drawing': {
        const drawing = this.report.drawings[block.drawing];
        if (!drawing) return this.#leftOut(block.alt, width, parent);
        const svg = this.fonts.inDrawing(drawing.svg);
        const [, described = ''] = /<desc[^>]*>([^<]*)<\/desc>/.exec(drawing.svg) ?? [];
        const alt = [block.alt, described].filter(Boolean).join('. ');
        const node = { svg, fit: [width, room], font: 'Sans', margin: [0, 4, 0, 12] };
        const figure = { ...node, tag: new Tag('Figure', parent, { alt }) };
        // What is too high to be read on one page follows as text, unless the document has that itself.
        const [, w = 1, h = 1] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"|$/.exec(svg) ?? [];
        const legible = (room * Number(w)) / (Number(h) * width) >= LEGIBLE;
        return legible || block.told ? [figure] : [figure, ...this.#block(drawing.block, width, parent)];
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
    const tag = new Tag(`H${level}`, parent);
    const text = textOf(this.fonts, heading.runs, tag);
    return {
      // Signs that draw nothing are no text to the library, which has no place for an entry of the outline then.
      text: text.length > 0 ? text : [{ text: '\u00a0', tag }],
      bold: true,
      color: INK,
      ...headingLook(level),
      ...outline,
    };
  }

  #code(text: string, width: number, parent: Tag | undefined): Node {
    const tag = new Tag('Code', new Tag('P', parent));
    const lines = wrapped(text, codeColumns(width)).map(line => ({
      text: this.fonts.pieces(line || ' ', 'Mono').map(piece => ({ ...piece, noWrap: true, tag })),
      preserveLeadingSpaces: true,
    }));
    return {
      table: { widths: [width - 20], body: [[{ stack: lines, fillColor: '#f4f5f7' }]] },
      layout: BOX,
      ...CODE,
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
