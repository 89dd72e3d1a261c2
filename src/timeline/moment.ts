/**
 * Moments as people type them: `14:05`, `yesterday 14:05:30.250`, `17 May 14:05`, `2026-05-17T14:05Z`, `5 min ago`; and as
 * they copy them from logs.
 */
import { FIRST_INSTANT, LAST_INSTANT } from '../db/time.js';
import { mayMean } from './formats/clock.js';
import { Reading } from './formats/reading.js';
import { readAt } from './formats/table.js';
import { expectOrders } from './orders.js';
import type { Clock } from './ticks.js';
import { zoneOf } from './zone.js';

export interface Around {
  /** Milliseconds since the epoch, as `near`. */
  readonly now: number;
  /** What is typed without a day is on the day of this moment, and `+5m` counts from it. */
  readonly near: number;
  /** The zone that times are typed in. */
  readonly clock: Clock;
}

const DAY = 86_400_000;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: DAY };
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TIME = '(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?\\s*(am|pm)?';
const ZONE = '(?:\\s*(Z|UTC|[+-]\\d\\d:?\\d\\d))?';
const CLOCK = new RegExp(`^${TIME}${ZONE}$`, 'i');
const ISO_DAY = /^(\d{4})-(\d\d?)-(\d\d?)(?:[T\s]+|$)/i;
const WORD_DAY = /^(today|yesterday|tomorrow)(?:\s+(?:at\s+)?|$)/i;
const MONTH = `(${MONTHS.join('|')})[a-z]*\\.?`;
const DAY_MONTH = new RegExp(`^(\\d{1,2})\\.?\\s+${MONTH}(?:\\s+(\\d{4}))?(?:,?\\s+(?:at\\s+)?|$)`, 'i');
const MONTH_DAY = new RegExp(`^${MONTH}\\s+(\\d{1,2})(?:,?\\s+(\\d{4}))?(?:,?\\s+(?:at\\s+)?|$)`, 'i');
const AGO = /^(\d+(?:\.\d+)?)\s*([a-z]+)\s+ago$/i;
const RELATIVE = /^([+-])\s*(\d+(?:\.\d+)?)\s*([a-z]+)$/i;
const EPOCH = /^(\d{10})(\d{3})?$/;

/** Milliseconds since the epoch; undefined where that is no moment, or one that does not exist or cannot be kept. */
export function parseMoment(typed: string, around: Around): number | undefined {
  const text = typed.trim();
  const moment = typedMoment(text, around) ?? copiedMoment(text, around);
  return moment !== undefined && moment >= FIRST_INSTANT && moment <= LAST_INSTANT ? moment : undefined;
}

function typedMoment(text: string, around: Around): number | undefined {
  const { now, near, clock } = around;
  if (/^now$/i.test(text)) return now;
  const [, seconds, millis = '000'] = EPOCH.exec(text) ?? [];
  if (seconds !== undefined) return Number(seconds + millis);
  const [, amount, agoUnit = ''] = AGO.exec(text) ?? [];
  if (amount !== undefined) return moved(now, -Number(amount), agoUnit);
  const [, sign, by, unit = ''] = RELATIVE.exec(text) ?? [];
  if (by !== undefined) return moved(near, (sign === '-' ? -1 : 1) * Number(by), unit);
  const day = dayOf(text, around);
  if (day === undefined) return undefined;
  return timeOn(day.start, text.slice(day.length), clock);
}

/** A minute without its second, which all formats of logs have. */
const MINUTE_ALONE = /(?<![\d:+-])(\d{1,2}:\d\d)(?![\d:]|\s*[ap]\.?m)/i;

/** In the formats of logs: `17/May/2026:14:05:00 +0000`, `17.05.2026 14:05`, `2026-05-17 14:05 Europe/Berlin`. */
function copiedMoment(text: string, { now, near, clock }: Around): number | undefined {
  const plain = text.replace(/^\[(.*)\]$/, '$1').replace(MINUTE_ALONE, '$1:00');
  const reading = new Reading();
  if (readAt(plain, 0, reading, expectOrders(plain, now), false) !== plain.length) return undefined;
  const { year, month, day, hour, minute, second, nanos, offset, zone } = reading;
  const date = made('', year < 0 ? yearOf(near, clock) : year, month - 1, day);
  if (!date) return undefined;
  const wall = date.start + ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(nanos / 1e6);
  if (zone.includes('/')) return zoneOf(zone)?.instant(wall);
  const own = clock.instant(wall);
  return Number.isNaN(offset) || mayMean(zone, (wall - own) / 60_000) ? own : wall - offset * 60_000;
}

function moved(from: number, amount: number, unit: string): number | undefined {
  const name = /^(?:ms|millis)/i.test(unit) ? 'ms' : unit.charAt(0).toLowerCase();
  if (!/^(?:ms|millis\w*|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)$/i.test(unit))
    return undefined;
  return Math.round(from + amount * (UNITS[name] ?? 0));
}

/** The midnight, as clocks show it, of the day that a text begins with, and how much of the text that is. */
function dayOf(text: string, { now, near, clock }: Around): { start: number; length: number } | undefined {
  const iso = ISO_DAY.exec(text);
  if (iso) return made(iso[0], Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const word = WORD_DAY.exec(text);
  const today = midnight(clock.wall(now));
  if (word) {
    const by = { yesterday: -DAY, tomorrow: DAY }[(word[1] ?? '').toLowerCase()] ?? 0;
    return { start: today + by, length: word[0].length };
  }
  const year = yearOf(near, clock);
  const dayMonth = DAY_MONTH.exec(text);
  if (dayMonth)
    return made(dayMonth[0], Number(dayMonth[3] ?? year), monthOf(dayMonth[2]), Number(dayMonth[1]));
  const monthDay = MONTH_DAY.exec(text);
  if (monthDay)
    return made(monthDay[0], Number(monthDay[3] ?? year), monthOf(monthDay[1]), Number(monthDay[2]));
  return CLOCK.test(text) ? { start: midnight(clock.wall(near)), length: 0 } : undefined;
}

const yearOf = (instant: number, clock: Clock) => new Date(clock.wall(instant)).getUTCFullYear();
const midnight = (wall: number) => Math.floor(wall / DAY) * DAY;
const monthOf = (name = '') => MONTHS.indexOf(name.slice(0, 3).toLowerCase());

function made(matched: string, year: number, month: number, day: number) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  // `Date` takes 30 February for 2 March.
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month && date.getUTCDate() === day;
  return exists ? { start: date.getTime(), length: matched.length } : undefined;
}

function timeOn(day: number, text: string, clock: Clock): number | undefined {
  if (text.trim() === '') return clock.instant(day);
  const [matched, hours, minutes, seconds = '0', fraction = '', half, zone] = CLOCK.exec(text.trim()) ?? [];
  if (matched === undefined) return undefined;
  const hour = hourOf(Number(hours), half?.toLowerCase());
  const [minute, second] = [Number(minutes), Number(seconds)];
  if (hour === undefined || minute > 59 || second > 59) return undefined;
  const wall =
    day + ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  if (zone === undefined) return clock.instant(wall);
  return zoneOf(zone.toUpperCase() === 'Z' ? 'UTC' : zone)?.instant(wall);
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour < 24 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}
