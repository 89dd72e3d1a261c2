/** Where a document tells in words what it has drawn, which then needs no words beside the drawing. */
import { MOST_EVENTS } from '../documents/index.js';
import { type Block, plain } from './blocks.js';
import type { Report } from './report.js';

/** The blocks, with a mark at drawings whose section tells what they show: all of it, or as much as a document ever tells. */
export function withTold(blocks: readonly Block[], drawings: Report['drawings']): Block[] {
  return sectionsOf(blocks).flatMap(section => {
    let text: string | undefined;
    return section.map((block): Block => {
      const drawing = block.kind === 'drawing' ? drawings[block.drawing] : undefined;
      if (block.kind !== 'drawing' || !drawing) return block;
      const said = (text ??= comparable(section.flatMap(textsOf).join('\n')));
      const told = drawing.shown.filter(texts => texts.every(text => said.includes(comparable(text))));
      return { ...block, told: told.length >= Math.min(drawing.shown.length, MOST_EVENTS) };
    });
  });
}

function sectionsOf(blocks: readonly Block[]): Block[][] {
  const sections: Block[][] = [[]];
  for (const block of blocks) {
    if (block.kind === 'heading') sections.push([]);
    sections.at(-1)?.push(block);
  }
  return sections;
}

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [plain(block.runs)];
    case 'quote':
      return block.blocks.flatMap(textsOf);
    case 'list':
      return block.items.flatMap(({ blocks }) => blocks.flatMap(textsOf));
    case 'table':
      return block.rows.flat().map(plain);
    default:
      return [];
  }
}

/** As it can be compared: a document may begin an event with the name of its type, in its own capitals. */
const comparable = (text: string) => text.replaceAll(/\s+/g, ' ').trim().toLowerCase();
