/** Redacting text of an incident, from inside a job's thread. */
import type { Database } from '../../db/connection.js';
import type { Redacted } from '../gate.js';
import { compilePatterns, type PatternSource } from '../ownPatterns.js';
import { Decided } from './decided.js';
import { type Counts, redactPieces } from './redactPieces.js';

/** @param of whose decisions hold, and how replacements are numbered */
export function redactText(
  db: Database,
  text: Iterable<string>,
  of: ConstructorParameters<typeof Decided>[1],
  patterns: readonly PatternSource[],
): Redacted {
  const counts: Counts = { redacted: {}, kept: 0 };
  const pieces = redactPieces(text, new Decided(db, of), compilePatterns(patterns).patterns, counts);
  return { text: [...pieces].join(''), ...counts };
}
