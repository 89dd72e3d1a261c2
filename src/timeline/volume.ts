/** How many lines a log has at which time, by level. */
import { type Level, LEVELS } from './level.js';

/** The most buckets that are kept. */
const MOST = 2000;
/** Milliseconds of a bucket: each is a multiple of the one before, so that buckets can be joined. */
const WIDTHS = [1, 2, 10, 30, 60, 120, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800, 2_419_200].map(
  seconds => seconds * 1000,
);

/** Buckets that hold lines, in the order of time. Those without any are left out, so a stray time costs no room. */
export interface Counts extends Record<Level, number[]> {
  /** When each begins, in milliseconds since the epoch. */
  readonly at: number[];
}

export class Volume {
  timed = 0;
  untimed = 0;
  first: number | null = null;
  last: number | null = null;
  #width = 0;
  #buckets = new Map<number, number[]>();
  #at = NaN;
  #bucket: number[] = [];

  /** @param time milliseconds since the epoch; undefined where the line has none */
  add(time: number | undefined, level: Level): void {
    if (time === undefined) {
      this.untimed++;
      return;
    }
    this.timed++;
    if (this.first === null || time < this.first) this.first = time;
    if (this.last === null || time > this.last) this.last = time;
    const at = Math.floor(time / this.width);
    if (at !== this.#at) this.#enter(at);
    const place = LEVELS.indexOf(level);
    this.#bucket[place] = (this.#bucket[place] ?? 0) + 1;
  }

  /** Milliseconds of a bucket. */
  get width(): number {
    return WIDTHS[this.#width] ?? Infinity;
  }

  get counts(): Counts {
    const sorted = [...this.#buckets].sort(([one], [other]) => one - other);
    const of = (level: Level) => sorted.map(([, counts]) => counts[LEVELS.indexOf(level)] ?? 0);
    return {
      at: sorted.map(([at]) => at * this.width),
      error: of('error'),
      warning: of('warning'),
      info: of('info'),
      other: of('other'),
    };
  }

  #enter(at: number): void {
    let found = this.#buckets.get(at);
    if (!found) this.#buckets.set(at, (found = [0, 0, 0, 0]));
    this.#at = at;
    this.#bucket = found;
    while (this.#buckets.size > MOST && this.#width < WIDTHS.length - 1) this.#widen();
  }

  /** Joins buckets to wider ones; the one that is counted in becomes part of one. */
  #widen(): void {
    const narrow = this.width;
    this.#width++;
    const times = this.width / narrow;
    const joined = new Map<number, number[]>();
    for (const [at, counts] of this.#buckets) {
      const wide = Math.floor(at / times);
      const sum = joined.get(wide);
      if (sum) counts.forEach((count, place) => (sum[place] = (sum[place] ?? 0) + count));
      else joined.set(wide, counts);
    }
    this.#buckets = joined;
    this.#at = Math.floor(this.#at / times);
    this.#bucket = joined.get(this.#at) ?? [];
  }
}
