/** Redacting texts of an incident, from inside a job's thread. */
import type { Database } from '../../db/connection.js';
import type { JobControl } from '../../db/control.js';
import { compilePatterns, named, type PatternSource, type Refused } from '../ownPatterns.js';
import { Decided } from './decided.js';
import type { Cut } from './cuts.js';
import { KnownValues } from './knownValues.js';
import { type Counts, redactPieces } from './redactPieces.js';

/** A long text is looked at part by part, so that it can be stopped. */
const PART = 512 * 1024;

/**
 * @param texts each in pieces
 * @param of whose decisions hold, and how replacements are numbered
 * @param total how long all texts are, about
 * @param cuts what is given of each
 * @throws StoreError `cancelled` where `progress` does
 */
export function redactTexts(
  db: Database,
  texts: readonly Iterable<string>[],
  of: ConstructorParameters<typeof Decided>[1],
  sources: readonly PatternSource[],
  {
    progress,
    total,
    cuts,
  }: Pick<JobControl, 'progress'> & { readonly total: number; readonly cuts?: readonly Cut[] | undefined },
): { texts: string[]; refused: Refused[] } & Counts {
  const counts: Counts = { redacted: {}, kept: 0 };
  const decided = new Decided(db, of);
  const { patterns, refused } = compilePatterns(sources);
  const finders = [...patterns, KnownValues.of(db, of.issue_id)];
  let done = 0;
  function* watched(pieces: Iterable<string>): Generator<string, void> {
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; at += PART) {
        progress({ done, total });
        const part = piece.slice(at, at + PART);
        yield part;
        done += part.length;
      }
    }
  }
  const redacted = texts.map(text =>
    [...redactPieces(watched(text), decided, finders, counts, cuts)].join(''),
  );
  return { texts: redacted, refused: refused.map(named), ...counts };
}
