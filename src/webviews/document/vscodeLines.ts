/** Lines and images of the case for the page of a document, and of no other incident. */
import type { Unlocked } from '../../app.js';
import { StoreError } from '../../db/errors.js';
import type { Attachment, Image } from '../../db/rows/attachments.js';
import { isImage } from '../../editor/addresses.js';
import { excerptOf } from '../../editor/excerpt.js';
import { evidenceOf, isLarge } from '../../editor/open.js';
import { readText, withoutAnsi } from '../../evidence/index.js';
import type { FoundLine } from './protocol.js';

/** Lines that a hover shows, and that completion offers. */
const SHOWN = 12;
const OFFERED = 50;
/** How much of a line is shown, in UTF-16 units. */
const LENGTH = 200;

/** @throws StoreError `gone` where it is not there, or is another incident's */
async function ofIncident({ store }: Unlocked, issue_id: string, id: string): Promise<Attachment | Image> {
  const row = await evidenceOf(store, id);
  if (row.issue_id !== issue_id) throw new StoreError('gone', `evidence ${id} of ${issue_id}`);
  return row;
}

const hasLines = (row: Attachment | Image): row is Attachment =>
  !isImage(row) && row.mime_type !== 'application/octet-stream';

/** Lines that begin at a number, or hold a text; of a large log, those of the number only. */
export async function findLines(
  unlocked: Unlocked,
  issue_id: string,
  id: string,
  text: string,
): Promise<FoundLine[]> {
  const row = await ofIncident(unlocked, issue_id, id);
  if (!hasLines(row)) return [];
  const number = /^\s*L?(\d{1,9})/i.exec(text)?.[1];
  if (number !== undefined || isLarge(row)) {
    const first = Math.max(1, Number(number ?? 1));
    const { lines } = await excerptOf(unlocked.store, row, first, OFFERED);
    return lines.map((text, at) => ({ line: first + at, text }));
  }
  const sought = text.trim().toLowerCase();
  const lines = (await readText(unlocked.store, row)).split(/\r\n|\r|\n/);
  const found: FoundLine[] = [];
  for (const [at, line] of lines.entries()) {
    if (found.length === OFFERED) break;
    if (line.trim() !== '' && line.toLowerCase().includes(sought))
      found.push({ line: at + 1, text: withoutAnsi(line).slice(0, LENGTH) });
  }
  return found;
}

/** What a link leads to, for a hover; nothing of what has no lines. */
export async function excerptLines(
  unlocked: Unlocked,
  issue_id: string,
  id: string,
  first: number | null,
  last: number | null,
): Promise<FoundLine[]> {
  const row = await ofIncident(unlocked, issue_id, id);
  if (!hasLines(row)) return [];
  const from = first ?? 1;
  const count = Math.min(SHOWN, (last ?? from + SHOWN) - from + 1);
  const { lines } = await excerptOf(unlocked.store, row, from, count);
  return lines.map((text, at) => ({ line: from + at, text }));
}

export interface ImageBytes {
  readonly mime: string;
  readonly bytes: Uint8Array;
}

export async function imageOf(unlocked: Unlocked, issue_id: string, id: string): Promise<ImageBytes | null> {
  const row = await ofIncident(unlocked, issue_id, id);
  if (!isImage(row) || !/^image\/(?:png|jpeg|gif|webp|bmp)$/.test(row.mime_type)) return null;
  return { mime: row.mime_type, bytes: await unlocked.store.readImage({ id }) };
}
