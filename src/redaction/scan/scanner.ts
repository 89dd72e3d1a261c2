import type { Finder, Finding } from '../types.js';
import { findAll } from './find.js';
import { makeVisible, type Visible } from './invisible.js';
import { Joining } from './join.js';

/**
 * A text is worked through in segments that depend on the text alone and not on how it came: at most so many units, cut
 * behind a line's end where there is one. A find belongs to the segment that it begins in; rules see as much of the text
 * before and behind a segment as they can need.
 */
const SEGMENT = 128 * 1024;
const BEHIND = 4 * 1024;
const AHEAD = 24 * 1024;

/** How much of a find tells it from others. */
const HEAD = 4096;
/** From this length on a rule may have stopped at its own bound, so what goes on behind belongs to the find. */
const LONG = 1024;

/** A find with the text that it begins with. */
export interface Found extends Finding {
  readonly value: string;
}

/** Finds in a text that comes in pieces: the same, whatever the pieces. Offsets count from the beginning of the first. */
export class Scanner {
  readonly #finders: readonly Finder[];
  readonly #joining = new Joining();
  /** The text that is still needed, and the offset of its first unit. */
  #text = '';
  #offset = 0;
  /** Where the next segment begins in the text at hand. */
  #from = 0;
  /** A find that goes on beyond what was seen: how it goes on, and where in the text at hand. */
  #endless: { readonly rest: RegExp; readonly at: number } | undefined;

  /** @param isMarkdown looks also at what a reader of Markdown sees, without its escapes */
  constructor(
    finders: readonly Finder[] = [],
    private readonly isMarkdown = false,
  ) {
    this.#finders = finders;
  }

  /** Every find that begins before this offset was given. */
  get settled(): number {
    return Math.min(this.#from + this.#offset, this.#joining.start ?? Infinity);
  }

  push(text: string): Found[] {
    const found: Found[] = [];
    let taken = 0;
    while (taken < text.length) {
      this.#forget();
      // Only as much is put behind what is left as the next segment needs: joining copies both.
      const needed = Math.max(0, SEGMENT + AHEAD - (this.#text.length - this.#from));
      const before = this.#text.length - taken;
      if (this.#text.length === 0) this.#text = text;
      else this.#text += text.slice(taken, taken + needed);
      taken = Math.min(text.length, this.#text.length - before);
      while (this.#text.length - this.#from >= SEGMENT + AHEAD) found.push(...this.#segment());
      if (this.#from - BEHIND >= before) {
        // All that is needed from now on stands in this piece.
        this.#text = text;
        this.#move(before);
        taken = text.length;
        while (this.#text.length - this.#from >= SEGMENT + AHEAD) found.push(...this.#segment());
      }
    }
    this.#forget();
    return found;
  }

  end(): Found[] {
    const found: Found[] = [];
    while (this.#from < this.#text.length) found.push(...this.#segment());
    found.push(...this.#joining.close(Infinity));
    return found;
  }

  #segment(): Found[] {
    const cut = this.#cut();
    const limit = Math.min(this.#text.length, cut + AHEAD);
    const base = Math.max(0, this.#from - BEHIND);
    const window = this.#text.slice(base, limit);
    this.#goOn(limit);
    const found = this.#look(window, base, cut);
    const given = [...this.#joining.take(found)];
    for (const find of found) {
      const { start, end } = find;
      if (end - start < LONG) continue;
      const at = start - this.#offset;
      const reached = reach(window, end - this.#offset - base, find) + base;
      this.#joining.extend(reached + this.#offset);
      if (reached === limit && at < cut) this.#endless = { rest: restOf(find), at: limit };
    }
    this.#from = cut;
    given.push(...this.#joining.close(cut + this.#offset));
    return given;
  }

  /** The end of the segment that begins at `#from`. */
  #cut(): number {
    const rest = this.#text.length - this.#from;
    if (rest <= SEGMENT) return this.#text.length;
    const most = this.#from + SEGMENT;
    const line = this.#text.lastIndexOf('\n', most - 1) + 1;
    if (line > this.#from + SEGMENT / 2) return line;
    return isPair(this.#text, most) ? most - 1 : most;
  }

  /** What begins in the segment up to `cut`, in the order of the text. */
  #look(window: string, base: number, cut: number): Found[] {
    const found = this.#lookIn(makeVisible(window), window, base, cut);
    if (this.isMarkdown && window.includes('\\'))
      found.push(...this.#lookIn(makeVisible(window, true), window, base, cut));
    return found.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  #lookIn(visible: Visible, window: string, base: number, cut: number): Found[] {
    // No rule looks further back than that, so what is found behind it begins in a later segment.
    const finds = findAll(visible.text, cut - base + BEHIND);
    const first = visible.visibleFrom(this.#from - base);
    finds.push(...this.#finders.flatMap(finder => finder.find(visible.text, first, finds)));
    const found: Found[] = [];
    for (const find of finds) {
      const from = visible.startOf(find.start);
      const to = visible.endOf(find.end);
      const start = isPair(window, from) ? from - 1 : from;
      const end = isPair(window, to) ? to + 1 : to;
      if (start < this.#from - base || start >= cut - base || end <= start) continue;
      const place = base + this.#offset;
      found.push({
        ...find,
        start: start + place,
        end: end + place,
        value: window.slice(start, start + HEAD),
      });
    }
    return found;
  }

  /** Follows a find that did not end. */
  #goOn(limit: number): void {
    if (!this.#endless) return;
    const { rest, at } = this.#endless;
    const end = at + goesOn(rest, this.#text.slice(at, limit), 0);
    this.#joining.extend(end + this.#offset);
    this.#endless = end === limit ? { rest, at: limit } : undefined;
  }

  #forget(): void {
    const unneeded = Math.max(0, this.#from - BEHIND);
    this.#text = this.#text.slice(unneeded);
    this.#move(unneeded);
  }

  /** The text at hand begins so many units later than it did. */
  #move(units: number): void {
    this.#offset += units;
    this.#from -= units;
    if (this.#endless) this.#endless = { ...this.#endless, at: this.#endless.at - units };
  }
}

const isPair = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;

const VALUE = /[^\s"'<>`]*/y;
const KEY = /[A-Za-z\d+/=\s\\]*(?:-----END[ \w]{0,40}-----)?/y;
/** A key as PEM has line ends in it; other finds that are that long have none. */
const restOf = ({ type, rule }: Pick<Finding, 'type' | 'rule'>): RegExp =>
  type === 'PrivateKey' && rule !== 'pem-base64' ? KEY : VALUE;

function goesOn(rest: RegExp, text: string, at: number): number {
  rest.lastIndex = at;
  return rest.exec(text)?.[0].length ?? 0;
}
/** Where a long find ends that stopped at a bound; one that ended at a quote or space stays. */
const reach = (window: string, end: number, find: Finding): number =>
  find.type === 'PrivateKey' && window.startsWith('-----', end - 5)
    ? end
    : end + goesOn(restOf(find), window, end);
