/** Cutting a stream of bytes into chunks at line ends. */
import { asBuffer, behindLastLineEnd, characterBorder, type Encoding } from './encoding.js';

/** The most original bytes in one chunk. */
export const CHUNK_BYTES = 1024 * 1024;

/**
 * How much of a cut line's earlier text is searched again with each further piece of it, in bytes: a match that spans
 * the cut is found as long as no more of it lies before the cut.
 */
const OVERLAP_BYTES = 64 * 1024;

/** A chunk of the original bytes. */
export interface Piece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where it begins in the original. */
  readonly offset: number;
  /** The end of the piece before, where this piece goes on with its line; empty where it begins a line. */
  readonly before: Uint8Array<ArrayBuffer>;
  /** Whether its last line goes on in the next piece. */
  readonly isOpen: boolean;
}

/**
 * Cuts bytes into chunks of at most `CHUNK_BYTES`: each ends behind the last line end that fits or, in a line longer
 * than that, between two characters. The chunks depend on the bytes alone, not on how they came in.
 *
 * Bytes are written into `room`, then `took` is told how many; so a file is read without a copy.
 */
export class Cutter {
  #buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  readonly #free: Buffer<ArrayBuffer>[] = [];
  #filled = 0;
  #offset = 0;
  #before = new Uint8Array();

  constructor(private readonly encoding: Encoding) {}

  /** Where the next bytes go; never empty. It is another piece of memory after each call of `took`. */
  get room(): Uint8Array<ArrayBuffer> {
    return this.#buffer.subarray(this.#filled);
  }

  /** @returns the chunk that the bytes just written into `room` completed */
  took(bytes: number): Piece | undefined {
    this.#filled += bytes;
    if (this.#filled < CHUNK_BYTES) return undefined;
    const lineEnd = behindLastLineEnd(this.#buffer, this.encoding);
    if (lineEnd > 0) return this.#cut(lineEnd);
    // The byte at the border has to be seen, so the cut is before the last character that may be whole.
    const border = characterBorder(this.#buffer, this.encoding, CHUNK_BYTES - 4);
    return this.#cut(border, overlapOf(this.#buffer.subarray(0, border), this.encoding));
  }

  /** Takes back the memory of a piece that is done with, so that a large file needs no more of it than a small one. */
  reuse(memory: ArrayBuffer): void {
    if (memory.byteLength === CHUNK_BYTES) this.#free.push(Buffer.from(memory));
  }

  /** @returns the last chunk; undefined where nothing is left */
  end(): Piece | undefined {
    return this.#filled === 0 ? undefined : this.#cut(this.#filled);
  }

  #cut(at: number, overlap?: Uint8Array<ArrayBuffer>): Piece {
    const full = this.#buffer;
    const piece = {
      bytes: full.subarray(0, at),
      offset: this.#offset,
      before: this.#before,
      isOpen: overlap !== undefined,
    };
    this.#buffer = this.#free.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES);
    full.copy(this.#buffer, 0, at, this.#filled);
    this.#filled -= at;
    this.#offset += at;
    this.#before = overlap ?? new Uint8Array();
    return piece;
  }
}

/** The end of a piece, as a copy: what the next piece of the same line is searched together with. */
export function overlapOf(piece: Uint8Array, encoding: Encoding): Uint8Array<ArrayBuffer> {
  const bytes = asBuffer(piece);
  const line = bytes.subarray(behindLastLineEnd(bytes, encoding));
  if (line.length <= OVERLAP_BYTES) return new Uint8Array(line);
  return new Uint8Array(line.subarray(characterBorder(line, encoding, line.length - OVERLAP_BYTES)));
}
