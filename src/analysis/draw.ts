/** The whys as a drawing: SVG without scripts and styles from elsewhere, its text as text. */
import type { StepRole, StepState } from '../db/values.js';
import { whyTree, type WhyNode } from '../db/whyTree.js';
import { asOutline, type Card, GAP, inColumns } from './layout.js';
import { shown, wrapped } from './lines.js';

export interface DrawnWhy {
  readonly id: string;
  readonly parent_id: string | null;
  readonly position: number;
  readonly step_order: number;
  readonly why_question: string;
  readonly answer: string | null;
  readonly role: StepRole | null;
  readonly state: StepState;
  /** What shows the answer, in a few words each: `app.log L3–L7`. */
  readonly shownBy: readonly string[];
  /** What was to show it and does not any more, with words that say so. */
  readonly broken: readonly string[];
}

/** Any colours of SVG; on a page, `var(--vscode-…)`. */
export interface DrawColours {
  readonly text: string;
  readonly quiet: string;
  readonly background: string;
  readonly card: string;
  readonly line: string;
  readonly rootCause: string;
  readonly contributing: string;
  readonly refuted: string;
}

/** In the person's language. */
export interface DrawWords {
  readonly unanswered: string;
  readonly rootCause: string;
  readonly contributing: string;
  readonly confirmed: string;
  readonly assumed: string;
  readonly refuted: string;
  /** Stands at a root cause that nothing shows. */
  readonly withoutEvidence: string;
}

export interface DrawOptions {
  readonly title: string;
  /** For those who do not see the drawing. */
  readonly description: string;
  readonly colours: DrawColours;
  readonly words: DrawWords;
  /** `columns` is a tree from left to right, `outline` stands in the width of a page. */
  readonly layout?: 'columns' | 'outline';
  /** The width of a card in columns, or of the whole outline. */
  readonly width?: number;
  readonly fontFamily?: string;
  /** How much wider the letters of the font are than those of Helvetica, in ordinary weight and bold. */
  readonly widths?: readonly [ordinary: number, bold: number];
}

const PADDING = 12;
const MARGIN = 16;
const FONT = 13;
const SMALL = 11;
const LEADING = 17;
const MOST_LINES = { question: 8, answer: 16, evidence: 3 } as const;
const WIDTH = { columns: 260, outline: 620 } as const;

/** A line of a card. */
interface Line {
  readonly text: string;
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly struck?: boolean;
  /** What stands above it, in lines. */
  readonly above?: number;
}

export function drawWhys(steps: readonly DrawnWhy[], options: DrawOptions): string {
  const { layout = 'columns', title, description, colours } = options;
  const { width: given = WIDTH[layout], fontFamily = 'Helvetica, Arial, sans-serif' } = options;
  const linesOf = (node: WhyNode<DrawnWhy>, width: number) => cardLines(node.step, width, options);
  const arrange = layout === 'columns' ? inColumns : asOutline;
  const { cards, width, height } = arrange<DrawnWhy>(whyTree(steps), {
    width: given,
    heightOf: (node, width) => heightOf(linesOf(node, width)),
  });
  const byNode = new Map(cards.map(card => [card.node, card]));
  const connect = layout === 'columns' ? connectColumns : connectOutline;
  const paths = cards.flatMap(card => {
    const parent = card.node.parent && byNode.get(card.node.parent);
    return parent ? [connect(parent, card)] : [];
  });
  const [w, h] = [round(width + 2 * MARGIN), round(height + 2 * MARGIN)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="${-MARGIN} ${-MARGIN} ${w} ${h}" role="img" font-family="${escaped(fontFamily)}">`,
    `<title>${escaped(shown(title))}</title><desc>${escaped(shown(description))}</desc>`,
    `<rect x="${-MARGIN}" y="${-MARGIN}" width="${w}" height="${h}" fill="${escaped(colours.background)}"/>`,
    `<path d="${paths.join('')}" fill="none" stroke="${escaped(colours.line)}" stroke-width="1.5"/>`,
    ...cards.map(card => drawCard(card, linesOf(card.node, card.width), options)),
    '</svg>',
  ].join('\n');
}

function cardLines(step: DrawnWhy, width: number, options: DrawOptions): Line[] {
  const { colours, words, widths: [ordinary, bold] = [1, 1] } = options;
  const room = width - 2 * PADDING;
  const refuted = step.state === 'refuted';
  const answer = step.answer?.trim() ? step.answer : words.unanswered;
  const lines = (text: string, size: number, most: number, look: Omit<Line, 'text' | 'size'>): Line[] =>
    wrapped(text, room / (look.weight && look.weight >= 600 ? bold : ordinary), size, most).map(
      (text, at) => ({
        text,
        size,
        ...look,
        above: at === 0 ? (look.above ?? 0) : 0,
      }),
    );
  const evidence = [...step.shownBy, ...step.broken].join(' · ');
  const bare = step.role === 'root_cause' && step.shownBy.length === 0;
  const marks = [
    ...(step.role ? [step.role === 'root_cause' ? words.rootCause : words.contributing] : []),
    ...(step.answer?.trim() ? [words[step.state]] : []),
    ...(bare ? [words.withoutEvidence] : []),
  ].join(' · ');
  return [
    ...lines(step.why_question, FONT, MOST_LINES.question, { fill: colours.text, weight: 600 }),
    ...lines(answer, FONT, MOST_LINES.answer, {
      fill: step.answer?.trim() && !refuted ? colours.text : colours.quiet,
      struck: refuted,
      above: 0.3,
    }),
    ...(marks === ''
      ? []
      : lines(marks, SMALL, 2, {
          fill: markColour(step, colours),
          weight: step.role ? 600 : 400,
          above: 0.3,
        })),
    ...(evidence === '' ? [] : lines(evidence, SMALL, MOST_LINES.evidence, { fill: colours.quiet })),
  ];
}

function markColour({ role, state }: DrawnWhy, colours: DrawColours): string {
  if (state === 'refuted') return colours.refuted;
  if (role === 'root_cause') return colours.rootCause;
  return role === 'contributing' ? colours.contributing : colours.quiet;
}

function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { above = 0 }) => sum + LEADING * (1 + above), 2 * PADDING);
}

function drawCard(card: Card<DrawnWhy>, lines: readonly Line[], { colours }: DrawOptions): string {
  const { x, y, width, height, node } = card;
  const { role, state } = node.step;
  const edge = role === null ? colours.line : markColour(node.step, colours);
  const dashed = state === 'refuted' ? ' stroke-dasharray="4 3"' : '';
  let base = y + PADDING;
  const texts = lines.map(({ text, size, fill, weight = 400, struck = false, above = 0 }) => {
    base += LEADING * (1 + above);
    const look = `font-size="${size}" font-weight="${weight}" fill="${escaped(fill)}"${struck ? ' text-decoration="line-through"' : ''}`;
    return `<text x="${round(x + PADDING)}" y="${round(base - 5)}" unicode-bidi="isolate" ${look}>${escaped(text)}</text>`;
  });
  return [
    `<g><rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="6" fill="${escaped(colours.card)}" stroke="${escaped(edge)}" stroke-width="${role === 'root_cause' ? 2 : 1}"${dashed}/>`,
    ...texts,
    '</g>',
  ].join('');
}

/** From the right side of a why to the left side of the next one. */
function connectColumns(from: Card<DrawnWhy>, to: Card<DrawnWhy>): string {
  const [x, y] = [from.x + from.width, from.y + from.height / 2];
  const end = to.y + to.height / 2;
  const middle = x + GAP.level / 2;
  return `M${round(x)} ${round(y)}C${round(middle)} ${round(y)} ${round(middle)} ${round(end)} ${round(to.x)} ${round(end)}`;
}

/** Down from the lower left of a why, then into the side of the next one. */
function connectOutline(from: Card<DrawnWhy>, to: Card<DrawnWhy>): string {
  const x = from.x + GAP.indent / 2;
  const y = to.y + PADDING + LEADING / 2;
  return `M${round(x)} ${round(from.y + from.height)}V${round(y)}H${round(to.x)}`;
}

const round = (value: number) => Math.round(value * 10) / 10;

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
}
