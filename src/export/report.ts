/** What is rendered: all of its texts are redacted already. */
import type { Block, DrawingName, Heading, List, Paragraph, Table } from './blocks.js';
import { plain } from './blocks.js';

export interface Picture {
  readonly bytes: Uint8Array;
  /** As the bytes tell it. */
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/bmp';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly svg: string;
  /** The same as text, for forms that draw nothing. */
  readonly block: List | Table;
  /** What it shows: the texts of each why or event. */
  readonly shown: readonly (readonly string[])[];
}

/** Words that the document itself does not have. */
export interface Words {
  readonly contents: string;
  /** In place of a picture that does not go along. */
  readonly leftOut: string;
}

export interface Report {
  readonly title: string;
  /** A tag of BCP 47. */
  readonly lang: string;
  readonly blocks: readonly Block[];
  /** By the id of the image. */
  readonly pictures: ReadonlyMap<string, Picture>;
  readonly drawings: Readonly<Partial<Record<DrawingName, Drawing>>>;
  readonly words: Words;
  readonly created: Date;
}

/** The blocks with the title as their first heading, unless the document has it there. */
export function titled({ title, blocks }: Pick<Report, 'title' | 'blocks'>): readonly Block[] {
  const [first] = blocks;
  if (first?.kind === 'heading' && first.level === 1) return blocks;
  return [{ kind: 'heading', level: 1, runs: [{ text: title }] }, ...blocks];
}

export interface Section {
  /** From 1. */
  readonly number: number;
  readonly level: number;
  readonly text: string;
}

/** The headings below the title that a table of contents lists, wherever they stand. */
export function sectionsOf(blocks: readonly Block[]): Map<Heading, Section> {
  const found = new Map<Heading, Section>();
  for (const heading of headings(blocks))
    found.set(heading, { number: found.size + 1, level: heading.level, text: plain(heading.runs) });
  return found;
}

function headings(blocks: readonly Block[]): Heading[] {
  return blocks.flatMap(block => {
    if (block.kind === 'heading') return [block];
    if (block.kind === 'quote') return headings(block.blocks);
    return [];
  });
}

/** What stands for a picture or drawing that is not there. */
export function leftOut(alt: string, words: Words): Paragraph {
  const text = alt === '' ? words.leftOut : `${alt} (${words.leftOut})`;
  return { kind: 'paragraph', runs: [{ text: `[${text}]`, italic: true }] };
}
