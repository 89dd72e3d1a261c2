import type { LineRange } from '../evidence/index.js';

/** `12`, `12-40`, `L12–L40`; null for nothing, undefined for anything else. */
export function parseLines(text: string): LineRange | null | undefined {
  if (text.trim() === '') return null;
  const [, one, other] = /^\s*L?([1-9]\d{0,9})(?:\s*[-–:]\s*L?([1-9]\d{0,9}))?\s*$/i.exec(text) ?? [];
  if (one === undefined) return undefined;
  const [a, b] = [Number(one), Number(other ?? one)];
  return { first: Math.min(a, b), last: Math.max(a, b) };
}
