/** Times behind keys: lines in JSON, and in logfmt. */
import { readEpoch } from './counted.js';
import { NOTHING, nanosOf } from './clock.js';
import type { Orders } from './numeric.js';
import type { Reading } from './reading.js';
import { readAt } from './table.js';
import { behindBlanks, DASH, digits, DOT, isBlank, isDigit, isWord, number } from './text.js';

/** Keys of a line's time, in lower case: those that mean nothing else, and those that count where there is none of them. */
const KEYS = new Map<string, 1 | 2>([
  ...(
    [
      'time',
      'ts',
      't',
      'timestamp',
      '@timestamp',
      'datetime',
      'eventtime',
      'event_time',
      'asctime',
      '@t',
    ] as const
  ).map(key => [key, 1] as const),
  ...(
    [
      '__realtime_timestamp',
      'instant',
      'time_iso8601',
      'timemillis',
      'timeunixnano',
      'epochmillis',
      'logtime',
    ] as const
  ).map(key => [key, 1] as const),
  ...(
    ['date', '_source_realtime_timestamp', 'timestamp_ms', 'log_time', 'time_local', 'dt', '_time'] as const
  ).map(key => [key, 2] as const),
]);
const LONGEST = 32;
/** How far into a line keys are looked for: a container's line may have its time behind its text. */
const FAR = 64 * 1024;

/** How long an object is that stands for a time. */
const PARTS = 200;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const EQUALS = 0x3d;

const rankOf = (text: string, from: number, to: number): 0 | 1 | 2 =>
  to - from > LONGEST ? 0 : (KEYS.get(text.slice(from, to).toLowerCase()) ?? 0);

/** Reads a value: a number of seconds or less since the epoch, or any form of a time. */
function readValue(text: string, at: number, reading: Reading, orders: Orders): boolean {
  reading.clear();
  if (isDigit(text.charCodeAt(at)) && readEpoch(text, at, reading) !== NOTHING) return true;
  if (readExponent(text, at, reading)) return true;
  return readAt(text, at, reading, orders, false) !== NOTHING;
}

/** `1.778983205123e+09`, as Go prints large numbers. */
function readExponent(text: string, at: number, reading: Reading): boolean {
  if (text.charCodeAt(at + 1) !== DOT) return false;
  const fraction = digits(text, at + 2, 20);
  const behind = at + 2 + fraction;
  if ((text.charCodeAt(behind) | 0x20) !== 0x65) return false;
  const sign = isDigit(text.charCodeAt(behind + 1)) ? behind + 1 : behind + 2;
  const shift = number(text, sign, digits(text, sign, 2));
  if (shift !== 9 && shift !== 12) return false;
  const all = `${text.slice(at, at + 1)}${text.slice(at + 2, behind)}`.padEnd(shift + 1, '0');
  if (shift === 9) {
    const seconds = number(all, 0, 10);
    reading.counted('epoch', seconds, nanosOf(all, 10, all.length - 10));
    return seconds > 1e9 - 4e8;
  }
  return readEpoch(all.slice(0, 13), 0, reading) !== NOTHING;
}

/** A line in JSON that begins at `at`. */
export function readJson(text: string, at: number, end: number, reading: Reading, orders: Orders): boolean {
  const last = Math.min(end, at + FAR);
  let depth = 0;
  let second = -1;
  for (let place = at; place < last; place++) {
    const code = text.charCodeAt(place);
    if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) depth--;
    else if (code === QUOTE) {
      const from = place + 1;
      place = closing(text, from, last);
      if (depth !== 1) continue;
      const value = behindColon(text, place + 1);
      if (value === NOTHING) continue;
      const rank = rankOf(text, from, place);
      if (rank === 1 && readJsonValue(text, value, last, reading, orders)) return true;
      if (rank === 2) second = value;
    }
  }
  return second !== -1 && readJsonValue(text, second, last, reading, orders);
}

/** Where a text in quotes ends. */
function closing(text: string, from: number, last: number): number {
  for (let at = from; at < last; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return last;
}

function behindColon(text: string, at: number): number {
  const colon = behindBlanks(text, at);
  return text.charCodeAt(colon) === 0x3a ? behindBlanks(text, colon + 1) : NOTHING;
}

function readJsonValue(text: string, at: number, last: number, reading: Reading, orders: Orders): boolean {
  const code = text.charCodeAt(at);
  if (code === 0x7b) return readParts(text, at, last, reading, orders);
  return readValue(text, code === QUOTE ? at + 1 : at, reading, orders);
}

/** `{"$date":"…"}` of MongoDB, `{"epochSecond":…,"nanoOfSecond":…}` of log4j, `{"seconds":…,"nanos":…}`. */
function readParts(text: string, at: number, last: number, reading: Reading, orders: Orders): boolean {
  const parts = text.slice(at, Math.min(last, at + PARTS));
  const [, date] = /"\$(?:date|numberLong)"\s*:\s*"([^"]+)"/.exec(parts) ?? [];
  if (date !== undefined) return readValue(date, 0, reading, orders);
  const [, seconds] = /"(?:epochSecond|seconds)"\s*:\s*"?(\d{9,10})\b/.exec(parts) ?? [];
  if (seconds === undefined) return false;
  const [, nanos = '0'] = /"(?:nanoOfSecond|nanos)"\s*:\s*(\d{1,9})\b/.exec(parts) ?? [];
  reading.clear();
  reading.counted('epoch', Number(seconds), Number(nanos));
  return true;
}

/** Whether a line begins with a key and a value, as logfmt and journald's export have it. */
export function isLogfmt(text: string, at: number): boolean {
  let place = at;
  while (place - at < LONGEST && isKey(text.charCodeAt(place))) place++;
  return place > at && text.charCodeAt(place) === EQUALS && text.charCodeAt(place + 1) !== EQUALS;
}

const isKey = (code: number) => isWord(code) || code === DOT || code === DASH || code === 0x40;

/** A line of keys and values that begins at `at`. */
export function readLogfmt(text: string, at: number, end: number, reading: Reading, orders: Orders): boolean {
  const last = Math.min(end, at + FAR);
  let second = -1;
  for (let place = at; place < last;) {
    const from = place;
    while (place < last && isKey(text.charCodeAt(place))) place++;
    if (text.charCodeAt(place) !== EQUALS) {
      // A word that stands alone.
      while (place < last && !isBlank(text.charCodeAt(place))) place++;
    } else {
      const rank = rankOf(text, from, place);
      const value = place + 1;
      const quoted = text.charCodeAt(value) === QUOTE;
      const start = quoted ? value + 1 : value;
      if (rank === 1 && readValue(text, start, reading, orders)) return true;
      if (rank === 2 && text.startsWith(' time=', start + 10) && readTwoKeys(text, start, reading, orders))
        return true;
      if (rank === 2 && second === -1) second = start;
      // The audit log of Linux has its time in the value of another key.
      if (text.startsWith('audit(', value)) return readValue(text, value + 6, reading, orders);
      if (quoted) place = closing(text, start, last) + 1;
      else while (place < last && !isBlank(text.charCodeAt(place))) place++;
    }
    place = Math.max(behindBlanks(text, place), from + 1);
  }
  return second !== -1 && readValue(text, second, reading, orders);
}

/** `date=2026-05-17 time=02:00:05`, as firewalls have it. */
function readTwoKeys(text: string, at: number, reading: Reading, orders: Orders): boolean {
  const clock = text.slice(at + 16, at + 32).replace('"', '');
  return readAt(`${text.slice(at, at + 10)} ${clock}`, 0, reading, orders, false) !== NOTHING;
}
