/** How times are shown, everywhere alike: in the zone that a person picks. */
import { UTC, type Zone, zoneOf } from './zone.js';

export class ShownTimes {
  readonly #zone: Zone;

  /** @param zone a name of IANA, an offset, or `UTC`, which is also taken where there is no such zone */
  constructor(zone: string) {
    this.#zone = zoneOf(zone) ?? UTC;
  }

  /** The zone's name. */
  get zone(): string {
    return this.#zone.name;
  }

  /**
   * `2026-05-17 04:00:05.120`.
   *
   * @param instant milliseconds since the epoch
   * @param digits of the second's fraction, up to 3
   */
  text(instant: number, digits = 3): string {
    const wall = this.wall(instant);
    if (!(Math.abs(wall) <= LAST)) return '';
    const whole = new Date(wall).toISOString().replace('T', ' ').slice(0, -1);
    return digits === 0 ? whole.slice(0, -4) : whole.slice(0, whole.length - 3 + digits);
  }

  /** The same with the zone behind it: `2026-05-17 04:00:05.120 +02:00`, or `… UTC`. */
  full(instant: number, digits = 3): string {
    return `${this.text(instant, digits)} ${this.offset(instant)}`;
  }

  /** How far the zone is ahead at an instant: `+02:00`, or `UTC` where that is the zone. */
  offset(instant: number): string {
    return this.#zone === UTC ? 'UTC' : describeOffset(this.#zone.ahead(instant)).slice(0, 6);
  }

  /** What the zone's clocks show, in milliseconds since the epoch as if they showed UTC. */
  wall(instant: number): number {
    return instant + this.#zone.ahead(instant);
  }

  /** The instant at which the zone's clocks show this. */
  instant(wall: number): number {
    return this.#zone.instant(wall);
  }
}

/** The last instant that `Date` knows. */
const LAST = 8.64e15;

const two = (value: number) => String(value).padStart(2, '0');

/** An offset as a person reads and types it: `+00:02:30`, with milliseconds where there are some. */
export function describeOffset(milliseconds: number): string {
  const absolute = Math.abs(milliseconds);
  const seconds = Math.floor(absolute / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const fraction = absolute % 1000 === 0 ? '' : `.${String(absolute % 1000).padStart(3, '0')}`;
  const sign = milliseconds < 0 ? '-' : '+';
  return `${sign}${two(hours)}:${two(minutes)}:${two(seconds % 60)}${fraction}`;
}

const TYPED_OFFSET = /^([+-])?(\d{1,4}):([0-5]\d):([0-5]\d)(?:\.(\d{1,3}))?$/;

/** Milliseconds of `+00:02:30`, `-1:00:00.250` or `0`; undefined where that is no offset. */
export function parseOffset(text: string): number | undefined {
  if (/^[+-]?0*$/.test(text.trim())) return 0;
  const [matched, sign, hours, minutes, seconds, fraction = ''] = TYPED_OFFSET.exec(text.trim()) ?? [];
  if (matched === undefined) return undefined;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (sign === '-' ? -1 : 1) * (whole * 1000 + Number(fraction.padEnd(3, '0')));
}
