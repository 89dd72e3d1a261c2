/** The marks of a time axis: at round times of the zone that times are shown in. */
import { scaleUtc } from 'd3-scale';
import { FIRST_INSTANT, LAST_INSTANT } from '../db/time.js';

/** What clocks of a zone show at instants, both in milliseconds since the epoch. */
export interface Clock {
  wall(instant: number): number;
  instant(wall: number): number;
}

export interface Tick {
  readonly at: number;
  /** As exact as the axis needs it: `14:05`, `14:05:30.250`, `17 May`, `2026`. */
  readonly label: string;
  /** The day, where it is another one than that of the tick before and `label` does not tell it. */
  readonly day: string | null;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/**
 * @param from milliseconds since the epoch, as `to`
 * @param count about how many there is room for
 */
export function ticksOf(from: number, to: number, count: number, clock: Clock): Tick[] {
  const walls = [from, to].map(instant => clock.wall(instant));
  if (!walls.every(wall => wall >= FIRST_INSTANT - DAY && wall <= LAST_INSTANT + DAY)) return [];
  const ticks = scaleUtc().domain(walls).ticks(Math.max(1, count)).map(Number);
  const step = (ticks[1] ?? Infinity) - (ticks[0] ?? 0);
  let last = '';
  return ticks.map(wall => {
    const iso = isoOf(wall);
    const day = iso.slice(0, 10);
    const isOther = day !== last && step < DAY;
    last = day;
    return { at: clock.instant(wall), label: labelOf(iso, step), day: isOther ? day : null };
  });
}

function isoOf(wall: number): string {
  // Years before 0 and after 9999 have a sign and more digits.
  return new Date(wall).toISOString().replace(/^[+-]\d\d(?=\d{4}-)/, '');
}

function labelOf(iso: string, step: number): string {
  if (step < SECOND) return iso.slice(11, 23);
  if (step < MINUTE) return iso.slice(11, 19);
  if (step < DAY) return iso.slice(11, 16);
  if (step < 27 * DAY) return iso.slice(0, 10);
  return step < 360 * DAY ? iso.slice(0, 7) : iso.slice(0, 4);
}
