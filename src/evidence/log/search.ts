import type { Database } from '../../db/connection.js';
import { chunkAt, filterRow } from '../../db/logChunks.js';
import {
  compile,
  type Encoding,
  type Found,
  mayHold,
  type Requirement,
  type Within,
} from '../chunks/index.js';
import type { Query } from '../pattern/index.js';
import { splitFilters } from './filters.js';
import { inOrder, type Pool } from './pool.js';
import { searchPacked } from './tasks.js';

/** A large log, to be searched. */
export interface SearchedLog {
  readonly content: number;
  readonly chunks: number;
  readonly encoding: Encoding;
}

export interface LogSearch {
  readonly query: Query;
  /** Only lines of this time. */
  readonly within?: Within | undefined;
  readonly pool: Pool;
  /** The most matches to tell; the others are counted. */
  readonly limit: number;
  /** Told what each chunk holds, in the order of the log. */
  readonly found: (found: Found) => void;
  /** Told how many chunks are done; it may throw to stop. */
  readonly progress: (chunks: number) => void;
}

/** So many chunks are searched by this thread, which is quicker than starting others. */
const ALONE = 8;

/**
 * Searches a log in its order, only those chunks whose filter lets them hold a match.
 *
 * @throws PatternError
 */
export async function searchLog(
  db: Database,
  log: SearchedLog,
  { query, within, pool, limit, found, progress }: LogSearch,
): Promise<void> {
  const { requirement } = compile(query);
  let told = 0;
  let begun = 0;
  await inOrder(
    () => (begun < ALONE ? 1 : pool.depth),
    candidates(db, log, requirement),
    seq => {
      const chunk = chunkAt(db, log.content, seq);
      const before = chunk.first_column > 0 ? chunkAt(db, log.content, seq - 1).packed : undefined;
      const encoding = log.encoding.name;
      const task = { type: 'search', chunk, before, encoding, query, limit: limit - told, within } as const;
      return begun++ < ALONE ? Promise.resolve(searchPacked(task)) : pool.run(task, memoryOf(chunk.packed));
    },
    (result, seq) => {
      const matches = result.matches.slice(0, limit - told);
      told += matches.length;
      found({ ...result, matches });
      progress(seq + 1);
    },
  );
}

/** Memory that is a row's alone changes hands without a copy. */
function memoryOf({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
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
