/**
 * What may stand before a time within a line: levels, names, numbers. A sentence may not: a time in it is one that the
 * line tells of.
 */
import { NOTHING } from './formats/clock.js';
import { readBareEpoch } from './formats/counted.js';
import type { Orders } from './formats/numeric.js';
import { Reading } from './formats/reading.js';
import { behindBlanks, digits, isBlank } from './formats/text.js';
import { findInner, readLeading } from './lead.js';

/** How many words a header has at most. */
const MOST_WORDS = 8;
/** How many lines tell how a log's lines begin. */
const LINES = 200;
/** The share of lines with a time of one place that makes it the place of the log's times. */
const MANY = 0.4;
const SOME = 0.05;
/** The share of lines with seconds since the epoch in one column that makes it that of the log's times, and how many columns are looked at. */
const NEARLY_ALL = 0.9;
const MOST_COLUMNS = 12;
/** The digits of seconds since the epoch, from 2001 to 2286. */
const SECONDS = 10;

/** Words of headers that look like those of sentences. */
const HEADER_WORDS = new Set(
  (
    'info warn warning error err debug trace notice crit critical fatal severe fine finer finest config verbose ' +
    'panic alert emerg emergency stdout stderr http https h2 grpcs tls ws wss time date user daemon kern auth local started stopped'
  ).split(' '),
);

export class Header {
  /** How many words stand before the times of those lines that don't begin with one: the share of lines. */
  readonly #places = new Map<number, number>();
  #leading = 0;
  /** How many words stand before the seconds since the epoch in each line, where that is how the log has its times. */
  #column: number | undefined;

  /**
   * Looks at the beginning of a log.
   *
   * @param latest no number of milliseconds beyond is a time
   */
  learn(text: string, orders: Orders, latest: number): void {
    const reading = new Reading();
    const places = new Map<number, number>();
    const columns = new Map<number, number>();
    let leading = 0;
    let lines = 0;
    for (let start = 0; start < text.length && lines < LINES;) {
      const next = text.indexOf('\n', start);
      const end = next === -1 ? text.length : next;
      if (end - start > 1) {
        lines++;
        const place = readLeading(text, start, end, reading, orders);
        const inner = place === 'elsewhere' ? findInner(text, start, end, reading, orders) : -1;
        if (place === 'read') leading++;
        else if (inner !== -1) {
          const words = wordsBefore(text, start, inner);
          places.set(words, (places.get(words) ?? 0) + 1);
        } else {
          for (const words of epochs(text.slice(start, end), latest))
            columns.set(words, (columns.get(words) ?? 0) + 1);
        }
      }
      start = end + 1;
    }
    this.#leading = lines === 0 ? 0 : leading / lines;
    this.#places.clear();
    for (const [words, count] of places) this.#places.set(words, count / lines);
    this.#column = [...columns.keys()].find(words => (columns.get(words) ?? 0) > lines * NEARLY_ALL);
  }

  /** Reads the seconds since the epoch in the column where the log has them. */
  readColumn(text: string, start: number, end: number, reading: Reading): boolean {
    if (this.#column === undefined) return false;
    let at = start;
    for (let words = 0; words < this.#column; words++) {
      while (at < end && !isBlank(text.charCodeAt(at))) at++;
      at = behindBlanks(text, at);
    }
    reading.clear();
    return digits(text, at) === SECONDS && readBareEpoch(text, at, reading) !== NOTHING;
  }

  /** Whether the time that begins at `at` is the line's own. */
  allows(text: string, start: number, at: number): boolean {
    const isBracketed = text.charCodeAt(at - 1) === 0x5b && text.charCodeAt(at + 2) === 0x2f;
    // The common log format, behind an address and a name.
    if (isBracketed) return true;
    const share = this.#places.get(wordsBefore(text, start, at)) ?? 0;
    if (share >= MANY && share > this.#leading) return true;
    // Times that only blanks stand before.
    if (text.slice(start, at).trim() === '') return this.#leading < MANY;
    if (!isHeader(text, start, at)) return false;
    return this.#leading < MANY || share >= SOME;
  }
}

/** How many words stand before each number that may be seconds since the epoch. */
function epochs(line: string, latest: number): number[] {
  const words = line.split(/[ \t]+/, MOST_COLUMNS);
  return words.flatMap((word, place) =>
    /^\d{10}$/.test(word) && Number(word) * 1000 <= latest ? [place] : [],
  );
}

function wordsBefore(text: string, start: number, at: number): number {
  let words = 0;
  for (let place = start + 1; place <= at; place++)
    if (isBlank(text.charCodeAt(place - 1)) && !isBlank(text.charCodeAt(place))) words++;
  return words;
}

/** Whether none of the words before a time is one of a sentence. */
function isHeader(text: string, start: number, at: number): boolean {
  if (isBlank(text.charCodeAt(start))) return false;
  const words = text.slice(start, at).split(/[ \t]+/);
  // Rails tells when a request began at the end of a sentence.
  if (words[0] === 'Started' && /^[A-Z]+$/.test(words[1] ?? '') && words.at(-2) === 'at') return true;
  if (words.length > MOST_WORDS) return false;
  return words.every(word => !isProse(word));
}

/** In lower case, of letters alone, with or without a sign behind it; or what an error begins its sentence with. */
function isProse(word: string): boolean {
  const plain = /^[("']*([a-z][a-z']+)[,.;:]?$/.exec(word)?.[1];
  if (plain !== undefined) return !HEADER_WORDS.has(plain);
  return /(?:Error|Exception|Warning):$/.test(word);
}
