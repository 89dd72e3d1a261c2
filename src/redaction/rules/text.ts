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

/** Whether a word character stands at `at`; beyond either end of the text none does. */
export const wordAt = (text: string, at: number): boolean => isWord(text.charCodeAt(at));
