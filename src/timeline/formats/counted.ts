/** Times in seconds since the epoch, or since the machine started. */
import { NOTHING, nanosOf } from './clock.js';
import type { Reading } from './reading.js';
import { behindBlanks, COLON, COMMA, DASH, digits, DOT, isWord, number, SLASH } from './text.js';

/** Seconds since the epoch between which a number is a time: the years 1990 and 2100. */
const FROM = 631_152_000;
const TO = 4_102_444_800;

/** Seconds, milliseconds, microseconds and nanoseconds are told apart by their number of digits until the year 2286. */
export function readEpoch(text: string, at: number, reading: Reading): number {
  const count = digits(text, at, 20);
  if (count !== 10 && count !== 9 && count !== 13 && count !== 16 && count !== 19) return NOTHING;
  const whole = count < 10 ? 9 : 10;
  const seconds = number(text, at, whole);
  if (seconds < FROM || seconds > TO) return NOTHING;
  let end = at + count;
  let nanos = nanosOf(text, at + whole, count - whole);
  const fraction = text.charCodeAt(end) === DOT ? digits(text, end + 1, 12) : 0;
  if (fraction > 0) {
    // A fraction of milliseconds or less is beyond what is kept, but for those of milliseconds.
    nanos +=
      count <= 10
        ? nanosOf(text, end + 1, fraction)
        : count === 13
          ? Math.floor(nanosOf(text, end + 1, fraction) / 1000)
          : 0;
    end += fraction + 1;
  }
  if (isWord(text.charCodeAt(end))) return NOTHING;
  reading.counted('epoch', seconds, nanos);
  return end;
}

/** The same where nothing says that it is a time: it stands alone, and is no part of a date or an address. */
export function readBareEpoch(text: string, at: number, reading: Reading): number {
  const count = digits(text, at, 20);
  if (count === 9) return NOTHING;
  const end = readEpoch(text, at, reading);
  const next = text.charCodeAt(end);
  // Tables between commas have milliseconds.
  if (next === COMMA) return count > 10 ? end : NOTHING;
  return next === COLON || next === DASH || next === SLASH || next === DOT ? NOTHING : end;
}

/** `[12345.678901]`, as dmesg has it, and `[12345.678]` of X.Org; the bracket was seen. */
export function readBoot(text: string, at: number, reading: Reading): number {
  const start = behindBlanks(text, at, 10);
  const seconds = digits(text, start, 10);
  const fraction = text.charCodeAt(start + seconds) === DOT ? digits(text, start + seconds + 1, 10) : 0;
  const end = start + seconds + 1 + fraction;
  if (seconds === 0 || (fraction !== 6 && fraction !== 3) || text.charCodeAt(end) !== 0x5d) return NOTHING;
  reading.counted('boot', number(text, start, seconds), nanosOf(text, start + seconds + 1, fraction));
  return end;
}
