/** In which order the numbers of a log's dates stand, where the dates alone don't tell: `05/06/2026`, `17/06/09`. */
import { fits, type Orders } from './formats/numeric.js';
import { Reading, startOfDay } from './formats/reading.js';

/** How much of a log is looked at, in UTF-16 units, and how many dates of it. */
const LOOKED = 256 * 1024;
const DATES = 1000;
const DAY = 86_400_000;
/** A log is seldom attached later. */
const SOON = 31 * DAY;

const PARTED = /(?<![\w./-])(\d{1,2})\/(\d{1,2})\/(\d{4}|\d\d),?[ \t]{1,3}\d{1,2}:\d\d/g;

/** How many lines tell whether a log's times have no date, and the share of them that have to. */
const LINES = 200;
const MANY = 0.4;
/** The time of a day that a line begins with; subtitles have two. */
const DAYTIME = /^[ \t]{0,2}[[("'*]{0,2}\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?![\w:/-])(?! *-->)/;

type Three = readonly [number, number, number];

/** @param reference no date is later than a day after */
export function expectOrders(text: string, reference: number): Orders {
  const short: Three[] = [];
  const long: Three[] = [];
  for (const [, a, b, c = ''] of text.slice(0, LOOKED).matchAll(PARTED)) {
    (c.length === 4 ? long : short).push([Number(a), Number(b), Number(c)]);
    if (short.length + long.length === DATES) break;
  }
  return {
    long: pick(long, ['mdy', 'dmy'], reference),
    // Years of two digits come first in what Java's logs have, but not where that is years ago and another order is not.
    short: isOld(short, reference)
      ? pick(short, ['mdy', 'dmy', 'ymd'], reference)
      : pick(short, ['ymd', 'mdy', 'dmy'], reference),
    daytime: isDaytime(text),
  };
}

function isDaytime(text: string): boolean {
  const lines = text
    .slice(0, LOOKED)
    .split('\n', LINES)
    .filter(line => line.length > 1);
  return lines.filter(line => DAYTIME.test(line)).length > lines.length * MANY;
}

const reading = new Reading();

/** The day of a date; undefined where there is none. */
function dayOf(date: Three, order: 'ymd' | 'mdy' | 'dmy'): number | undefined {
  reading.clear();
  return fits(date, reading, order) ? startOfDay(reading.year, reading.month, reading.day) : undefined;
}

/** The first order in which most dates are some, and none is to come. */
function pick<Order extends 'ymd' | 'mdy' | 'dmy'>(
  dates: readonly Three[],
  orders: readonly [Order, ...Order[]],
  reference: number,
): Order {
  const possible = (order: Order) =>
    dates.filter(date => {
      const day = dayOf(date, order);
      return day !== undefined && day <= reference + DAY;
    }).length;
  return orders.reduce((best, order) => (possible(order) > possible(best) ? order : best), orders[0]);
}

/** Whether dates are long past with the year first, and days ago with it last. */
function isOld(dates: readonly Three[], reference: number): boolean {
  const near = (order: 'ymd' | 'mdy' | 'dmy') =>
    dates.some(date => Math.abs((dayOf(date, order) ?? Infinity) - reference) < SOON);
  return dates.length > 0 && !near('ymd') && (near('mdy') || near('dmy'));
}
