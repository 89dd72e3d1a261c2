import { CutShort } from './cut.js';

const EMPTY = new Uint8Array();

/**
 * Bytes that arrive in chunks of any size, with a look ahead. Holds no more than what was looked at.
 *
 * A {@link CutShort} of the input counts as an end that comes after every byte before it: {@link peek} then returns
 * fewer bytes, and {@link next} throws it after the last.
 */
export class Reader {
  readonly #input: AsyncIterator<Uint8Array>;
  #ahead: Uint8Array[] = [];
  #aheadBytes = 0;
  #end: { readonly failure?: CutShort } | undefined;
  #closed = false;

  constructor(input: AsyncIterable<Uint8Array>) {
    this.#input = input[Symbol.asyncIterator]();
  }

  /** Why the input ended early, once it has. */
  get failure(): CutShort | undefined {
    return this.#end?.failure;
  }

  /** The next `length` bytes, or what is left where it is less, without taking them. */
  async peek(length: number): Promise<Uint8Array> {
    while (this.#aheadBytes < length && (await this.#pull()));
    const [first = EMPTY, ...rest] = this.#ahead;
    if (first.length >= length || rest.length === 0) return first.subarray(0, length);
    const joined = Buffer.concat(this.#ahead);
    this.#ahead = [joined];
    return joined.subarray(0, length);
  }

  /** Takes exactly `length` bytes, or returns undefined, taking none, where fewer are left. */
  async take(length: number): Promise<Uint8Array | undefined> {
    const bytes = await this.peek(length);
    if (bytes.length < length) return undefined;
    this.#drop(length);
    return bytes;
  }

  /**
   * Takes the next chunk; undefined at the end.
   *
   * @throws CutShort where the input was cut short
   */
  async next(): Promise<Uint8Array | undefined> {
    if (this.#closed) throw new Error('read after its piece was over');
    if (this.#ahead.length === 0) await this.#pull();
    const chunk = this.#ahead.shift();
    if (chunk) this.#aheadBytes -= chunk.length;
    else if (this.#end?.failure) throw this.#end.failure;
    return chunk;
  }

  /** Puts back bytes that were taken and not needed. */
  unread(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#ahead.unshift(bytes);
    this.#aheadBytes += bytes.length;
  }

  /** Everything that is left, chunk by chunk. @throws CutShort where the input was cut short */
  async *rest(): AsyncGenerator<Uint8Array, void> {
    for (let chunk = await this.next(); chunk; chunk = await this.next()) yield chunk;
  }

  /** Ends the input, which may be in the middle. */
  async close(): Promise<void> {
    this.#ahead = [];
    this.#aheadBytes = 0;
    this.#closed = true;
    if (this.#end) return;
    this.#end = {};
    await this.#input.return?.();
  }

  async #pull(): Promise<boolean> {
    while (!this.#end) {
      try {
        const next = await this.#input.next();
        if (next.done) this.#end = {};
        else if (next.value.length > 0) {
          this.#ahead.push(next.value);
          this.#aheadBytes += next.value.length;
          return true;
        }
      } catch (error) {
        if (!(error instanceof CutShort)) throw error;
        this.#end = { failure: error };
      }
    }
    return false;
  }

  #drop(length: number): void {
    this.#aheadBytes -= length;
    for (let left = length; left > 0;) {
      const first = this.#ahead.shift() ?? EMPTY;
      if (first.length > left) this.#ahead.unshift(first.subarray(left));
      left -= first.length;
    }
  }
}

/** All that is left, joined, or the error of `tooMuch` once it is more than `limit` bytes. */
export async function readAll(reader: Reader, limit: number, tooMuch: () => Error): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of reader.rest()) {
    length += chunk.length;
    if (length > limit) throw tooMuch();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
