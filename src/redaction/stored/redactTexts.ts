/** Redacting texts of an incident, from inside a job's thread. */
import type { Database } from '../../db/connection.js';
import { compilePatterns, type PatternSource } from '../ownPatterns.js';
import { Decided } from './decided.js';
import { type Counts, redactPieces } from './redactPieces.js';

/**
 * @param texts each in pieces
 * @param of whose decisions hold, and how replacements are numbered
 */
export function redactTexts(
  db: Database,
  texts: readonly Iterable<string>[],
  of: ConstructorParameters<typeof Decided>[1],
  sources: readonly PatternSource[],
): { texts: string[] } & Counts {
  const counts: Counts = { redacted: {}, kept: 0 };
  const decided = new Decided(db, of);
  const { patterns } = compilePatterns(sources);
  const redacted = texts.map(text => [...redactPieces(text, decided, patterns, counts)].join(''));
  return { texts: redacted, ...counts };
}
