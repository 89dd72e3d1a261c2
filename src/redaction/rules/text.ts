/** How rules look around a place. All of it is bounded. */

const LOOK_BACK = 256;

/** What matches at `at` and nowhere else; the pattern must be sticky. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** The line before `at`, its last `most` units at most. */
export function lineBefore(text: string, at: number, most = LOOK_BACK): string {
  const from = Math.max(0, at - most);
  const before = text.slice(from, at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** The units before `at`, `count` at most. */
export const textBefore = (text: string, at: number, count: number): string =>
  text.slice(Math.max(0, at - count), Math.max(0, at));

/**
 * Where `sign` stands last before `at`, `most` back at most; -1 where it does not: a trigger may have been a letter that
 * only looks like the sign in its low byte.
 */
export function lastBefore(text: string, at: number, sign: string, most: number): number {
  const found = textBefore(text, at, most).lastIndexOf(sign);
  return found < 0 ? -1 : Math.max(0, at - most) + found;
}

/** The beginning of the run of units before `at` that `belongs` accepts, `most` back at most. */
export function runBack(text: string, at: number, belongs: (code: number) => boolean, most: number): number {
  const end = Math.max(0, at - most);
  let from = at;
  while (from > end && belongs(text.charCodeAt(from - 1))) from--;
  return from;
}

export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
export const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
export const isWord = (code: number): boolean => isDigit(code) || isLetter(code) || code === 0x5f;

/**
 * Whether a word may begin at `at`: no letter or digit stands before, or one that is the end of an escape, as in `%3D` or
 * `\n`.
 */
export function beginsAt(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (!isDigit(before) && !isLetter(before)) return true;
  return /(?:\\[nrt]|%(?:25)?[\da-f]{2}|\\u00[\da-f]{2})$/i.test(textBefore(text, at, 6));
}

/** Whether a word character stands at `at`; beyond either end of the text none does. */
export const wordAt = (text: string, at: number): boolean => isWord(text.charCodeAt(at));
