import { createHash } from 'node:crypto';
import type { PatternSource } from '../ownPatterns.js';

/** Raised whenever the rules find something else than before: attachments are scanned again then. */
const RULES_VERSION = 7;

/** The version of the rules together with a person's own patterns. */
export function rulesOf(patterns: readonly PatternSource[]): string {
  if (patterns.length === 0) return `${RULES_VERSION}`;
  const own = patterns.map(({ name, pattern, ignoreCase = false }) => [name, pattern, ignoreCase]);
  const hash = createHash('sha256').update(JSON.stringify(own)).digest('hex').slice(0, 12);
  return `${RULES_VERSION} ${hash}`;
}

/** Findings of one attachment that are kept for review; what leaves is scanned anew, so none is passed on for it. */
export const MOST_LISTED = 10_000;
