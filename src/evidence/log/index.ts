/** Large logs as attachments, from inside a job's thread. */
import type { Output } from '../../db/api.js';
import type { Database } from '../../db/connection.js';
import type { JobControl } from '../../db/control.js';
import { StoreError } from '../../db/errors.js';
import { Cutter, encodingOf, hasZstd, type Piece } from '../chunks/index.js';
import { LogFile } from './file.js';
import { type Ending, ingestLog, type LogDraft, type LogSource } from './ingest.js';
import { Pool } from './pool.js';
import { searchLog } from './search.js';

export { type Ending, Pool, searchLog };

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
  const file = new LogFile(path);
  try {
    return await take(db, draft, chunkThread, cutter => ({
      pieces: file.pieces(cutter),
      ending: () => file.ending(),
      progress: done => progress({ done, total: file.size }),
    }));
  } finally {
    file.close();
  }
}

/**
 * Takes bytes as they come as an attachment.
 *
 * @param ending asked after the last of them, with their number: why they are not all there is
 * @throws StoreError, and what `bytes` throws
 */
export function attachStream(
  db: Database,
  draft: LogDraft,
  bytes: AsyncIterable<Uint8Array>,
  ending: LogSource['ending'],
  chunkThread: string,
): Promise<Output<'addAttachment'>> {
  return take(db, draft, chunkThread, cutter => ({
    pieces: cutStream(bytes, cutter),
    ending,
    progress: () => undefined,
  }));
}

async function take(
  db: Database,
  draft: LogDraft,
  chunkThread: string,
  from: (cutter: Cutter) => Omit<LogSource, 'reuse'> & { readonly progress: (bytes: number) => void },
): Promise<Output<'addAttachment'>> {
  if (!hasZstd) throw new StoreError('unsupportedNode', 'no zstd');
  const encoding = encodingOf(draft.encoding ?? DEFAULT_ENCODING);
  const pool = new Pool(chunkThread);
  const cutter = new Cutter(encoding);
  try {
    const { progress, ...source } = from(cutter);
    const reuse = (memory: ArrayBuffer) => cutter.reuse(memory);
    return await ingestLog(db, draft, { ...source, reuse }, { pool, encoding, progress });
  } finally {
    await pool.end();
  }
}

async function* cutStream(bytes: AsyncIterable<Uint8Array>, cutter: Cutter): AsyncGenerator<Piece> {
  for await (let chunk of bytes) {
    while (chunk.length > 0) {
      const { room } = cutter;
      const part = chunk.subarray(0, room.length);
      room.set(part);
      chunk = chunk.subarray(part.length);
      const piece = cutter.took(part.length);
      if (piece) yield piece;
    }
  }
  const rest = cutter.end();
  if (rest) yield rest;
}
