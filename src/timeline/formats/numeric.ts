/** Dates in numbers. */
import { behindGap, NOTHING, readBareClock, readClock, readHalfDays, readZone } from './clock.js';
import { isLeap, type Reading, startOfDay, yearOfTwo } from './reading.js';
import {
  behindBlanks,
  BLANK,
  COLON,
  COMMA,
  DASH,
  digits,
  DOT,
  four,
  isBlank,
  isDigit,
  isWord,
  number,
  one,
  PLUS,
  SLASH,
  two,
} from './text.js';

/**
 * `2026-05-17T02:00:05.123Z`, `2026-05-17 02:00:05,123`, `2026/05/17 02:00:05 PM`, `2026.05.17 02:00:05`: the signs
 * between the numbers are the same. Also `2026-W20-7T02:00:05` and `2026-137T02:00:05`.
 */
export function readYearFirst(text: string, at: number, reading: Reading): number {
  const sign = text.charCodeAt(at + 4);
  if (sign !== DASH && sign !== SLASH && sign !== DOT) return NOTHING;
  if (text.charCodeAt(at + 7) !== sign) return sign === DASH ? readCountedDay(text, at, reading) : NOTHING;
  if (!reading.date(four(text, at), two(text, at + 5), two(text, at + 8))) return NOTHING;
  const behind = at + 10;
  // `2026-05-17-02.00.05.123456`, as DB2 has it.
  if (sign === DASH && text.charCodeAt(behind) === DASH) return readDotted(text, behind + 1, reading);
  const start = behindGap(text, behind);
  if (start === NOTHING) return NOTHING;
  const end = readHalfDays(text, start, reading);
  if (end !== NOTHING) return readZone(text, end, reading);
  return sign === DASH && start === behind + 1 ? readShort(text, start, reading) : NOTHING;
}

const DAY = 86_400_000;

/** Behind a year and a dash, the number of its week and of the day in it, or of its day. */
function readCountedDay(text: string, at: number, reading: Reading): number {
  const year = four(text, at);
  const isWeek = text.charCodeAt(at + 5) === 0x57;
  const behind = isWeek ? at + 10 : at + 8;
  const day = isWeek
    ? dayOfWeek(year, two(text, at + 6), text.charCodeAt(at + 8) === DASH ? one(text, at + 9) : -1)
    : dayOfYear(year, digits(text, at + 5, 4) === 3 ? number(text, at + 5, 3) : -1);
  // With a blank, it may be any two numbers.
  if (day === undefined || (text.charCodeAt(behind) | 0x20) !== 0x74) return NOTHING;
  const date = new Date(day);
  if (!reading.date(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())) return NOTHING;
  const end = readClock(text, behind + 1, reading);
  return end === NOTHING ? NOTHING : readZone(text, end, reading);
}

/** Milliseconds from the epoch to a day of a year, counted from 1. */
function dayOfYear(year: number, day: number): number | undefined {
  return day < 1 || day > (isLeap(year) ? 366 : 365) ? undefined : startOfDay(year, 1, 1) + (day - 1) * DAY;
}

/** The same of a week, counted from 1, of which the first has 4 January in it. Its first day is Monday. */
function dayOfWeek(year: number, week: number, day: number): number | undefined {
  if (week < 1 || week > 53 || day < 1 || day > 7) return undefined;
  const fourth = startOfDay(year, 1, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY + (week - 1) * 7 * DAY;
  // A week is of the year that its Thursday is in.
  return new Date(monday + 3 * DAY).getUTCFullYear() === year ? monday + (day - 1) * DAY : undefined;
}

function readDotted(text: string, at: number, reading: Reading): number {
  const [hour, minute, second] = [two(text, at), two(text, at + 3), two(text, at + 6)];
  if (text.charCodeAt(at + 2) !== DOT || text.charCodeAt(at + 5) !== DOT) return NOTHING;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return NOTHING;
  const fraction = text.charCodeAt(at + 8) === DOT ? Math.min(digits(text, at + 9), 9) : 0;
  const bare = `${text.slice(at, at + 2)}${text.slice(at + 3, at + 5)}${text.slice(at + 6, at + 9 + fraction)}`;
  return readBareClock(bare, 0, reading) === NOTHING ? NOTHING : at + 8 + (fraction > 0 ? fraction + 1 : 0);
}

/** `02:00Z`: seconds may be missing where a zone says that it is a time, or a T before it. */
function readShort(text: string, at: number, reading: Reading): number {
  const [hour, minute] = [two(text, at), two(text, at + 3)];
  if (text.charCodeAt(at + 2) !== COLON || hour < 0 || hour > 23 || minute < 0 || minute > 59) return NOTHING;
  reading.hour = hour;
  reading.minute = minute;
  reading.second = reading.nanos = 0;
  const next = text.charCodeAt(at + 5);
  const isSure = (text.charCodeAt(at - 1) | 0x20) === 0x74;
  if (next === BLANK && !isSure) return NOTHING;
  const end = readZone(text, at + 5, reading);
  if (end > at + 5) return end;
  return isSure && !isWord(next) && next !== COLON && next !== DASH && next !== PLUS ? end : NOTHING;
}

/** `20260517T020005.123Z`, `20171223-22:15:29:606`, `20081109 20:35:18`. */
export function readCompact(text: string, at: number, reading: Reading): number {
  if (!reading.date(four(text, at), two(text, at + 4), two(text, at + 6))) return NOTHING;
  const sign = text.charCodeAt(at + 8);
  const start = at + 9;
  const basic = sign === 0x54 ? readBareClock(text, start, reading) : NOTHING;
  if (basic !== NOTHING) return readZone(text, basic, reading);
  if (sign !== 0x54 && sign !== DASH && sign !== BLANK) return NOTHING;
  const end = readClock(text, start, reading);
  return end === NOTHING ? NOTHING : readZone(text, end, reading);
}

/** `081109 203518`, as HDFS has it, and `170516  9:00:05` of older MySQL. */
export function readSixes(text: string, at: number, reading: Reading): number {
  if (text.charCodeAt(at + 6) !== BLANK) return NOTHING;
  if (!reading.date(yearOfTwo(two(text, at)), two(text, at + 2), two(text, at + 4))) return NOTHING;
  const start = behindBlanks(text, at + 6, 2);
  const end =
    digits(text, start) === 6 ? readBareClock(text, start, reading) : readClock(text, start, reading);
  return end !== NOTHING && isWord(text.charCodeAt(end)) ? NOTHING : end;
}

/** `03-17 16:13:38.811`, as logcat has it, and `[03.17 16:13:38]` of Proxifier. */
export function readYearless(text: string, at: number, reading: Reading): number {
  if (text.charCodeAt(at + 5) !== BLANK || !reading.date(-1, two(text, at), two(text, at + 3)))
    return NOTHING;
  const end = readClock(text, at + 6, reading);
  // Without a year, only what has a fraction or brackets is surely a time.
  const isBracketed = text.charCodeAt(at - 1) === 0x5b && text.charCodeAt(end) === 0x5d;
  return end === at + 14 && !isBracketed ? NOTHING : end;
}

/** `02:00:05.123`, `02:00:05`: Logback's own pattern, and that of many programs. */
export function readDaytime(text: string, at: number, reading: Reading, { daytime }: Orders): number {
  if (!daytime || text.charCodeAt(at + 2) !== COLON) return NOTHING;
  const clock = readHalfDays(text, at, reading);
  if (clock === NOTHING) return NOTHING;
  const end = readZone(text, clock, reading);
  const next = text.charCodeAt(end);
  if (isWord(next) || next === COLON || next === DASH || next === SLASH) return NOTHING;
  reading.kind = 'daytime';
  return end;
}

/**
 * `17/06/09 20:10:40`, `5/17/2026 2:00:05 PM`, `17.05.2026 02:00:05`, `17-05-2026 02:00:05`, `17.05.26 02:00:05`.
 *
 * @param order which number is what, where it is not the usual one; another is tried where it cannot be this one
 */
export function readParted(text: string, at: number, reading: Reading, order: Orders): number {
  const first = digits(text, at, 3);
  const sign = text.charCodeAt(at + first);
  const second = digits(text, at + first + 1, 3);
  const last = at + first + second + 2;
  if (first > 2 || second === 0 || second > 2 || text.charCodeAt(last - 1) !== sign) return NOTHING;
  const third = digits(text, last, 5);
  if (third !== 2 && third !== 4) return NOTHING;
  // Numbers of versions have dots, but seldom two digits each.
  if (third === 2 && sign !== SLASH && (sign !== DOT || first + second < 4)) return NOTHING;
  const numbers = [
    first === 1 ? one(text, at) : two(text, at),
    second === 1 ? one(text, at + first + 1) : two(text, at + first + 1),
    third === 2 ? two(text, last) : four(text, last),
  ] as const;
  if (third === 4 && numbers[2] < 100) return NOTHING;
  const isSlashed = sign === SLASH;
  const usual = isSlashed ? (third === 2 ? order.short : order.long) : 'dmy';
  if (isSlashed || third === 4 ? !take(numbers, reading, usual) : !fits(numbers, reading, usual))
    return NOTHING;
  const start = behindPartedGap(text, last + third);
  if (start === NOTHING) return NOTHING;
  const end = readHalfDays(text, start, reading);
  return end === NOTHING ? NOTHING : readZone(text, end, reading);
}

/** Which number of a date is what: where the year has two digits, and where it has four and stands last. */
export interface Orders {
  readonly short: 'ymd' | 'mdy' | 'dmy';
  readonly long: 'mdy' | 'dmy';
  /** Whether lines of the log begin with the time of a day alone: elsewhere that is a duration. */
  readonly daytime: boolean;
}

type Three = readonly [number, number, number];

function take(numbers: Three, reading: Reading, order: Reading['order']): boolean {
  const isLong = numbers[2] > 99;
  const others = isLong ? (['mdy', 'dmy'] as const) : (['ymd', 'mdy', 'dmy'] as const);
  for (const tried of [order, ...others])
    if (tried !== '' && !(isLong && tried === 'ymd') && fits(numbers, reading, tried)) {
      reading.order = tried;
      return true;
    }
  return false;
}

/** Takes the numbers of a date in an order; a year below 100 has two digits. */
export function fits([a, b, c]: Three, reading: Reading, order: 'ymd' | 'mdy' | 'dmy'): boolean {
  switch (order) {
    case 'ymd':
      return reading.date(wholeYear(a), b, c);
    case 'mdy':
      return reading.date(wholeYear(c), a, b);
    case 'dmy':
      return reading.date(wholeYear(c), b, a);
  }
}

const wholeYear = (year: number) => (year < 100 ? yearOfTwo(year) : year);

/** Behind `, `, ` - `, blanks, or a comma alone. */
function behindPartedGap(text: string, at: number): number {
  const comma = text.charCodeAt(at) === COMMA ? at + 1 : at;
  const blanks = behindBlanks(text, comma, 3);
  const isDashed = text.charCodeAt(blanks) === DASH && blanks > at && isBlank(text.charCodeAt(blanks + 1));
  const end = isDashed ? blanks + 2 : blanks;
  return end > at && isDigit(text.charCodeAt(end)) ? end : NOTHING;
}
