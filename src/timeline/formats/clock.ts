/** The time of a day, its fraction, and the zone behind it. */
import type { Reading } from './reading.js';
import {
  behindBlanks,
  BLANK,
  COLON,
  COMMA,
  DASH,
  digits,
  DOT,
  isBlank,
  isDigit,
  isLower,
  isUpper,
  isWord,
  number,
  one,
  PLUS,
  SLASH,
  two,
} from './text.js';

/** Where no such thing stands. */
export const NOTHING = -1;

const TEN_TO = Array.from({ length: 10 }, (_, power) => 10 ** power);

/** Nanoseconds of a fraction's digits, of which those beyond nine are left out. */
export function nanosOf(text: string, at: number, count: number): number {
  const read = Math.min(count, 9);
  return number(text, at, read) * (TEN_TO[9 - read] ?? 0);
}

/** Reads `02:00:05`, `2:00:05`, with a fraction behind a dot, a comma or a colon; tells where it ends. */
export function readClock(text: string, at: number, reading: Reading): number {
  const short = text.charCodeAt(at + 1) === COLON;
  const hour = short ? one(text, at) : two(text, at);
  const colon = short ? at + 1 : at + 2;
  if (hour < 0 || hour > 23 || text.charCodeAt(colon) !== COLON) return NOTHING;
  const minute = two(text, colon + 1);
  if (minute < 0 || minute > 59) return NOTHING;
  if (text.charCodeAt(colon + 3) !== COLON) return NOTHING;
  const second = two(text, colon + 4);
  // A leap second has the number 60.
  if (second < 0 || second > 60) return NOTHING;
  reading.hour = hour;
  reading.minute = minute;
  reading.second = second;
  return readFraction(text, colon + 6, reading);
}

/** Reads a fraction where there is one. */
function readFraction(text: string, at: number, reading: Reading): number {
  const code = text.charCodeAt(at);
  reading.nanos = 0;
  if (isDigit(code)) return NOTHING;
  if (code !== DOT && code !== COMMA && code !== COLON) return at;
  const count = digits(text, at + 1, 12);
  if (count === 0) return at;
  // Behind a colon only what is surely a fraction: another number may follow, as in `02:00:05:17`.
  if (code === COLON && count !== 3) return at;
  reading.nanos = nanosOf(text, at + 1, count);
  return at + 1 + count;
}

/** Reads `020005` with a fraction, as the basic form of ISO 8601 and HDFS have it. */
export function readBareClock(text: string, at: number, reading: Reading): number {
  const [hour, minute, second] = [two(text, at), two(text, at + 2), two(text, at + 4)];
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return NOTHING;
  reading.hour = hour;
  reading.minute = minute;
  reading.second = second;
  return text.charCodeAt(at + 6) === COLON ? NOTHING : readFraction(text, at + 6, reading);
}

/** Reads `2:00 PM`, with or without seconds; tells where the clock ends where no half of a day is named. */
export function readHalfDays(text: string, at: number, reading: Reading): number {
  let end = readClock(text, at, reading);
  let isShort = false;
  if (end === NOTHING) {
    const count = digits(text, at, 2);
    const minute = two(text, at + count + 1);
    if (count === 0 || text.charCodeAt(at + count) !== COLON || minute < 0 || minute > 59) return NOTHING;
    reading.hour = number(text, at, count);
    reading.minute = minute;
    reading.second = 0;
    end = at + count + 3;
    isShort = true;
  }
  const blank = text.charCodeAt(end);
  // Newer versions of Java write a narrow blank that breaks no line.
  const mark = blank === BLANK || blank === 0x202f || blank === 0xa0 ? end + 1 : end;
  const half = text.charCodeAt(mark) | 0x20;
  const behind = half === 0x61 || half === 0x70 ? behindHalf(text, mark) : NOTHING;
  if (behind === NOTHING || reading.hour > 12 || reading.hour === 0) return isShort ? NOTHING : end;
  reading.hour = (reading.hour % 12) + (half === 0x70 ? 12 : 0);
  return behind;
}

/** Behind `AM`, `pm` or `p.m.`, of which the first letter was seen; NOTHING where it is another word. */
function behindHalf(text: string, at: number): number {
  const dot = text.charCodeAt(at + 1) === DOT ? 1 : 0;
  if ((text.charCodeAt(at + 1 + dot) | 0x20) !== 0x6d) return NOTHING;
  const end = at + 2 + dot;
  const next = text.charCodeAt(end);
  if (dot === 1) return next === DOT ? end + 1 : NOTHING;
  // `pm-utils` is a name.
  return isWord(next) || (next === DASH && isLower(text.charCodeAt(end + 1))) ? NOTHING : end;
}

/** Minutes ahead of UTC of the zones that logs name. Those that stand for several are taken for the first of them. */
const ZONES = new Map<string, number>(
  Object.entries({
    ...{ UTC: 0, GMT: 0, UT: 0, Z: 0, WET: 0, WEST: 60, BST: 60, CET: 60, MET: 60, CEST: 120, MEST: 120 },
    ...{ EET: 120, EEST: 180, MSK: 180, SAST: 120, PKT: 300, IST: 330, SGT: 480, HKT: 480, AWST: 480 },
    ...{ JST: 540, KST: 540, ACST: 570, ACDT: 630, AEST: 600, AEDT: 660, NZST: 720, NZDT: 780 },
    ...{ BRT: -180, ADT: -180, AST: -240, EDT: -240, EST: -300, CDT: -300, CST: -360, MDT: -360 },
    ...{ MST: -420, PDT: -420, PST: -480, AKDT: -480, AKST: -540, HST: -600 },
  }),
);

/** Names that several zones have, with the minutes ahead of UTC of the others. */
const OTHERS: Readonly<Record<string, readonly number[]>> = {
  BST: [360],
  IST: [60, 120],
  CST: [480, -300],
  AST: [180],
  EST: [600],
};

/** Whether a zone's name may mean the zone that a person said the log is in. */
export function mayMean(name: string, minutesAhead: number): boolean {
  return OTHERS[name]?.includes(minutesAhead) === true;
}

/** Reads the zone behind a clock where there is one; tells where it ends. */
export function readZone(text: string, at: number, reading: Reading): number {
  const code = text.charCodeAt(at);
  if (code === BLANK) return readBehindBlank(text, at, reading);
  if ((code === 0x5a || code === 0x7a) && !isWord(text.charCodeAt(at + 1))) {
    reading.offset = 0;
    return at + 1;
  }
  if (code === PLUS || code === DASH) return readOffset(text, at, reading, true);
  if (code === 0x5b) {
    const end = readIana(text, at + 1, reading);
    return end > at + 1 && text.charCodeAt(end) === 0x5d ? end + 1 : at;
  }
  return at;
}

function readBehindBlank(text: string, at: number, reading: Reading): number {
  const code = text.charCodeAt(at + 1);
  if (code === PLUS || code === DASH) {
    const end = readOffset(text, at + 1, reading, false);
    return end === at + 1 ? at : end;
  }
  if (!isUpper(code)) return at;
  const end = isLower(text.charCodeAt(at + 2))
    ? readIana(text, at + 1, reading)
    : readName(text, at, reading);
  return end === at + 1 ? at : end;
}

/** @param alone whether hours may stand without minutes */
function readOffset(text: string, at: number, reading: Reading, alone: boolean): number {
  const hours = two(text, at + 1);
  if (hours < 0 || hours > 18) return at;
  const colon = text.charCodeAt(at + 3) === COLON ? 1 : 0;
  const minutes = two(text, at + 3 + colon);
  const whole = minutes >= 0 && minutes < 60;
  if (!whole && (!alone || colon === 1)) return at;
  const end = whole ? at + 5 + colon : at + 3;
  if (isDigit(text.charCodeAt(end)) || (!whole && isWord(text.charCodeAt(end)))) return at;
  const ahead = hours * 60 + (whole ? minutes : 0);
  reading.offset = text.charCodeAt(at) === DASH ? -ahead : ahead;
  // `2026-05-17T02:00:05+02:00[Europe/Berlin]` says the same twice.
  return end;
}

/** Behind a blank: `UTC`, `CEST`, `GMT+2`, `US/Pacific`. */
function readName(text: string, at: number, reading: Reading): number {
  let end = at + 1;
  while (end - at <= 5 && isUpper(text.charCodeAt(end))) end++;
  if (text.charCodeAt(end) === SLASH) return readIana(text, at + 1, reading);
  if (end - at < 3 || isWord(text.charCodeAt(end))) return at;
  const name = text.slice(at + 1, end);
  const offset = ZONES.get(name);
  if (offset === undefined) return at;
  reading.offset = offset;
  if (name in OTHERS) reading.zone = name;
  return offset === 0 ? readFromUtc(text, end, reading) : end;
}

/** Behind `UTC` or `GMT`, how far a zone is from it: `+2`, `+02:00`, `-0530`; what follows is something else elsewhere. */
function readFromUtc(text: string, at: number, reading: Reading): number {
  const code = text.charCodeAt(at);
  if (code !== PLUS && code !== DASH) return at;
  const end = readOffset(text, at, reading, true);
  const hours = one(text, at + 1);
  if (end !== at || hours < 0 || isWord(text.charCodeAt(at + 2))) return end;
  const minutes = text.charCodeAt(at + 2) === COLON ? two(text, at + 3) : NOTHING;
  const isWhole = minutes >= 0 && minutes < 60 && !isWord(text.charCodeAt(at + 5));
  const ahead = hours * 60 + (isWhole ? minutes : 0);
  reading.offset = code === DASH ? -ahead : ahead;
  return isWhole ? at + 5 : at + 2;
}

/** Where the names of zones begin that have a slash: what else has one is a path. */
const AREAS = new Set(
  'Africa America Antarctica Arctic Asia Atlantic Australia Brazil Canada Chile Etc Europe Indian Mexico Pacific US'.split(
    ' ',
  ),
);
const LONGEST_AREA = 10;
const LONGEST_NAME = 40;

/** `Europe/Berlin`, `America/Argentina/Buenos_Aires`, `Etc/GMT+2`. */
function readIana(text: string, at: number, reading: Reading): number {
  let slash = at;
  while (slash - at < LONGEST_AREA && isLetter(text.charCodeAt(slash))) slash++;
  if (text.charCodeAt(slash) !== SLASH || !AREAS.has(text.slice(at, slash))) return at;
  let end = slash + 1;
  while (end - at < LONGEST_NAME && isOfZone(text.charCodeAt(end))) end++;
  if (end === slash + 1) return at;
  reading.zone = text.slice(at, end);
  return end;
}

const isLetter = (code: number) => isLower(code) || isUpper(code);
const isOfZone = (code: number) =>
  isLetter(code) || isDigit(code) || code === 0x5f || code === DASH || code === PLUS || code === SLASH;

/** Behind blanks, commas or a T between a date and a clock; NOTHING where there is none of them. */
export function behindGap(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 0x54 || code === 0x74) return at + 1;
  const comma = code === COMMA ? at + 1 : at;
  const end = behindBlanks(text, comma, 3);
  return end === at || !isDigit(text.charCodeAt(end)) || (comma === at && !isBlank(code)) ? NOTHING : end;
}
