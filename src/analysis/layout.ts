/** Where the cards of a drawing stand. Units are those of the drawing. */
import { inOrder, type Place, type WhyNode } from '../db/whyTree.js';

export interface Card<Step extends Place> {
  readonly node: WhyNode<Step>;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout<Step extends Place> {
  readonly cards: readonly Card<Step>[];
  readonly width: number;
  readonly height: number;
}

interface Measures<Step extends Place> {
  readonly width: number;
  readonly heightOf: (node: WhyNode<Step>, width: number) => number;
}

/** Between a why and the next level, and between whys of one level. */
export const GAP = { level: 56, row: 20, indent: 28 } as const;
/** An indented card is never narrower, however deep it stands. */
const NARROWEST = 180;

/** A tree from left to right: a column for each level, each why in the middle of those that it leads to. */
export function inColumns<Step extends Place>(
  roots: readonly WhyNode<Step>[],
  { width, heightOf }: Measures<Step>,
): Layout<Step> {
  const nodes = inOrder(roots);
  const heights = new Map(nodes.map(node => [node, heightOf(node, width)]));
  const ofCard = (node: WhyNode<Step>) => heights.get(node) ?? 0;
  const blocks = new Map<WhyNode<Step>, number>();
  const blockOf = (node: WhyNode<Step>) => blocks.get(node) ?? 0;
  const stacked = (of: readonly WhyNode<Step>[]) =>
    of.reduce((sum, node) => sum + blockOf(node) + GAP.row, -GAP.row);
  for (const node of nodes.toReversed())
    blocks.set(node, Math.max(ofCard(node), node.children.length > 0 ? stacked(node.children) : 0));

  const tops = new Map<WhyNode<Step>, number>();
  const stack = (of: readonly WhyNode<Step>[], from: number) => {
    let top = from;
    for (const node of of) {
      tops.set(node, top);
      top += blockOf(node) + GAP.row;
    }
  };
  stack(roots, 0);
  const cards = nodes.map((node): Card<Step> => {
    const top = tops.get(node) ?? 0;
    stack(node.children, top + (blockOf(node) - stacked(node.children)) / 2);
    const height = ofCard(node);
    return {
      ...{ node, width, height },
      x: (node.level - 1) * (width + GAP.level),
      y: top + (blockOf(node) - height) / 2,
    };
  });
  return { cards, ...extent(cards) };
}

/** One card below the other, each level further in: for a page that is higher than wide. */
export function asOutline<Step extends Place>(
  roots: readonly WhyNode<Step>[],
  { width, heightOf }: Measures<Step>,
): Layout<Step> {
  let y = 0;
  const cards = inOrder(roots).map((node): Card<Step> => {
    const x = Math.min((node.level - 1) * GAP.indent, Math.max(0, width - NARROWEST));
    const height = heightOf(node, width - x);
    const card = { node, x, y, width: width - x, height };
    y += height + GAP.row;
    return card;
  });
  return { cards, ...extent(cards) };
}

function extent(cards: readonly Card<Place>[]): { width: number; height: number } {
  return {
    width: cards.reduce((most, { x, width }) => Math.max(most, x + width), 0),
    height: cards.reduce((most, { y, height }) => Math.max(most, y + height), 0),
  };
}
