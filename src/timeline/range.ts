/** Ranges of time as a person types and reads them, in the zone in which times are shown. */
import { ShownTimes } from './shown.js';

/** Milliseconds since the epoch; from `from` on, before `to`. Open where one is absent. */
export interface TimeRange {
  readonly from?: number;
  readonly to?: number;
}

const MOMENT = /^(?:(\d{4}-\d\d-\d\d)(?:[T ]|$))?(?:(\d\d:\d\d)(:\d\d)?)?(Z)?$/i;
const IN_UTC = new ShownTimes('UTC');
const BETWEEN = /\s*(?:\.\.\.?|…|–|\bto\b)\s*/i;

/**
 * Reads `2026-05-17 02:00 to 03:30`, `2026-05-17`, `2026-05-17 02:00 to` or `to 2026-05-18`. What is typed as the end
 * is in the range whole: a day until its midnight, a minute until its last second. An end without a day is on the day
 * of the beginning. What ends with a Z is in UTC, in whichever zone times are shown.
 *
 * @returns undefined where that is no range
 */
export function parseRange(text: string, shown: ShownTimes = IN_UTC): TimeRange | undefined {
  const [first = '', last, ...more] = text.trim().split(BETWEEN);
  const from = first === '' ? undefined : moment(first, shown);
  if (more.length > 0 || (first !== '' && !from)) return undefined;
  if (last === undefined) return from && { from: from.start, to: from.end };
  if (last === '') return from && { from: from.start };
  const to = moment(last, shown, from?.day);
  if (!to || (from && to.end <= from.start)) return undefined;
  return { ...(from && { from: from.start }), to: to.end };
}

interface Moment {
  readonly day: string;
  readonly start: number;
  /** Behind the day, minute or second that was typed. */
  readonly end: number;
}

function moment(text: string, shown: ShownTimes, sameDay?: string): Moment | undefined {
  const [, typedDay, clock, second, utc] = MOMENT.exec(text.trim()) ?? [];
  const day = typedDay ?? (clock === undefined ? undefined : sameDay);
  if (day === undefined) return undefined;
  const start = Date.parse(`${day}T${clock ?? '00:00'}${second ?? ':00'}Z`);
  // `Date.parse` takes 30 February for 2 March.
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return undefined;
  const length = clock === undefined ? 86_400_000 : second === undefined ? 60_000 : 1000;
  const instant = (wall: number) => (utc === undefined ? shown.instant(wall) : wall);
  return { day, start: instant(start), end: instant(start + length) };
}

/** The range as one can type it; both ends as they count, so an end is the moment at which it is over. */
export function describeRange({ from, to }: TimeRange, shown: ShownTimes = IN_UTC): string {
  const written = (time: number | undefined) => (time === undefined ? '' : shown.text(time, 0));
  return `${written(from)} – ${written(to)}`.trim();
}
