/** Searching one chunk. */
import { columnWithAnsi, withoutAnsi } from './ansi.js';
import { type TimeRange, timeOfLine } from '../../timeline/index.js';
import { decode, type Encoding, withoutMark } from './encoding.js';
import type { Compiled } from './query.js';

/** A chunk, unpacked, and where its text stands in its file. */
export interface SearchedChunk {
  readonly bytes: Uint8Array;
  /** The end of the chunk before, where the first line goes on from there; otherwise empty. */
  readonly before: Uint8Array;
  /** The number of its first line, counted from 1. */
  readonly firstLine: number;
  /** UTF-16 units of its first line that stand in the chunks before. */
  readonly firstColumn: number;
  /** Whether its last line goes on in the next chunk. */
  readonly isOpen: boolean;
}

/** A match within a line. Columns are UTF-16 units from 0, in the line as it was written, escape sequences included. */
export interface Match {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** The line, or the part of it around the match. */
  readonly text: string;
  /** The column at which `text` begins. */
  readonly textStart: number;
}

/** How much of a line is told around a match on either side, in UTF-16 units. */
const AROUND = 300;

/** What a chunk holds. */
export interface Found {
  /** In their order, and no more than were asked for. */
  readonly matches: Match[];
  /** How many there are. */
  readonly count: number;
  /** How many more there are on lines whose time is not known, where a range of time was asked for. */
  readonly untimed: number;
}

/** How a chunk is searched. */
export interface ChunkSearch {
  readonly query: Compiled;
  /** The most matches to tell; the others are counted. */
  readonly limit: number;
  /** Only lines of this time count; a line without a time of its own has that of the one before. */
  readonly within?: Within | undefined;
}

export interface Within extends TimeRange {
  /** When the log was attached, in milliseconds since the epoch: it tells the year where lines have none. */
  readonly attachedAt: number;
}

/** Finds a chunk's matches and tells the first ones. */
export function searchChunk(chunk: SearchedChunk, encoding: Encoding, search: ChunkSearch): Found {
  const own = decode(chunk.bytes, encoding);
  const isStart = chunk.firstLine === 1 && chunk.firstColumn === 0;
  const earlier = chunk.before.length === 0 ? '' : decode(chunk.before, encoding);
  return searchText(isStart ? withoutMark(own) : own, { ...chunk, earlier }, search);
}

/** Where a text stands. */
export interface TextPlace extends Pick<SearchedChunk, 'firstLine' | 'firstColumn' | 'isOpen'> {
  /** The end of the text before, where the first line goes on from there; otherwise empty. */
  readonly earlier: string;
}

export const WHOLE: TextPlace = { firstLine: 1, firstColumn: 0, isOpen: false, earlier: '' };

/** Finds a text's matches and tells the first ones. */
export function searchText(own: string, place: TextPlace, { query, limit, within }: ChunkSearch): Found {
  const { earlier } = place;
  const written = earlier + own;
  const text = withoutAnsi(written);
  const searchedBefore = withoutAnsi(earlier).length;
  const originals = text === written ? undefined : new Lines(written);
  const times = within && new LineTimes(text, within);
  const matches: Match[] = [];
  let count = 0;
  let untimed = 0;
  for (const line of candidates(text, query.probe)) {
    const content = text.slice(line.start, line.end);
    for (const span of spans(content, query.matcher)) {
      // What touches a cut is decided where the line goes on, and what ends before one was found there.
      if (place.isOpen && line.start + span.end === text.length) continue;
      if (line.start + span.end < searchedBefore) continue;
      const fits = times?.fits(line) ?? 'yes';
      if (fits === 'unknown') untimed++;
      if (fits !== 'yes') continue;
      count++;
      if (matches.length >= limit) continue;
      const original = originals?.at(line.index) ?? content;
      const start = originals ? columnWithAnsi(original, span.start, 'start') : span.start;
      const end = originals ? columnWithAnsi(original, span.end, 'end') : span.end;
      const from = Math.max(0, start - AROUND);
      const shift = line.index === 0 ? place.firstColumn - earlier.length : 0;
      matches.push({
        line: place.firstLine + line.index,
        start: start + shift,
        end: end + shift,
        text: original.slice(from, end + AROUND),
        textStart: from + shift,
      });
    }
  }
  return { matches, count, untimed };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Line extends Span {
  /** Counted from 0 within the text. */
  readonly index: number;
}

/** The places in a line that match and are not empty. */
function* spans(line: string, matcher: RegExp): Generator<Span> {
  matcher.lastIndex = 0;
  for (let match = matcher.exec(line); match; match = matcher.exec(line)) {
    const end = match.index + match[0].length;
    if (end > match.index) yield { start: match.index, end };
    else matcher.lastIndex = nextCharacter(line, end);
  }
}

function nextCharacter(text: string, at: number): number {
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}

/** The lines that may match: those with a place that the probe finds, or all. */
function* candidates(text: string, probe: RegExp | undefined): Generator<Line> {
  let index = 0;
  let start = 0;
  while (start < text.length) {
    if (probe) {
      probe.lastIndex = start;
      const found = probe.exec(text);
      if (!found) return;
      for (
        let end = text.indexOf('\n', start);
        end !== -1 && end < found.index;
        end = text.indexOf('\n', start)
      ) {
        start = end + 1;
        index++;
      }
    }
    const next = behindLine(text, start);
    yield { index, start, end: contentEnd(text, start, next) };
    start = next;
    index++;
  }
}

function behindLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end + 1;
}

/** Without the LF or CR LF that ends the line. */
function contentEnd(text: string, start: number, next: number): number {
  if (text[next - 1] !== '\n') return next;
  return next - 2 >= start && text[next - 2] === '\r' ? next - 2 : next - 1;
}

/** The lines of a text, asked for in their order. */
class Lines {
  #index = 0;
  #start = 0;

  constructor(private readonly text: string) {}

  at(index: number): string {
    for (; this.#index < index; this.#index++) this.#start = behindLine(this.text, this.#start);
    return this.text.slice(
      this.#start,
      contentEnd(this.text, this.#start, behindLine(this.text, this.#start)),
    );
  }
}

/** The times of a text's lines, asked for in their order, so that each line is read once. */
class LineTimes {
  #asked = -1;
  #time: number | undefined;

  constructor(
    private readonly text: string,
    private readonly within: Within,
  ) {}

  fits(line: Line): 'yes' | 'no' | 'unknown' {
    const { from = -Infinity, to = Infinity } = this.within;
    const time = this.#of(line);
    if (time === undefined) return 'unknown';
    return time >= from && time < to ? 'yes' : 'no';
  }

  /** Goes back over the lines until one bears a time, or was asked for before. */
  #of(line: Line): number | undefined {
    let { start, end } = line;
    while (start > this.#asked) {
      const time = timeOfLine(this.text.slice(start, end), this.within.attachedAt);
      if (time !== undefined) this.#time = time;
      if (time !== undefined || start === 0) break;
      end = start - 1;
      start = end === 0 ? 0 : this.text.lastIndexOf('\n', end - 1) + 1;
    }
    this.#asked = line.start;
    return this.#time;
  }
}
