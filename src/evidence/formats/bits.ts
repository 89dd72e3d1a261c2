import { missing } from './member.js';
import type { Reader } from './reader.js';

/**
 * Bits, the most significant first, of what a reader holds. Reading is synchronous within what {@link fill} has made
 * sure of, so that the inner loops of a decoder need not wait.
 */
export class BitReader {
  readonly #input: Reader;
  #chunk: Uint8Array = new Uint8Array();
  #position = 0;
  #bits = 0;
  #count = 0;

  constructor(input: Reader) {
    this.#input = input;
  }

  /** Makes sure of `bytes` bytes more, or of all that are left. */
  async fill(bytes: number): Promise<void> {
    while (this.#chunk.length - this.#position < bytes) {
      const next = await this.#input.next();
      if (!next) return;
      const left = this.#chunk.subarray(this.#position);
      this.#chunk = left.length === 0 ? next : Buffer.concat([left, next]);
      this.#position = 0;
    }
  }

  /** The next bits without taking them, 24 at most; zeros beyond the end. */
  peek(bits: number): number {
    while (this.#count < bits) {
      this.#bits = (this.#bits << 8) | (this.#chunk[this.#position++] ?? 0);
      this.#count += 8;
    }
    return (this.#bits >>> (this.#count - bits)) & ((1 << bits) - 1);
  }

  /** Takes what was peeked. @throws CutShort beyond the end */
  skip(bits: number): void {
    this.#count -= bits;
    if (this.#position - (this.#count >> 3) > this.#chunk.length) throw missing('bzip2', this.#input);
  }

  /** Takes the next bits, 24 at most. @throws CutShort beyond the end */
  read(bits: number): number {
    const value = this.peek(bits);
    this.skip(bits);
    return value;
  }

  /** Gives the reader back what begins with the next whole byte. */
  end(): void {
    this.#input.unread(this.#chunk.subarray(this.#position - (this.#count >> 3)));
  }
}
