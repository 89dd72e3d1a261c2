import { ByteOffsets } from '../offsets.js';
import type { Found } from '../scan/scanner.js';
import { Scanner } from '../scan/scanner.js';
import type { OwnPattern } from '../ownPatterns.js';
import type { Decided } from './decided.js';

/** What was done so far. */
export interface Counts {
  readonly redacted: Record<string, number>;
  kept: number;
}

/**
 * Redacts a text that comes in pieces, and gives it in pieces; no more of it is held than the scanner needs.
 *
 * @param counts grows with each finding
 */
export function* redactPieces(
  pieces: Iterable<string>,
  decided: Decided,
  patterns: readonly OwnPattern[],
  counts: Counts,
): Generator<string, void> {
  const scanner = new Scanner(patterns);
  const offsets = new ByteOffsets();
  const text = new Pending();
  const replace = (found: readonly Found[]): string =>
    decided.inTransaction(() => {
      const parts: string[] = [];
      for (const one of found) {
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
  }
  yield replace(scanner.end());
  yield text.upTo(Infinity);
}

/** Text that was not given yet; offsets count from the beginning of all of it. */
class Pending {
  #text = '';
  #offset = 0;

  push(piece: string): void {
    this.#text += piece;
  }

  upTo(end: number): string {
    const given = this.#text.slice(0, Math.max(0, end - this.#offset));
    this.skipTo(this.#offset + given.length);
    return given;
  }

  skipTo(end: number): void {
    this.#text = this.#text.slice(Math.max(0, end - this.#offset));
    this.#offset = Math.max(end, this.#offset);
  }
}
