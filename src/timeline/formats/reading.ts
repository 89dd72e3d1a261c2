/** What is read of a time before it is known which instant it is. */

const DAY = 86_400_000;

/** How a time is written: as a clock shows it, with its date or without one, or counted from a beginning. */
type Kind = 'clock' | 'daytime' | 'epoch' | 'boot';

/** One that is filled in again and again, since a line takes less than a microsecond. */
export class Reading {
  kind: Kind = 'clock';
  /** -1 where it is not written. */
  year = -1;
  /** From 1. */
  month = 0;
  day = 0;
  hour = 0;
  minute = 0;
  second = 0;
  /** Nanoseconds behind the second, or behind `count`. */
  nanos = 0;
  /** Minutes ahead of UTC; NaN where no zone is written. */
  offset = NaN;
  /** A zone's name that stands for several, or a name of IANA; empty where none is written. */
  zone = '';
  /** Whole seconds from the beginning, where the time is counted. */
  count = 0;
  /** How it was read: numbers with slashes may be in another order. */
  order: 'ymd' | 'mdy' | 'dmy' | '' = '';

  clear(): void {
    this.kind = 'clock';
    this.year = -1;
    this.hour = this.minute = this.second = this.nanos = 0;
    this.offset = NaN;
    this.zone = '';
    this.order = '';
  }

  /** Takes a date, whose year is -1 where none is written; false where there is none. */
  date(year: number, month: number, day: number): boolean {
    if (month < 1 || month > 12 || day < 1 || day > 31) return false;
    // The year 1 is what programs write that know no time.
    if (year >= 0 && (year < 1970 || year > 2199)) return false;
    // Without a year, 29 February may be one.
    if (day > 28 && day > lengthOf(year < 0 ? 2000 : year, month)) return false;
    this.year = year;
    this.month = month;
    this.day = day;
    return true;
  }

  /** Takes a time in a count of seconds. */
  counted(kind: 'epoch' | 'boot', seconds: number, nanos: number): void {
    this.kind = kind;
    this.count = seconds;
    this.nanos = nanos;
  }
}

/** The year that two digits are: one from 1970 on. */
export const yearOfTwo = (digits: number): number => digits + (digits < 70 ? 2000 : 1900);

const LENGTHS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

function lengthOf(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (LENGTHS[month] ?? 0);
}

/** Milliseconds from the epoch to the beginning of a day. */
export function startOfDay(year: number, month: number, day: number): number {
  // Years that begin in March have the day that not all of them have at their end.
  const shifted = month <= 2 ? year - 1 : year;
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return (shifted * 365 + leaps + inYear - 719_468) * DAY;
}
