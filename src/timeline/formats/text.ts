/**
 * Reading characters of a line. A line's end needs no check of its own: the line feed behind it, or the NaN behind a
 * text, is none of what is looked for.
 */

export const BLANK = 0x20;
export const TAB = 0x09;
export const COLON = 0x3a;
export const DOT = 0x2e;
export const COMMA = 0x2c;
export const DASH = 0x2d;
export const PLUS = 0x2b;
export const SLASH = 0x2f;

export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
export const isUpper = (code: number): boolean => code >= 0x41 && code <= 0x5a;
export const isLower = (code: number): boolean => code >= 0x61 && code <= 0x7a;
export const isWord = (code: number): boolean =>
  isDigit(code) || isUpper(code) || isLower(code) || code === 0x5f || code > 0x7f;
export const isBlank = (code: number): boolean => code === BLANK || code === TAB;

/** The number that one digit is, or -1. */
export function one(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return isDigit(code) ? code - 0x30 : -1;
}

/** The number that two digits are, or -1. */
export function two(text: string, at: number): number {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return isDigit(first) && isDigit(second) ? first * 10 + second - 0x30 * 11 : -1;
}

/** The number that four digits are, or -1. */
export function four(text: string, at: number): number {
  const first = two(text, at);
  const second = two(text, at + 2);
  return first >= 0 && second >= 0 ? first * 100 + second : -1;
}

/** How many digits stand there, up to `most`. */
export function digits(text: string, at: number, most = 20): number {
  let count = 0;
  while (count < most && isDigit(text.charCodeAt(at + count))) count++;
  return count;
}

/** The number that so many digits are; what is beyond 15 digits loses its end. */
export function number(text: string, at: number, count: number): number {
  let value = 0;
  for (let place = at; place < at + count; place++) value = value * 10 + text.charCodeAt(place) - 0x30;
  return value;
}

/** Behind blanks, `most` of them at most. */
export function behindBlanks(text: string, at: number, most = 8): number {
  let place = at;
  while (place - at < most && isBlank(text.charCodeAt(place))) place++;
  return place;
}
