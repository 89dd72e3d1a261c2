import type { PatternSource } from '../ownPatterns.js';
import { LABELS } from '../types.js';

/** The words in brackets that may stand in redacted text, without their numbers. */
export function labelsOf(patterns: readonly PatternSource[]): string[] {
  return [...new Set([...Object.values(LABELS), ...patterns.map(({ name }) => name)])];
}
