/** Merging stored attachments by time, from inside a job's thread. */
import { getAttachment } from '../../db/attachments.js';
import type { Database } from '../../db/connection.js';
import type { JobControl } from '../../db/control.js';
import { getLogContent } from '../../db/logChunks.js';
import type { Attachment } from '../../db/rows/attachments.js';
import { textPieces } from '../../evidence/text/index.js';
import { Lines } from '../lines.js';
import { LineTimes } from '../lineTimes.js';
import { mergeLines, type SourceLine } from '../merge.js';
import { ShownTimes } from '../shown.js';
import { clockOf } from './clock.js';

/** A part of the merged text, and where its lines are from. */
interface MergedPart {
  /** UTF-8; whole lines, each with its end. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of each line the place of its attachment in the list that was given. */
  readonly sources: Uint16Array<ArrayBuffer>;
  /** Of each line its number in that attachment, counted from 1. */
  readonly lines: Uint32Array<ArrayBuffer>;
}

interface Options {
  /** The zone in which times are shown. */
  readonly zone: string;
  /** The most bytes that the text may have. */
  readonly limit: number;
}

interface Control extends Pick<JobControl, 'progress'> {
  readonly tell: (part: MergedPart) => void;
}

/** How much text is told at once, in UTF-16 units. */
const PART = 512 * 1024;
/** The widest that the column of names is. */
const NAME = 28;
/** As wide as a time. */
const NO_TIME = ' '.repeat(23);

/**
 * Merges attachments into one text, each line with its time and its attachment's name before it. The progress is in bytes.
 *
 * @returns whether all of it was told: it is not where the text would be larger than the limit
 * @throws StoreError
 */
export function mergeLogs(
  db: Database,
  ids: readonly string[],
  { zone, limit }: Options,
  { progress, tell }: Control,
): boolean {
  const attachments = ids.map(id => getAttachment(db, { id }));
  const total = attachments.reduce((sum, { file_size }) => sum + (file_size ?? 0), 0);
  let done = 0;
  const read = (units: number) => progress({ done: Math.min((done += units), total), total });
  const names = namesOf(attachments);
  const shown = new ShownTimes(zone);
  const part = new Part(tell);
  // Where more than the limit is held, the text is larger than that, too.
  const merged = mergeLines(
    attachments.map(one => linesOf(db, one, limit, read)),
    limit + 1,
  );
  for (const { source, line, text, at } of merged) {
    const time = at === undefined ? NO_TIME : shown.text(Math.floor(at)).padEnd(NO_TIME.length);
    part.add(`${time} ${names[source] ?? ''} | ${text}\n`, source, line);
    if (part.total > limit) return false;
  }
  part.tell();
  return true;
}

/** Gathers lines until they are worth a message. */
class Part {
  /** Bytes that were told. */
  total = 0;
  #texts: string[] = [];
  #sources: number[] = [];
  #lines: number[] = [];
  #length = 0;

  constructor(private readonly told: (part: MergedPart) => void) {}

  add(text: string, source: number, line: number): void {
    this.#texts.push(text);
    this.#sources.push(source);
    this.#lines.push(line);
    this.#length += text.length;
    if (this.#length >= PART) this.tell();
  }

  tell(): void {
    const bytes = new TextEncoder().encode(this.#texts.join(''));
    this.total += bytes.length;
    this.told({ bytes, sources: Uint16Array.from(this.#sources), lines: Uint32Array.from(this.#lines) });
    this.#texts = [];
    this.#sources = [];
    this.#lines = [];
    this.#length = 0;
  }
}

/** The lines of an attachment, numbered as the editor or the viewer that opens it numbers them. */
function* linesOf(
  db: Database,
  attachment: Attachment,
  limit: number,
  read: (units: number) => void,
): Generator<SourceLine, void> {
  const times = new LineTimes(clockOf(db, attachment));
  const isSmall = getLogContent(db, { id: attachment.id }) === null;
  let ready: SourceLine[] = [];
  let number = 0;
  const lines = new Lines((text, start, end) => {
    const own = times.own(text, start, end);
    const time = own === undefined ? undefined : own + times.nanos / 1e6;
    ready.push({ text: oneLine(text.slice(start, end)), line: ++number, time });
    // A line that is cut here is longer than all of the text may be.
  }, limit + 1);
  for (const piece of textPieces(db, attachment)) {
    if (number === 0) times.sniff(piece);
    // An editor ends lines at a single CR, the viewer of large logs does not.
    lines.push(isSmall ? piece.replaceAll(/\r(?!\n)/g, '\n') : piece);
    read(piece.length);
    yield* ready;
    ready = [];
  }
  lines.end();
  yield* ready;
}

/** What an editor would take for the end of a line is shown as a sign. */
function oneLine(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r', '␍') : text;
}

/** The names of attachments in a column, each another one. */
function namesOf(attachments: readonly Attachment[]): string[] {
  const seen = new Map<string, number>();
  const names = attachments.map(({ file_name }) => {
    const name = oneLine(short(file_name).replaceAll('\n', ' '));
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
  const width = Math.max(0, ...names.map(name => name.length));
  return names.map(name => name.padEnd(width));
}

/** Of a long name, its beginning and its end. */
function short(name: string): string {
  return name.length <= NAME ? name : `${name.slice(0, NAME / 2)}…${name.slice(1 - NAME / 2)}`;
}
