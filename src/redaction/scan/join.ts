import type { Finding } from '../types.js';

/** A find with the text from its start on, which may be longer than the find. */
interface Valued extends Finding {
  readonly value: string;
}

/**
 * Finds that overlap become one: half a secret would be a leak, so it covers all of them, and is called what the longest
 * is called. Of equally long ones the surest wins.
 */
export class Joining {
  #open: Valued | undefined;
  /** The length of the find that the open one is called after. */
  #named = 0;

  /** Where the open find begins. */
  get start(): number | undefined {
    return this.#open?.start;
  }

  /** Takes finds in the order of their starts; gives those that no later find can overlap. */
  *take(finds: Iterable<Valued>): Generator<Valued, void> {
    for (const find of finds) {
      const open = this.#open;
      const length = find.end - find.start;
      if (!open || find.start >= open.end) {
        if (open) yield whole(open);
        this.#open = find;
        this.#named = length;
        continue;
      }
      const better = length > this.#named || (length === this.#named && find.confidence > open.confidence);
      if (better) this.#named = length;
      const { start, value } = open;
      this.#open = { ...(better ? find : open), start, value, end: Math.max(open.end, find.end) };
    }
  }

  /** The open find goes on up to `end`. */
  extend(end: number): void {
    if (this.#open && end > this.#open.end) this.#open = { ...this.#open, end };
  }

  /** Gives the open find, if it ends at or before `limit`. */
  *close(limit: number): Generator<Valued, void> {
    if (!this.#open || this.#open.end > limit) return;
    yield whole(this.#open);
    this.#open = undefined;
  }
}

const whole = (find: Valued): Valued => ({ ...find, value: find.value.slice(0, find.end - find.start) });
