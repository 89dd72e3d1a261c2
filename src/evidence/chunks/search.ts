/** Searching one chunk. */
import { columnWithAnsi, withoutAnsi } from './ansi.js';
import { LineTimes, type LogClock, type TimeRange } from '../../timeline/index.js';
import { asBuffer, decode, type Encoding, withoutMark } from './encoding.js';
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
  readonly clock: LogClock;
}

/** Finds a chunk's matches and tells the first ones. */
export function searchChunk(chunk: SearchedChunk, encoding: Encoding, search: ChunkSearch): Found {
  const counted = search.limit <= 0 && !search.within ? countBytes(chunk, encoding, search.query) : undefined;
  if (counted !== undefined) return { matches: [], count: counted, untimed: 0 };
  const own = decode(chunk.bytes, encoding);
  const isStart = chunk.firstLine === 1 && chunk.firstColumn === 0;
  const earlier = chunk.before.length === 0 ? '' : decode(chunk.before, encoding);
  return searchText(isStart ? withoutMark(own) : own, { ...chunk, earlier }, search);
}

const ESCAPE = 0x1b;

/** How many matches there are, where bytes alone tell: it takes half the time of making text of them. */
function countBytes(
  { bytes, before, isOpen }: SearchedChunk,
  { shape }: Encoding,
  { bytes: wanted }: Compiled,
): number | undefined {
  const buffer = asBuffer(bytes);
  const isAsciiInBoth = shape === 'utf-8' || shape === 'single-byte';
  if (!wanted || !isAsciiInBoth || isOpen || before.length > 0 || buffer.includes(ESCAPE)) return undefined;
  let count = 0;
  for (let at = buffer.indexOf(wanted); at !== -1; at = buffer.indexOf(wanted, at + wanted.length)) count++;
  return count;
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
  const lines = new Lines(text);
  const times = within && new TimesOfLines(text, within);
  const matches: Match[] = [];
  let count = 0;
  let untimed = 0;
  for (const span of query.isText ? spans(text, 0, text.length, query.matcher) : spansOfLines(text, query)) {
    // What touches a cut is decided where the line goes on, and what ends before one was found there.
    if (place.isOpen && span.end === text.length) continue;
    if (span.end < searchedBefore) continue;
    const fits = times?.fits(lines.around(span.start)) ?? 'yes';
    if (fits === 'unknown') untimed++;
    if (fits !== 'yes') continue;
    count++;
    if (matches.length < limit) matches.push(matchAt(lines.around(span.start), span, text, place, originals));
  }
  return { matches, count, untimed };
}

/** A match as it is in the line as it was written. */
function matchAt(line: Line, span: Span, text: string, place: TextPlace, originals?: Lines): Match {
  const original = originals?.text(line.index) ?? text.slice(line.start, line.end);
  const column = (at: number, side: 'start' | 'end') =>
    originals ? columnWithAnsi(original, at - line.start, side) : at - line.start;
  const start = column(span.start, 'start');
  const end = column(span.end, 'end');
  const from = Math.max(0, start - AROUND);
  const shift = line.index === 0 ? place.firstColumn - place.earlier.length : 0;
  return {
    line: place.firstLine + line.index,
    start: start + shift,
    end: end + shift,
    text: original.slice(from, end + AROUND),
    textStart: from + shift,
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Line extends Span {
  /** Counted from 0 within the text. */
  readonly index: number;
}

/** The places that match within a line each. */
function* spansOfLines(text: string, { probe, matcher }: Compiled): Generator<Span> {
  for (let start = 0; start < text.length;) {
    if (probe) {
      probe.lastIndex = start;
      const found = probe.exec(text);
      if (!found) return;
      start = text.lastIndexOf('\n', found.index) + 1;
    }
    const next = behindLine(text, start);
    yield* spans(text, start, contentEnd(text, start, next), matcher);
    start = next;
  }
}

/** The places between two others that match and are not empty. */
function* spans(text: string, from: number, to: number, matcher: RegExp): Generator<Span> {
  const part = text.slice(from, to);
  matcher.lastIndex = 0;
  for (let match = matcher.exec(part); match; match = matcher.exec(part)) {
    const end = match.index + match[0].length;
    if (end > match.index) yield { start: from + match.index, end: from + end };
    else matcher.lastIndex = nextCharacter(part, end);
  }
}

function nextCharacter(text: string, at: number): number {
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
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
  #next: number;

  constructor(private readonly whole: string) {
    this.#next = behindLine(whole, 0);
  }

  /** The line that a place is in. */
  around(at: number): Line {
    while (at >= this.#next && this.#next < this.whole.length) this.#step();
    return { index: this.#index, start: this.#start, end: contentEnd(this.whole, this.#start, this.#next) };
  }

  /** The text of the line with this number. */
  text(index: number): string {
    while (this.#index < index) this.#step();
    return this.whole.slice(this.#start, contentEnd(this.whole, this.#start, this.#next));
  }

  #step(): void {
    this.#index++;
    this.#start = this.#next;
    this.#next = behindLine(this.whole, this.#start);
  }
}

/** The times of a text's lines, asked for in their order, so that each line is read once. */
class TimesOfLines {
  readonly #times: LineTimes;
  #asked = -1;
  #time: number | undefined;

  constructor(
    private readonly text: string,
    private readonly within: Within,
  ) {
    this.#times = new LineTimes(within.clock);
    this.#times.sniff(text);
  }

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
      const time = this.#times.own(this.text, start, end);
      if (time !== undefined) this.#time = time;
      if (time !== undefined || start === 0) break;
      end = start - 1;
      start = end === 0 ? 0 : this.text.lastIndexOf('\n', end - 1) + 1;
    }
    this.#asked = line.start;
    return this.#time;
  }
}
