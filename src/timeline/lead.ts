/** Where in a line its time stands. */
import { NOTHING } from './formats/clock.js';
import { isLogfmt, readJson, readLogfmt } from './formats/keys.js';
import type { Orders } from './formats/numeric.js';
import { Reading } from './formats/reading.js';
import { FORMATS, readAt } from './formats/table.js';
import {
  BLANK,
  COLON,
  DASH,
  digits,
  DOT,
  isBlank,
  isDigit,
  isLower,
  isUpper,
  isWord,
  SLASH,
  TAB,
} from './formats/text.js';

/** How far into a line its time is looked for, in UTF-16 units. */
const HEAD = 256;
/** The longest name of an alert. */
const LABEL = 24;

/**
 * Reads the time that a line begins with, or that stands behind a key of it. `absent` where the line is of a form that
 * has its time there or nowhere; `elsewhere` where it may stand behind other words.
 */
export function readLeading(
  text: string,
  start: number,
  end: number,
  reading: Reading,
  orders: Orders,
): 'read' | 'absent' | 'elsewhere' {
  const at = behindLabel(text, behindFacility(text, behindLead(text, start)));
  const code = text.charCodeAt(at);
  if (code === 0x7b) return readJson(text, at, end, reading, orders) ? 'read' : 'absent';
  if (isBlank(text.charCodeAt(start))) return 'elsewhere';
  if (code === 0x5b) {
    if (readBracket(text, at + 1, reading, orders) !== NOTHING) return 'read';
  } else if ((isDigit(code) || isUpper(code)) && readAt(text, at, reading, orders, true) !== NOTHING)
    return 'read';
  if (isLogfmt(text, at)) return readLogfmt(text, at, end, reading, orders) ? 'read' : 'absent';
  return 'elsewhere';
}

const ANY_ORDERS: Orders = { short: 'ymd', long: 'mdy', daytime: true };
const scratch = new Reading();

/** Where the time ends that a line begins with; its start where it begins with none. */
export function behindTime(line: string): number {
  const at = behindFacility(line, behindLead(line, 0));
  const end =
    line.charCodeAt(at) === 0x5b
      ? readBracket(line, at + 1, scratch, ANY_ORDERS)
      : readAt(line, at, scratch, ANY_ORDERS, true);
  return end === NOTHING ? 0 : end;
}

/** Behind a bracket; a count of seconds there is what dmesg writes. */
function readBracket(text: string, at: number, reading: Reading, orders: Orders): number {
  const code = text.charCodeAt(at);
  if (isBlank(code) || isDigit(code)) {
    reading.clear();
    const end = FORMATS.boot.read(text, at, reading, orders);
    if (end !== NOTHING) return end;
  }
  // A shorter number in brackets is one of a process, unless it is part of a date or a clock.
  const isTime = digits(text, at) >= 10 || text.charCodeAt(at + 2) === DOT || orders.daytime;
  return readAt(text, at, reading, orders, isTime);
}

/** Reads a line in JSON behind a name, as tools for containers write it. */
export function readInnerJson(
  text: string,
  start: number,
  end: number,
  reading: Reading,
  orders: Orders,
): boolean {
  if (text.charCodeAt(end - 1) !== 0x7d) return false;
  const brace = text.slice(start, Math.min(end, start + HEAD)).indexOf('{"');
  return brace !== -1 && readJson(text, start + brace, end, reading, orders);
}

/** Behind what may stand before a time that begins a line: priorities, brackets, quotes, colours, a stray mark. */
function behindLead(text: string, start: number): number {
  let at = start;
  for (let steps = 0; steps < 8; steps++) {
    const code = text.charCodeAt(at);
    // Digits and letters begin what is looked for.
    if (isWord(code) && code !== 0xfeff) return at;
    if (code === 0x5b || code === 0x7b) return at;
    if (code === 0x1b) at = behindEscape(text, at);
    else if (code === 0x3c) at = behindPriority(text, at);
    else if (isLead(code) || (code === DASH && text.charCodeAt(at + 1) === BLANK)) at++;
    else return at;
  }
  return at;
}

const FACILITY = 6;
const LEVEL = 6;

/** Behind where a message of the kernel is from, in two columns: `kern  :info  : [ 7205.123456] …` of `dmesg -x`. */
function behindFacility(text: string, at: number): number {
  if (!isLower(text.charCodeAt(at)) || text.charCodeAt(at + FACILITY) !== COLON) return at;
  const end = at + FACILITY + LEVEL + 1;
  return text.charCodeAt(end) === COLON && text.charCodeAt(end + 1) === BLANK ? end + 2 : at;
}

/** Behind the alert's name that logs of supercomputers have before the seconds and the date: `APPREAD 1117838573 2005.06.03 …`. */
function behindLabel(text: string, at: number): number {
  if (!isUpper(text.charCodeAt(at)) || isLower(text.charCodeAt(at + 1))) return at;
  let end = at;
  while (end - at < LABEL && isWord(text.charCodeAt(end))) end++;
  const seconds = end + 1;
  const date = seconds + 11;
  const isAlert =
    isBlank(text.charCodeAt(end)) &&
    digits(text, seconds) === 10 &&
    digits(text, date) === 4 &&
    text.charCodeAt(date + 4) === DOT;
  return isAlert ? seconds : at;
}

/** A mark of the byte order, quotes, a star, a hash sign, a bracket, a blank behind one of them. */
const isLead = (code: number) =>
  code === 0xfeff ||
  code === 0x22 ||
  code === 0x27 ||
  code === 0x2a ||
  code === 0x23 ||
  code === 0x28 ||
  code === BLANK ||
  code === 0x25;

function behindEscape(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== 0x5b) return at + 1;
  let end = at + 2;
  while (end - at < 20 && (isDigit(text.charCodeAt(end)) || text.charCodeAt(end) === 0x3b)) end++;
  return end + 1;
}

/** Behind `<34>` of syslog, and the version behind it. */
function behindPriority(text: string, at: number): number {
  const count = digits(text, at + 1, 4);
  if (count === 0 || text.charCodeAt(at + 1 + count) !== 0x3e) return at + 1;
  const end = at + 2 + count;
  return digits(text, end, 3) === 1 && text.charCodeAt(end + 1) === BLANK ? end + 2 : end;
}

/** Where a time begins behind the beginning of a line; -1 where there is none. It is read. */
export function findInner(
  text: string,
  start: number,
  end: number,
  reading: Reading,
  orders: Orders,
): number {
  let before = 0x2f;
  const last = Math.min(end, start + HEAD);
  for (let at = start; at < last; at++) {
    const code = text.charCodeAt(at);
    const begins = isDigit(code) || (isUpper(code) && isLower(text.charCodeAt(at + 1)));
    if (begins && isBorder(before) && readAt(text, at, reading, orders, false) !== NOTHING) return at;
    before = code;
  }
  return -1;
}

/** Whether a time may follow: it is no part of a word, a number, a path or an address. */
const isBorder = (code: number) =>
  code === BLANK || code === TAB || (!isWord(code) && code !== 0x2e && code !== DASH && code !== SLASH);
