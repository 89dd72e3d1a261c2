/** The times that the lines of one log bear. */
import { mayMean } from './formats/clock.js';
import type { Orders } from './formats/numeric.js';
import { isLeap, Reading, startOfDay } from './formats/reading.js';
import { Header } from './header.js';
import { findInner, readInnerJson, readLeading } from './lead.js';
import { expectOrders } from './orders.js';
import { UTC, type Zone, zoneOf } from './zone.js';

/** What is known of a log beside its text. */
export interface LogClock {
  /** The zone of times that bear none: a name of IANA or an offset; UTC where it is absent or unknown. */
  readonly zone?: string | undefined;
  /** Milliseconds since the epoch, such as when the log was attached: no time without a year is later than a day after. */
  readonly reference: number;
  /** Milliseconds that are added to each time. */
  readonly clockOffset?: number | undefined;
  /** When the machine started, in milliseconds since the epoch: without it, times counted from there are not known. */
  readonly boot?: number | undefined;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** How much later than the attaching a time without a date may be, since clocks differ. */
const MINUTES = 600_000;
/** Years that are looked back for one that has 29 February. */
const LEAP_YEARS = 8;

/**
 * Reads the times of a log's lines, in their order. An instant is a number of milliseconds since the epoch, with `nanos`
 * beside it: a number alone holds no nanoseconds of today. A line's year, where none is written, is the one that brings it
 * nearest to the line before; its day, the one that puts it behind that line. For the first line it is the last possible.
 */
export class LineTimes {
  /** Nanoseconds behind the millisecond of the last time that was read, from 0 to 999,999. */
  nanos = 0;
  /** The last time, which also holds for lines without one of their own; undefined before the first one. */
  last: number | undefined;
  readonly #reading = new Reading();
  readonly #zone: Zone;
  readonly #isZoneSaid: boolean;
  readonly #reference: number;
  readonly #added: number;
  readonly #boot: number | undefined;
  readonly #header = new Header();
  #orders: Orders = { short: 'ymd', long: 'mdy', daytime: false };
  /** The last instant as it was written, for the year and the second hour of a clock that is set back. */
  #near: number | undefined;
  #dayKey = -1;
  #dayStart = 0;

  constructor({ zone, reference, clockOffset = 0, boot }: LogClock) {
    const said = zone === undefined ? undefined : zoneOf(zone);
    this.#zone = said ?? UTC;
    this.#isZoneSaid = said !== undefined;
    this.#reference = reference;
    this.#added = clockOffset;
    this.#boot = boot;
  }

  /**
   * Looks at the beginning of a log, or of a part of it: in which order the numbers of dates stand, and where in its
   * lines the times do. Without it, each line is read for itself.
   */
  sniff(text: string): void {
    this.#orders = expectOrders(text, this.#reference);
    this.#header.learn(text, this.#orders, this.#reference + DAY);
  }

  /** The time of a line, or the one of the last line that has one. */
  of(text: string, start = 0, end = text.length): number | undefined {
    return this.own(text, start, end) ?? this.last;
  }

  /** The time that a line bears itself, in milliseconds since the epoch. The line's end is not part of the line. */
  own(text: string, start = 0, end = text.length): number | undefined {
    const time = this.#find(text, start, end) ? this.#instant() : undefined;
    if (time === undefined) return undefined;
    this.#near = time;
    this.last = time + this.#added;
    return this.last;
  }

  #find(text: string, start: number, end: number): boolean {
    const reading = this.#reading;
    const place = readLeading(text, start, end, reading, this.#orders);
    if (place !== 'elsewhere') return place === 'read';
    const found = findInner(text, start, end, reading, this.#orders);
    if (found !== -1) return this.#header.allows(text, start, found);
    return (
      readInnerJson(text, start, end, reading, this.#orders) ||
      this.#header.readColumn(text, start, end, reading)
    );
  }

  /** What was read as an instant; undefined where it cannot be known. */
  #instant(): number | undefined {
    const reading = this.#reading;
    this.nanos = reading.nanos % 1_000_000;
    const milliseconds = (reading.nanos - this.nanos) / 1_000_000;
    if (reading.kind === 'clock') return this.#ofClock(milliseconds);
    if (reading.kind === 'daytime') return this.#withoutDay(milliseconds);
    const since = reading.kind === 'epoch' ? 0 : this.#boot;
    return since === undefined ? undefined : since + reading.count * 1000 + milliseconds;
  }

  #ofClock(milliseconds: number): number | undefined {
    const { year, month, day } = this.#reading;
    const time = this.#timeOfDay(milliseconds);
    if (year < 0) return this.#withoutYear(time);
    const key = (year * 16 + month) * 32 + day;
    if (key !== this.#dayKey) {
      this.#dayKey = key;
      this.#dayStart = startOfDay(year, month, day);
    }
    return this.#inZone(this.#dayStart + time);
  }

  #timeOfDay(milliseconds: number): number {
    const { hour, minute, second } = this.#reading;
    return ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  }

  #inZone(wall: number): number {
    const { offset, zone } = this.#reading;
    const own = zone === '' ? undefined : this.#named(zone, wall);
    if (own) return own.instant(wall, this.#near);
    if (!Number.isNaN(offset)) return wall - offset * 60_000;
    return this.#zone === UTC ? wall : this.#zone.instant(wall, this.#near);
  }

  /** The zone that a name means: a name of IANA, or the zone that a person said where the name may mean it. */
  #named(name: string, wall: number): Zone | undefined {
    if (name.includes('/')) return zoneOf(name);
    const meant = this.#isZoneSaid && mayMean(name, this.#zone.ahead(wall) / 60_000);
    return meant ? this.#zone : undefined;
  }

  /** The first day that puts it behind the line before, but not behind when it was attached; else the last possible one. */
  #withoutDay(milliseconds: number): number {
    const time = this.#timeOfDay(milliseconds);
    const near = this.#near ?? this.#reference;
    // The offset of the zone may shift the day by one to either side.
    const today = Math.floor(near / DAY) * DAY;
    const last = Math.max(this.#reference + MINUTES, near);
    const possible = [-2, -1, 0, 1, 2]
      .map(days => this.#inZone(today + days * DAY + time))
      .filter(instant => instant <= last);
    // Lines may be late for one another, but not by long: what goes farther back is of the next day.
    const next = this.#near === undefined ? undefined : possible.find(instant => instant >= near - HOUR);
    return next ?? Math.max(...possible);
  }

  /** The year that brings it nearest to the line before, but not into what was the future when it was attached. */
  #withoutYear(time: number): number | undefined {
    const { month, day } = this.#reading;
    const near = this.#near;
    const first = new Date(near ?? this.#reference).getUTCFullYear() + 1;
    let best: number | undefined;
    for (let year = first; year > first - LEAP_YEARS - 2; year--) {
      if (month === 2 && day === 29 && !isLeap(year)) continue;
      const instant = this.#inZone(startOfDay(year, month, day) + time);
      if (instant > this.#reference + DAY) continue;
      if (near === undefined) return instant;
      // From the latest year on, each is nearer until one is farther.
      if (best !== undefined && Math.abs(instant - near) >= Math.abs(best - near)) break;
      best = instant;
    }
    return best;
  }
}
