import type { Span } from './types.js';

/** A span with its place in the UTF-8 form of the text, which `pii_spans` keeps. */
export interface ByteSpan extends Span {
  readonly startByte: number;
  readonly endByte: number;
}

/**
 * Turns UTF-16 offsets of a text that comes in pieces into byte offsets of its UTF-8 form. A lone surrogate counts three
 * bytes, as the replacement character has that encoders write for it.
 */
export class ByteOffsets {
  /** What was pushed and not asked about yet: joining it would copy all of it. */
  #pieces: string[] = [];
  /** Units and bytes before the pieces at hand. */
  #units = 0;
  #bytes = 0;
  /** The last unit was the first half of a pair. */
  #half = false;

  /** The next piece of the text. */
  push(text: string): void {
    this.#pieces.push(text);
  }

  /** The byte offset of a unit that was pushed. Places must be asked for in ascending order; the text before is forgotten. */
  at(unit: number): number {
    if (unit < this.#units) throw new RangeError('offsets must ascend within the text');
    while (this.#units < unit) {
      const piece = this.#pieces[0];
      if (piece === undefined) throw new RangeError('offsets must ascend within the text');
      const passed = piece.length > unit - this.#units ? piece.slice(0, unit - this.#units) : piece;
      if (passed.length === piece.length) this.#pieces.shift();
      else this.#pieces[0] = piece.slice(passed.length);
      this.#pass(passed);
    }
    return this.#bytes;
  }

  #pass(text: string): void {
    if (text === '') return;
    this.#bytes += Buffer.byteLength(text);
    // Halves of a pair that two pieces part were counted as three bytes each.
    if (this.#half && (text.charCodeAt(0) & 0xfc00) === 0xdc00) this.#bytes -= 2;
    this.#half = (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
    this.#units += text.length;
  }
}

/** The spans of a text with their byte offsets; spans in the order of the text. */
export function withByteOffsets(text: string, spans: readonly Span[]): ByteSpan[] {
  const offsets = new ByteOffsets();
  offsets.push(text);
  return spans.map(span => ({ ...span, startByte: offsets.at(span.start), endByte: offsets.at(span.end) }));
}
