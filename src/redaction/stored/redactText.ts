/** Redacting text of an incident, from inside a job's thread. */
import type { Database } from '../../db/connection.js';
import type { Redacted } from '../gate.js';
import { compilePatterns, type PatternSource } from '../ownPatterns.js';
import { redact } from '../redact.js';
import { Scanner } from '../scan/scanner.js';
import { Decided } from './decided.js';

/** @param of whose decisions hold, and how replacements are numbered */
export function redactText(
  db: Database,
  text: string,
  of: ConstructorParameters<typeof Decided>[1],
  patterns: readonly PatternSource[],
): Redacted {
  const scanner = new Scanner(compilePatterns(patterns).patterns);
  const found = [...scanner.push(text), ...scanner.end()];
  const decided = new Decided(db, of);
  const spans = decided.inTransaction(() =>
    found.flatMap(one => {
      const replacement = decided.replacement(one);
      return replacement === undefined ? [] : [{ ...one, replacement }];
    }),
  );
  const redacted: Record<string, number> = {};
  for (const { type } of spans) redacted[type] = (redacted[type] ?? 0) + 1;
  return { text: redact(text, spans), redacted, kept: found.length - spans.length };
}
