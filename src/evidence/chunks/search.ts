/** Searching one chunk. */
import { columnWithAnsi, withoutAnsi } from './ansi.js';
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
}

/** Finds the chunk's matches and tells the first ones, at most `limit`. */
export function searchChunk(chunk: SearchedChunk, encoding: Encoding, query: Compiled, limit: number): Found {
  const own = decode(chunk.bytes, encoding);
  const isStart = chunk.firstLine === 1 && chunk.firstColumn === 0;
  const earlier = chunk.before.length === 0 ? '' : decode(chunk.before, encoding);
  const written = earlier + (isStart ? withoutMark(own) : own);
  const text = withoutAnsi(written);
  const searchedBefore = withoutAnsi(earlier).length;
  const originals = text === written ? undefined : new Lines(written);
  const matches: Match[] = [];
  let count = 0;
  for (const line of candidates(text, query.probe)) {
    const content = text.slice(line.start, line.end);
    for (const span of spans(content, query.matcher)) {
      // What touches a cut is decided where the line goes on, and what ends before one was found there.
      if (chunk.isOpen && line.start + span.end === text.length) continue;
      if (line.start + span.end < searchedBefore) continue;
      count++;
      if (matches.length >= limit) continue;
      const original = originals?.at(line.index) ?? content;
      const start = originals ? columnWithAnsi(original, span.start, 'start') : span.start;
      const end = originals ? columnWithAnsi(original, span.end, 'end') : span.end;
      const from = Math.max(0, start - AROUND);
      const shift = line.index === 0 ? chunk.firstColumn - earlier.length : 0;
      matches.push({
        line: chunk.firstLine + line.index,
        start: start + shift,
        end: end + shift,
        text: original.slice(from, end + AROUND),
        textStart: from + shift,
      });
    }
  }
  return { matches, count };
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
