import { ByteOffsets } from '../offsets.js';
import type { Found } from '../scan/scanner.js';
import { Scanner } from '../scan/scanner.js';
import type { Finder } from '../types.js';
import { type Cut, Cuts } from './cuts.js';
import type { Decided } from './decided.js';

/** What was done so far. */
export interface Counts {
  readonly redacted: Record<string, number>;
  kept: number;
}

const WHOLE: readonly Cut[] = [{ start: 0, end: Infinity }];

/**
 * Redacts a text that comes in pieces, and gives it in pieces; no more of it is held than the scanner needs.
 *
 * @param counts grows with each finding
 * @param cuts all that is given of it: a finding that only reaches into one has its replacement there, since what is cut
 * off from its key, or in the middle, looks like nothing
 */
export function* redactPieces(
  pieces: Iterable<string>,
  decided: Decided,
  finders: readonly Finder[],
  counts: Counts,
  cuts = WHOLE,
): Generator<string, void> {
  const scanner = new Scanner(finders, decided.isMarkdown);
  const offsets = new ByteOffsets();
  const text = new Pending(new Cuts(cuts));
  const leaving = new Cuts(cuts);
  const end = cuts.at(-1)?.end ?? 0;
  const replace = (found: readonly Found[]): string =>
    decided.inTransaction(() => {
      const parts: string[] = [];
      for (const one of found) {
        if (leaving.within(one.start, one.end).length === 0) continue;
        const place = { start_offset: offsets.at(one.start), end_offset: offsets.at(one.end) };
        const replacement = decided.replacement(one, place);
        if (replacement === undefined) counts.kept++;
        else {
          counts.redacted[one.type] = (counts.redacted[one.type] ?? 0) + 1;
          parts.push(text.upTo(one.start), replacement);
          text.skipTo(one.end);
        }
      }
      return parts.join('');
    });
  for (const piece of pieces) {
    text.push(piece);
    offsets.push(piece);
    yield replace(scanner.push(piece));
    yield text.upTo(scanner.settled);
    if (scanner.settled >= end) return;
  }
  yield replace(scanner.end());
  yield text.upTo(Infinity);
}

/** Text that was not given yet; offsets count from the beginning of all of it. */
class Pending {
  /** Joining them would copy all of them. */
  #pieces: string[] = [];
  #offset = 0;

  constructor(private readonly cuts: Cuts) {}

  push(piece: string): void {
    this.#pieces.push(piece);
  }

  upTo(end: number): string {
    const parts: string[] = [];
    this.#take(end, (part, at) => {
      for (const cut of this.cuts.within(at, at + part.length))
        parts.push(part.slice(cut.start - at, cut.end - at));
    });
    return parts.join('');
  }

  skipTo(end: number): void {
    this.#take(end, () => {});
  }

  #take(end: number, give: (part: string, at: number) => void): void {
    while (this.#offset < end) {
      const piece = this.#pieces[0];
      if (piece === undefined) return;
      const length = Math.min(piece.length, end - this.#offset);
      give(length === piece.length ? piece : piece.slice(0, length), this.#offset);
      if (length === piece.length) this.#pieces.shift();
      else this.#pieces[0] = piece.slice(length);
      this.#offset += length;
    }
  }
}
