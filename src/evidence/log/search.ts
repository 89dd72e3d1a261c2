import type { Database } from '../../db/connection.js';
import { chunkAt, filterRow } from '../../db/logChunks.js';
import {
  compile,
  type Encoding,
  type Match,
  mayHold,
  type Query,
  type Requirement,
} from '../chunks/index.js';
import { splitFilters } from './filters.js';
import { inOrder, type Pool } from './pool.js';

/** A large log, to be searched. */
export interface SearchedLog {
  readonly content: number;
  readonly chunks: number;
  readonly encoding: Encoding;
}

export interface LogSearch {
  readonly pool: Pool;
  /** The most matches to find. */
  readonly limit: number;
  /** Told each chunk's matches, in the order of the log. */
  readonly found: (matches: Match[]) => void;
  /** Told how many chunks are done; it may throw to stop. */
  readonly progress: (chunks: number) => void;
}

/**
 * Searches a log in its order, only those chunks whose filter lets them hold a match.
 *
 * @returns whether it was searched to its end; false where the limit came first
 * @throws PatternError
 */
export async function searchLog(
  db: Database,
  log: SearchedLog,
  query: Query,
  { pool, limit, found, progress }: LogSearch,
): Promise<boolean> {
  const { requirement } = compile(query);
  let left = limit;
  await inOrder(
    pool.depth,
    candidates(db, log, requirement),
    seq => {
      const chunk = chunkAt(db, log.content, seq);
      const before = chunk.first_column > 0 ? chunkAt(db, log.content, seq - 1).packed : undefined;
      return pool.run({ type: 'search', chunk, before, encoding: log.encoding.name, query, limit: left });
    },
    (matches, seq) => {
      const taken = matches.slice(0, left);
      left -= taken.length;
      if (taken.length > 0) found(taken);
      progress(seq + 1);
      return left > 0;
    },
  );
  return left > 0;
}

/** The numbers of the chunks that may hold a match. */
function* candidates(
  db: Database,
  log: SearchedLog,
  requirement: Requirement | undefined,
): Generator<number> {
  if (requirement === undefined) {
    for (let seq = 0; seq < log.chunks; seq++) yield seq;
    return;
  }
  let seq = 0;
  for (let row = filterRow(db, log.content, seq); row; row = filterRow(db, log.content, seq)) {
    for (const filter of splitFilters(row.filters)) {
      if (mayHold(filter, requirement)) yield seq;
      seq++;
    }
  }
}
