import type { Limits } from './limits.js';
import { type CutShort, over } from './cut.js';

/** What one source has cost so far. Every method that counts throws {@link CutShort} beyond its limit. */
export class Budget {
  #read = 0;
  #unpacked = 0;
  #entries = 0;
  #buffered = 0;

  constructor(readonly limits: Limits) {}

  /** Counts bytes of the source itself. */
  read(bytes: number): void {
    this.#read += bytes;
  }

  /** Counts bytes that came out of a compression. */
  unpacked(bytes: number): void {
    this.#unpacked += bytes;
    const over = this.overUnpacked();
    if (over) throw over;
  }

  /** Whether nothing more may be unpacked at all. */
  overUnpacked(): CutShort | undefined {
    const { unpackedBytes, ratio, ratioFloor } = this.limits;
    if (this.#unpacked > unpackedBytes) return over('unpackedBytes', unpackedBytes);
    if (this.#unpacked > ratioFloor && this.#unpacked > this.#read * ratio) return over('ratio', ratio);
    return undefined;
  }

  entry(): void {
    if (++this.#entries > this.limits.entries) throw over('entries', this.limits.entries);
  }

  /** Counts bytes as held in memory until they are {@link release}d. */
  hold(bytes: number): void {
    this.#buffered += bytes;
    if (this.#buffered > this.limits.bufferedBytes) throw over('bufferedBytes', this.limits.bufferedBytes);
  }

  release(bytes: number): void {
    this.#buffered -= bytes;
  }
}
