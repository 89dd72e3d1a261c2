/**
 * Time zones: how far a clock is ahead of UTC at a moment, and which moment it is when a clock shows a time. Rules come
 * from Intl, a year at a time, since asking it for each line would take a thousand times as long.
 */

export interface Zone {
  /** The name of IANA, or an offset. */
  readonly name: string;
  /** Milliseconds that its clocks are ahead of UTC at an instant, in milliseconds since the epoch. */
  ahead(instant: number): number;
  /**
   * The instant at which its clocks show this, in milliseconds since the epoch. What clocks show twice is the first time
   * that is not before `near`; what they leave out counts by the clock before it, as RFC 5545 has it.
   *
   * @param wall what the clock shows, as if it showed UTC
   */
  instant(wall: number, near?: number): number;
}

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** How far a line's time may be before that of the line before it, as lines of several threads are. */
const BACKWARDS = 30_000;
const OFFSET = /^([+-])(\d\d):?(\d\d)?(?::?(\d\d))?$/;

class Fixed implements Zone {
  constructor(
    readonly name: string,
    private readonly offset: number,
  ) {}

  ahead(): number {
    return this.offset;
  }

  instant(wall: number): number {
    return wall - this.offset;
  }
}

export const UTC: Zone = new Fixed('UTC', 0);

/** A stretch of time in which clocks are not set. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly ahead: number;
}

class Named implements Zone {
  readonly #format: Intl.DateTimeFormat;
  readonly #years = new Map<number, readonly Span[]>();
  #last: Span = { from: 0, to: 0, ahead: 0 };

  /** @throws RangeError where there is no such zone */
  constructor(readonly name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  ahead(instant: number): number {
    if (!(instant >= this.#last.from && instant < this.#last.to)) this.#last = this.#spanOf(instant);
    return this.#last.ahead;
  }

  instant(wall: number, near?: number): number {
    const { from, to, ahead } = this.#last;
    // Far from where clocks are set, there is nothing to decide.
    if (wall - DAY >= from && wall + DAY < to) return wall - ahead;
    const before = wall - this.ahead(wall - DAY);
    const after = wall - this.ahead(wall + DAY);
    const isBefore = before + this.ahead(before) === wall;
    const isAfter = after + this.ahead(after) === wall;
    if (isBefore && isAfter) return near !== undefined && before < near - BACKWARDS ? after : before;
    return isAfter ? after : before;
  }

  #spanOf(instant: number): Span {
    if (Number.isNaN(instant)) return { from: 0, to: 0, ahead: 0 };
    const year = new Date(instant).getUTCFullYear();
    let spans = this.#years.get(year);
    if (!spans) this.#years.set(year, (spans = this.#read(year)));
    return spans.find(({ to }) => instant < to) ?? this.#last;
  }

  #read(year: number): Span[] {
    const end = Date.UTC(year + 1, 0, 1);
    const spans: Span[] = [];
    let from = Date.UTC(year, 0, 1);
    let ahead = this.#ask(from);
    for (let at = from; at < end; at += WEEK) {
      const next = Math.min(at + WEEK, end);
      const then = this.#ask(next);
      if (then === ahead) continue;
      const to = this.#change(at, next, then);
      spans.push({ from, to, ahead });
      from = to;
      ahead = then;
    }
    spans.push({ from, to: end, ahead });
    return spans;
  }

  /** The instant between two at which clocks were set. */
  #change(before: number, behind: number, then: number): number {
    while (behind - before > 1) {
      const middle = Math.floor((before + behind) / 2);
      if (this.#ask(middle) === then) behind = middle;
      else before = middle;
    }
    return behind;
  }

  #ask(instant: number): number {
    const parts = new Map(this.#format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const year = parts.get('era') === 'BC' ? 1 - of('year') : of('year');
    const wall = Date.UTC(year, of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
    return wall - Math.floor(instant / 1000) * 1000;
  }
}

const known = new Map<string, Zone>();

/**
 * The zone of a name of IANA, of `UTC`, or of an offset such as `+02:00`, `+0200` or `-05`; undefined where there is no
 * such zone.
 */
export function zoneOf(name: string): Zone | undefined {
  const found = known.get(name);
  if (found) return found;
  const zone = read(name);
  if (zone) known.set(name, zone);
  return zone;
}

function read(name: string): Zone | undefined {
  if (/^(?:utc|z)$/i.test(name)) return UTC;
  const [matched, sign, hours, minutes = '0', seconds = '0'] = OFFSET.exec(name) ?? [];
  if (matched !== undefined) {
    const ahead = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return new Fixed(name, (sign === '-' ? -1 : 1) * ahead * 1000);
  }
  try {
    return new Named(name);
  } catch {
    return undefined;
  }
}

/** The zone of this machine. */
export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
