/** Documents as files that others open. Whatever comes in is redacted already; nothing here knows the store. */
import type { Clock, TimelineWords, WhysWords } from './drawings.js';
import { timelineDrawing, whysDrawing } from './drawings.js';
import { renderHtml } from './html.js';
import { type Evidence, visible } from './inline.js';
import { renderMarkdown } from './markdown.js';
import { parseMarkdown } from './parse.js';
import type { FontFiles } from './pdf/fonts.js';
import { pictureOf } from './picture.js';
import { hidePlaceholders } from './placeholders.js';
import type { Picture, Report, Words } from './report.js';
import { withTold } from './told.js';
import type { DrawnWhy } from '../analysis/index.js';
import type { DrawnEvent } from '../timeline/index.js';

export type Format = 'pdf' | 'docx' | 'html' | 'md';

export interface Source {
  readonly title: string;
  readonly markdown: string;
  readonly lang: string;
  readonly whys: readonly DrawnWhy[];
  readonly events: readonly DrawnEvent[];
  /** What links lead to, by the id of the evidence. */
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** The words in brackets that stand in the place of what was redacted. */
  readonly labels: readonly string[];
  readonly words: Words & { readonly whys: WhysWords; readonly timeline: TimelineWords };
  readonly clock: Clock;
}

export interface Rendered {
  readonly bytes: Uint8Array;
  /** Characters that no font of a PDF has. */
  readonly missing: readonly string[];
  /** Whether a PDF has text from right to left, whose words are not put into that order. */
  readonly rightToLeft: boolean;
  /** Whether a person's own font could not be read. */
  readonly fontRefused: boolean;
  /** Pictures that could not be read, or that the format does not know. */
  readonly undrawn: number;
}

/**
 * @param images the bytes of an image of the case; undefined where it does not go along
 * @param fonts read once they are needed
 */
export async function renderDocument(
  format: Format,
  source: Source,
  images: (id: string) => Uint8Array | undefined,
  fonts: () => FontFiles,
  progress: (share: number) => void,
): Promise<Rendered> {
  const blocks = parseMarkdown(hidePlaceholders(source.markdown, source.labels), source.evidence);
  const pictures = new Map<string, Picture>();
  let undrawn = 0;
  const gather = (nested: Report['blocks']): void => {
    for (const block of nested) {
      if (block.kind === 'quote') gather(block.blocks);
      if (block.kind === 'list') for (const item of block.items) gather(item.blocks);
      if (block.kind !== 'picture' || pictures.has(block.id)) continue;
      const bytes = images(block.id);
      const picture = bytes && pictureOf(bytes);
      if (picture && DRAWN[format].includes(picture.type)) pictures.set(block.id, picture);
      else if (bytes) undrawn++;
    }
  };
  gather(blocks);
  const { title, lang, words, whys, events, clock } = source;
  const drawn = {
    whys: whysDrawing(whys, words.whys),
    timeline: timelineDrawing(events, words.timeline, clock),
  };
  const drawings = {
    ...(drawn.whys && { whys: drawn.whys }),
    ...(drawn.timeline && { timeline: drawn.timeline }),
  };
  const report: Report = {
    ...{ title: visible(title), lang, pictures, drawings, words, created: new Date() },
    blocks: withTold(blocks, drawings),
  };
  const whole = { missing: [], rightToLeft: false, fontRefused: false, undrawn };
  switch (format) {
    case 'md':
      return { ...whole, bytes: Buffer.from(renderMarkdown(report)) };
    case 'html':
      return { ...whole, bytes: Buffer.from(renderHtml(report)) };
    case 'docx':
      return { ...whole, bytes: await (await import('./docx/index.js')).renderDocx(report) };
    case 'pdf':
      return { ...whole, ...(await (await import('./pdf/index.js')).renderPdf(report, fonts(), progress)) };
  }
}

const EVERYWHERE = ['image/png', 'image/jpeg'] as const;

/** The pictures that each format knows. */
const DRAWN: Readonly<Record<Format, readonly Picture['type'][]>> = {
  pdf: EVERYWHERE,
  docx: [...EVERYWHERE, 'image/gif', 'image/bmp'],
  html: [...EVERYWHERE, 'image/gif', 'image/bmp', 'image/webp'],
  md: [...EVERYWHERE, 'image/gif', 'image/bmp', 'image/webp'],
};
