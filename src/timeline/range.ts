/** Ranges of time as a person types and reads them, in UTC. */

/** Milliseconds since the epoch; from `from` on, before `to`. Open where one is absent. */
export interface TimeRange {
  readonly from?: number;
  readonly to?: number;
}

const MOMENT = /^(?:(\d{4}-\d\d-\d\d)(?:[T ]|$))?(?:(\d\d:\d\d)(:\d\d)?)?Z?$/i;
const BETWEEN = /\s*(?:\.\.\.?|…|–|\bto\b)\s*/i;

/**
 * Reads `2026-05-17 02:00 to 03:30`, `2026-05-17`, `2026-05-17 02:00 to` or `to 2026-05-18`. What is typed as the end
 * is in the range whole: a day until its midnight, a minute until its last second. An end without a day is on the day
 * of the beginning.
 *
 * @returns undefined where that is no range
 */
export function parseRange(text: string): TimeRange | undefined {
  const [first = '', last, ...more] = text.trim().split(BETWEEN);
  const from = first === '' ? undefined : moment(first);
  if (more.length > 0 || (first !== '' && !from)) return undefined;
  if (last === undefined) return from && { from: from.start, to: from.end };
  if (last === '') return from && { from: from.start };
  const to = moment(last, from?.day);
  if (!to || (from && to.end <= from.start)) return undefined;
  return { ...(from && { from: from.start }), to: to.end };
}

interface Moment {
  readonly day: string;
  readonly start: number;
  /** Behind the day, minute or second that was typed. */
  readonly end: number;
}

function moment(text: string, sameDay?: string): Moment | undefined {
  const [, typedDay, clock, second] = MOMENT.exec(text.trim()) ?? [];
  const day = typedDay ?? (clock === undefined ? undefined : sameDay);
  if (day === undefined) return undefined;
  const start = Date.parse(`${day}T${clock ?? '00:00'}${second ?? ':00'}Z`);
  // `Date.parse` takes 30 February for 2 March.
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return undefined;
  const length = clock === undefined ? 86_400_000 : second === undefined ? 60_000 : 1000;
  return { day, start, end: start + length };
}

/** The range as one can type it; both ends as they count, so an end is the moment at which it is over. */
export function describeRange({ from, to }: TimeRange): string {
  const written = (time: number | undefined) =>
    time === undefined ? '' : new Date(time).toISOString().slice(0, 19).replace('T', ' ');
  return `${written(from)} – ${written(to)}`.trim();
}
