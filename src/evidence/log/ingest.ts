/** Taking a large log into the store: read, cut, hashed, packed, filtered and kept, with flat memory. */
import { createHash } from 'node:crypto';
import type { Output } from '../../db/api.js';
import type { Database } from '../../db/connection.js';
import {
  abandonLog,
  appendChunks,
  beginLog,
  type FilterRow,
  FILTERS_IN_ROW,
  finishLog,
  purgeLeftovers,
} from '../../db/logChunks.js';
import type { LogChunk, NewLog } from '../../db/rows/logChunks.js';
import type { Provenance } from '../../db/rows/provenance.js';
import { type Encoding, type Piece } from '../chunks/index.js';
import { joinFilters } from './filters.js';
import { inOrder, type Pool } from './pool.js';
import type { Packed } from './tasks.js';

/** Chunks of one transaction: others wait for it some 50 ms at most. */
const BATCH = 16;

/** What is known of a log before it is read. */
export type LogDraft = Omit<NewLog, 'content_hash' | 'file_size'>;

/** What is to be said of how a source ended. */
export type Ending = Pick<Provenance, 'grew' | 'partial'>;

/** Where the pieces come from. */
export interface LogSource {
  readonly pieces: Iterable<Piece> | AsyncIterable<Piece>;
  /** Given the memory of each piece that is done with. */
  readonly reuse: (memory: ArrayBuffer) => void;
  /** Asked after the last piece, with the bytes of all: what is to be said of how it ended. */
  readonly ending: (bytes: number) => Ending | Promise<Ending>;
}

/**
 * Takes a log. Readers see nothing of it before all of it is there; where anything fails, what was kept is taken back.
 *
 * @param progress told the bytes that are done; it may throw to stop
 * @throws StoreError
 */
export async function ingestLog(
  db: Database,
  draft: LogDraft,
  source: LogSource,
  {
    pool,
    encoding,
    progress,
  }: { readonly pool: Pool; readonly encoding: Encoding; readonly progress: (bytes: number) => void },
): Promise<Output<'addAttachment'>> {
  const content = beginLog(db);
  const hash = createHash('sha256');
  const keeper = new Keeper(db, content);
  try {
    await inOrder(
      () => pool.depth,
      source.pieces,
      piece => {
        hash.update(piece.bytes);
        const place = { offset: piece.offset, length: piece.bytes.length, isOpen: piece.isOpen };
        const task = { type: 'pack', piece, encoding: encoding.name } as const;
        // The thread gets the memory; only the place stays.
        return pool.run(task, [piece.bytes.buffer]).then(packed => ({ ...place, packed }));
      },
      ({ packed, ...place }) => {
        keeper.keep(place, packed);
        source.reuse(packed.memory);
        progress(place.offset + place.length);
      },
    );
    keeper.flush(true);
    const provenance = { ...draft.provenance, ...(await source.ending(keeper.bytes)) };
    const log = { ...draft, provenance, file_size: keeper.bytes, content_hash: hash.digest('hex') };
    return finishLog(db, content, log, { lines: keeper.lines, chunks: keeper.chunks });
  } catch (error) {
    takeBack(db, content);
    throw error;
  }
}

/** Where a piece stands in its file, in bytes. */
interface Place {
  readonly offset: number;
  readonly length: number;
  readonly isOpen: boolean;
}

/** Numbers the chunks and lines, and keeps both chunks and filters in batches. */
class Keeper {
  bytes = 0;
  chunks = 0;
  lines = 0;
  #nextLine = 1;
  #column = 0;
  #batch: LogChunk[] = [];
  #filters: Uint8Array[] = [];
  /** Given back at once: the collector would wait for far more of it. */
  #memory: ArrayBuffer[] = [];

  constructor(
    private readonly db: Database,
    private readonly content: number,
  ) {}

  keep({ offset, length, isOpen }: Place, { packed, filter, lineEnds, openUnits, endsInLine }: Packed): void {
    this.lines = this.#nextLine + lineEnds - (endsInLine ? 0 : 1);
    this.#batch.push({
      seq: this.chunks++,
      first_line: this.#nextLine,
      first_column: this.#column,
      line_count: this.lines - this.#nextLine + 1,
      byte_offset: offset,
      byte_length: length,
      is_open: Number(isOpen),
      packed,
    });
    this.#filters.push(filter);
    this.#memory.push(packed.buffer);
    this.bytes = offset + length;
    this.#column = (lineEnds > 0 ? 0 : this.#column) + openUnits;
    this.#nextLine += lineEnds;
    if (this.#batch.length >= BATCH) this.flush();
  }

  /** @param all whether filters that don't fill a row are kept, too */
  flush(all = false): void {
    const rows: FilterRow[] = [];
    if (all || this.#filters.length >= FILTERS_IN_ROW) {
      rows.push({ first_seq: this.chunks - this.#filters.length, filters: joinFilters(this.#filters) });
      this.#filters = [];
    }
    appendChunks(this.db, this.content, this.#batch, rows);
    this.#batch = [];
    for (const memory of this.#memory) memory.transfer(0);
    this.#memory = [];
  }
}

/** Where even that fails, as on a full disk, the content counts as a leftover soon. */
function takeBack(db: Database, content: number): void {
  try {
    abandonLog(db, content);
    while (purgeLeftovers(db));
  } catch {
    // The error that led here is the one to tell.
  }
}
