/** Dates with names of months and days, in English, as logs have them whatever their language. */
import { NOTHING, readClock, readHalfDays, readZone } from './clock.js';
import { readYearFirst } from './numeric.js';
import { type Reading, yearOfTwo } from './reading.js';
import {
  behindBlanks,
  BLANK,
  COLON,
  COMMA,
  DASH,
  digits,
  four,
  isBlank,
  isDigit,
  isLower,
  isWord,
  number,
  one,
  SLASH,
  two,
} from './text.js';

/** Three letters in one number, without their case. */
const key = (text: string, at: number): number =>
  ((text.charCodeAt(at) | 0x20) << 16) |
  ((text.charCodeAt(at + 1) | 0x20) << 8) |
  (text.charCodeAt(at + 2) | 0x20);

const NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTHS = new Map(NAMES.map((name, at) => [key(name, 0), at + 1]));
const DAYS = new Set(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map(name => key(name, 0)));

/** From 1; 0 where no month is named. */
const monthAt = (text: string, at: number): number => MONTHS.get(key(text, at)) ?? 0;

const WHOLE = 'january february march april may june july august sept october november december'.split(' ');

/** Behind a month's name that is written whole, as Java does where it is short; where it is another word, at its start. */
function behindWhole(text: string, at: number, month: number): number {
  const name = WHOLE[month - 1] ?? '';
  return text.slice(at, at + name.length).toLowerCase() === name ? at + name.length : at;
}

/** A day of one or two digits, behind blanks; the number of its digits is `digits(text, at, 2)`. */
const dayAt = (text: string, at: number): number =>
  digits(text, at, 3) === 1 ? one(text, at) : two(text, at);

/** `Sun May 17 02:00:05 2026`, `Sun, 17 May 2026 02:00:05 GMT`, `Sun 2026-05-17 02:00:05 CEST`. */
export function readWeekday(text: string, at: number, reading: Reading): number {
  if (!DAYS.has(key(text, at))) return NOTHING;
  const comma = text.charCodeAt(at + 3) === COMMA ? at + 4 : at + 3;
  if (text.charCodeAt(comma) !== BLANK) return NOTHING;
  const next = behindBlanks(text, comma, 2);
  if (!isDigit(text.charCodeAt(next))) return readMonth(text, next, reading);
  return digits(text, next, 5) === 4 ? readYearFirst(text, next, reading) : readDay(text, next, reading);
}

/**
 * `May 17 02:00:05`, `May 17 02:00:05 2026`, `May 17 02:00:05 UTC 2026`, `May 17 2026 02:00:05`,
 * `May 17, 2026 2:00:05 PM`.
 */
export function readMonth(text: string, at: number, reading: Reading): number {
  const month = monthAt(text, at);
  if (month === 0) return NOTHING;
  let next = at + 3;
  if (isLower(text.charCodeAt(next))) next = behindWhole(text, at, month);
  if (text.charCodeAt(next) !== BLANK) return NOTHING;
  next = behindBlanks(text, next, 2);
  const day = dayAt(text, next);
  const behind = next + digits(text, next, 2);
  const comma = text.charCodeAt(behind) === COMMA;
  const start = behindBlanks(text, comma ? behind + 1 : behind, 2);
  if (start === behind) return NOTHING;
  const year = digits(text, start, 5) === 4 ? four(text, start) : -1;
  if (!reading.date(year, month, day)) return NOTHING;
  if (year < 0) return comma ? NOTHING : readYearBehind(text, start, reading);
  const gap = text.charCodeAt(start + 4) === COMMA ? start + 5 : start + 4;
  const clock = behindBlanks(text, gap, 2);
  const end = clock > start + 4 ? readHalfDays(text, clock, reading) : NOTHING;
  return end === NOTHING ? NOTHING : readZone(text, end, reading);
}

/** A clock, and a year behind it where there is one. */
function readYearBehind(text: string, at: number, reading: Reading): number {
  const clock = readClock(text, at, reading);
  if (clock === NOTHING) return NOTHING;
  const end = readZone(text, clock, reading);
  const { month, day } = reading;
  const year = text.charCodeAt(end) === BLANK && digits(text, end + 1, 5) === 4 ? four(text, end + 1) : -1;
  // Behind a clock there may be the name of a machine, too.
  const next = text.charCodeAt(end + 5);
  const isYear =
    year >= 1970 && year < 2200 && !isWord(next) && next !== DASH && !(next >= 0x2e && next <= 0x2f);
  if (!isYear) return end;
  return reading.date(year, month, day) ? end + 5 : NOTHING;
}

/** `17 May 2026 02:00:05.123`, `17-May-2026 02:00:05`, `17/May/2026:02:00:05 +0000`, `17 May 02:00:05.123`. */
export function readDay(text: string, at: number, reading: Reading): number {
  const length = digits(text, at, 3);
  if (length === 0 || length > 2) return NOTHING;
  const sign = text.charCodeAt(at + length);
  if (sign !== BLANK && sign !== DASH && sign !== SLASH) return NOTHING;
  const name = at + length + 1;
  const month = monthAt(text, name);
  if (month === 0 || text.charCodeAt(name + 3) !== sign) return NOTHING;
  const next = name + 4;
  const year = digits(text, next, 5) === 4 ? four(text, next) : -1;
  if (!reading.date(year, month, number(text, at, length))) return NOTHING;
  if (year < 0) {
    const end = readClock(text, next, reading);
    // Without a year, only what has a fraction is surely a time.
    return sign !== BLANK || end === next + 8 ? NOTHING : end;
  }
  const gap = text.charCodeAt(next + 4);
  if (gap !== COLON && !isBlank(gap)) return NOTHING;
  // Erlang writes two colons.
  const start = gap === COLON && text.charCodeAt(next + 5) === COLON ? next + 6 : next + 5;
  const end = readHalfDays(text, start, reading);
  return end === NOTHING ? NOTHING : readZone(text, end, reading);
}

const LEVELS = new Set(['I', 'W', 'E', 'F', 'D'].map(letter => letter.charCodeAt(0)));

/** `I0517 02:00:05.123456`, `I260517 …` and `I20260517 …`, as klog, CockroachDB and glog have it. */
export function readKlog(text: string, at: number, reading: Reading): number {
  if (!LEVELS.has(text.charCodeAt(at))) return NOTHING;
  const length = digits(text, at + 1, 9);
  if (length !== 4 && length !== 6 && length !== 8) return NOTHING;
  const from = at + 1 + length - 4;
  const year = length === 8 ? four(text, at + 1) : length === 6 ? yearOfTwo(two(text, at + 1)) : -1;
  if (!reading.date(year, two(text, from), two(text, from + 2)) || text.charCodeAt(from + 4) !== BLANK)
    return NOTHING;
  const end = readClock(text, from + 5, reading);
  return end === from + 13 ? NOTHING : end;
}
