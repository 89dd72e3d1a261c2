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
  #text = '';
  /** Units and bytes before the text at hand. */
  #units = 0;
  #bytes = 0;

  /** The next piece of the text. */
  push(text: string): void {
    this.#text += text;
  }

  /** The byte offset of a unit that was pushed. Places must be asked for in ascending order; the text before is forgotten. */
  at(unit: number): number {
    const length = unit - this.#units;
    if (length < 0 || length > this.#text.length) throw new RangeError('offsets must ascend within the text');
    this.#bytes += Buffer.byteLength(this.#text.slice(0, length));
    this.#text = this.#text.slice(length);
    this.#units = unit;
    return this.#bytes;
  }
}

/** The spans of a text with their byte offsets; spans in the order of the text. */
export function withByteOffsets(text: string, spans: readonly Span[]): ByteSpan[] {
  const offsets = new ByteOffsets();
  offsets.push(text);
  return spans.map(span => ({ ...span, startByte: offsets.at(span.start), endByte: offsets.at(span.end) }));
}
