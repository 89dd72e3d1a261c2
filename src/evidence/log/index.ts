/** Large logs as attachments, from inside a job's thread. */
import type { Output } from '../../db/api.js';
import { getAttachment } from '../../db/attachments.js';
import type { Database } from '../../db/connection.js';
import type { JobControl } from '../../db/control.js';
import { StoreError } from '../../db/errors.js';
import { getLogContent } from '../../db/logChunks.js';
import { Cutter, encodingOf, hasZstd, type Match, PatternError, type Query } from '../chunks/index.js';
import { LogFile } from './file.js';
import { ingestLog, type LogDraft, type LogSource } from './ingest.js';
import { Pool } from './pool.js';
import { searchLog } from './search.js';

interface Control extends Pick<JobControl, 'progress'> {
  /** The path of the bundled thread that works on chunks. */
  readonly chunkThread: string;
}

/** The encoding that a log is read in where none is known. */
const DEFAULT_ENCODING = 'utf-8';

/**
 * Takes a file as an attachment, as far as it reaches when this begins.
 *
 * @throws StoreError, or an error of the file system
 */
export async function attachFile(
  db: Database,
  draft: LogDraft,
  path: string,
  { chunkThread, progress }: Control,
): Promise<Output<'addAttachment'>> {
  if (!hasZstd) throw new StoreError('unsupportedNode', 'no zstd');
  const encoding = encodingOf(draft.encoding ?? DEFAULT_ENCODING);
  const file = new LogFile(path);
  const pool = new Pool(chunkThread);
  try {
    const cutter = new Cutter(encoding);
    const source: LogSource = {
      pieces: file.pieces(cutter),
      reuse: memory => cutter.reuse(memory),
      grew: () => file.grew,
    };
    const told = (done: number) => progress({ done, total: file.size });
    return await ingestLog(db, draft, source, { pool, encoding, progress: told });
  } finally {
    await pool.end();
    file.close();
  }
}

/**
 * Searches an attachment that is kept in chunks.
 *
 * @returns how many matches there are
 * @throws StoreError `gone`, or `invalid` where the pattern is no expression
 */
export async function searchAttachment(
  db: Database,
  id: string,
  query: Query,
  control: Control & { readonly limit: number; readonly found: (matches: Match[]) => void },
): Promise<number> {
  const { encoding } = getAttachment(db, { id });
  const content = getLogContent(db, { id });
  if (!content) throw new StoreError('gone', `chunks of log_file ${id}`);
  const { content_id, chunk_count: total } = content;
  const log = { content: content_id, chunks: total, encoding: encodingOf(encoding ?? DEFAULT_ENCODING) };
  const pool = new Pool(control.chunkThread);
  try {
    const progress = (done: number) => control.progress({ done, total });
    return await searchLog(db, log, query, { ...control, pool, progress });
  } catch (error) {
    throw error instanceof PatternError ? new StoreError('invalid', error.message) : error;
  } finally {
    await pool.end();
  }
}
