/**
 * The time that a line of a log bears, in the forms that most logs have. A time without a zone is taken for UTC: which
 * zone its machine was in, a line does not say.
 */

/** How far into a line its time is looked for, in UTF-16 units. */
const HEAD = 256;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const CLOCK = '(\\d\\d):(\\d\\d):(\\d\\d)';
const DAY_MS = 86_400_000;

/** ISO 8601 and RFC 3339, as JSON lines and loggers write them: also with a blank for the T, or a decimal comma. */
const ISO = new RegExp(
  `(?<!\\d)(\\d{4})-(\\d\\d)-(\\d\\d)[T ]${CLOCK}(?:[.,](\\d{1,9}))?(Z| ?[+-]\\d\\d:?\\d\\d)?(?!\\d)`,
  'i',
);
/** The common log format of web servers: https://httpd.apache.org/docs/2.4/logs.html#common */
const COMMON = new RegExp(`\\[(\\d\\d)/${MONTH}/(\\d{4}):${CLOCK} ([+-]\\d{4})\\]`, 'i');
/** Syslog as RFC 3164 has it, without a year. */
const SYSLOG = new RegExp(`^(?:<\\d{1,3}>)?${MONTH} {1,2}(\\d{1,2}) ${CLOCK}(?!\\d)`, 'i');

/**
 * Milliseconds since the epoch; undefined where no time is recognised.
 *
 * @param attachedAt milliseconds since the epoch: a time without a year is the last one before it
 */
export function timeOfLine(line: string, attachedAt: number): number | undefined {
  const head = line.slice(0, HEAD);
  const iso = ISO.exec(head);
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = iso;
    const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
    return instant([year, Number(month) - 1, day, hour, minute, second, milliseconds], zone);
  }
  const common = COMMON.exec(head);
  if (common) {
    const [, day, month = '', year, hour, minute, second, zone = 'Z'] = common;
    return instant([year, monthOf(month), day, hour, minute, second], zone);
  }
  const syslog = SYSLOG.exec(head);
  if (!syslog) return undefined;
  const [, month = '', day, hour, minute, second] = syslog;
  const year = new Date(attachedAt).getUTCFullYear();
  const inYear = (year: number) => instant([year, monthOf(month), day, hour, minute, second], 'Z');
  const thisYear = inYear(year);
  // Clocks differ by zones: up to a day ahead is no other year.
  return thisYear !== undefined && thisYear > attachedAt + DAY_MS ? inYear(year - 1) : thisYear;
}

const monthOf = (name: string) => MONTHS.indexOf(name.toLowerCase());

type Parts = readonly (string | number | undefined)[];

/** Undefined where there is no such day or time. */
function instant(parts: Parts, zone: string): number | undefined {
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN, milliseconds = 0] =
    parts.map(Number);
  const time = Date.UTC(year, month, day, hour, minute, second, milliseconds);
  const date = new Date(time);
  // `Date` rolls over what is too large, and years before 100 are another century's to it.
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month && date.getUTCDate() === day && hour < 24;
  return exists && minute < 60 && second <= 60 ? time - offsetOf(zone) : undefined;
}

/** Milliseconds that a zone is ahead of UTC. */
function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}
