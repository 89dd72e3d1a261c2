/**
 * The formats of times in logs, ours: each says where it may stand and how it is read. Which are tried is told by the
 * first character and the number of digits, so that most lines ask one of them.
 */
import { NOTHING } from './clock.js';
import { readBareEpoch, readBoot } from './counted.js';
import { readDay, readKlog, readMonth, readWeekday } from './named.js';
import {
  type Orders,
  readCompact,
  readDaytime,
  readParted,
  readSixes,
  readYearFirst,
  readYearless,
} from './numeric.js';
import type { Reading } from './reading.js';
import { COLON, DASH, digits, isDigit, isLower, SLASH } from './text.js';

export interface Format {
  readonly name: string;
  /** Whether it counts only where the line's time is expected: elsewhere, too much looks like it. */
  readonly leading: boolean;
  /** Reads it; returns where it ends, or NOTHING. */
  readonly read: (text: string, at: number, reading: Reading, orders: Orders) => number;
}

const format = (name: string, read: Format['read'], leading = false): Format => ({ name, read, leading });

/** By name, as `npm run eval:timestamps` and errors call them. */
export const FORMATS = {
  iso: format('ISO 8601, RFC 3339 and loggers', readYearFirst),
  compact: format('ISO 8601 without signs', readCompact),
  parted: format('numbers between slashes or dots', readParted),
  day: format('day, month’s name, year', readDay),
  weekday: format('ctime, RFC 1123', readWeekday),
  month: format('syslog, java.util.logging', readMonth),
  klog: format('klog', readKlog, true),
  sixes: format('HDFS, older MySQL', readSixes, true),
  yearless: format('logcat, Proxifier', readYearless, true),
  daytime: format('a time without a date', readDaytime, true),
  epoch: format('seconds since the epoch', readBareEpoch, true),
  boot: format('dmesg', readBoot, true),
} as const;

/** Formats by the number of digits that they begin with; by the sign behind one or two of them, see `formatsAt`. */
const BY_DIGITS: Readonly<Record<number, readonly Format[]>> = {
  4: [FORMATS.iso],
  6: [FORMATS.sixes],
  8: [FORMATS.compact],
  10: [FORMATS.epoch],
  13: [FORMATS.epoch],
  16: [FORMATS.epoch],
  19: [FORMATS.epoch],
};
const NONE: readonly Format[] = [];
const WITH_SLASH = [FORMATS.parted, FORMATS.day];
const WITH_DASH = [FORMATS.yearless, FORMATS.day, FORMATS.parted];
const WITH_DOT = [FORMATS.parted, FORMATS.yearless];
const WITH_COLON = [FORMATS.daytime];
const WITH_BLANK = [FORMATS.day];
const WITH_LETTER = [FORMATS.month, FORMATS.weekday];
const KLOG = [FORMATS.klog];

/** The formats that a time may have that begins there. */
function formatsAt(text: string, at: number): readonly Format[] {
  if (!isDigit(text.charCodeAt(at))) {
    const next = text.charCodeAt(at + 1);
    if (isLower(next)) return WITH_LETTER;
    return isDigit(next) ? KLOG : NONE;
  }
  const count = digits(text, at);
  if (count > 2) return BY_DIGITS[count] ?? NONE;
  const sign = text.charCodeAt(at + count);
  if (sign === SLASH) return WITH_SLASH;
  if (sign === DASH) return WITH_DASH;
  if (sign === 0x2e) return WITH_DOT;
  if (sign === COLON) return WITH_COLON;
  return sign === 0x20 ? WITH_BLANK : NONE;
}

/** Reads the time that begins there; tells where it ends, or NOTHING where there is none. */
export function readAt(text: string, at: number, reading: Reading, orders: Orders, leading: boolean): number {
  for (const format of formatsAt(text, at)) {
    if (format.leading && !leading) continue;
    reading.clear();
    const end = format.read(text, at, reading, orders);
    if (end !== NOTHING) return end;
  }
  return NOTHING;
}
