/** Large logs: taken chunk by chunk, there for readers all at once, read by line or byte, taken back in slices. */
import type { Checked, Output } from './api.js';
import { addAttachment } from './attachments.js';
import type { Database } from './connection.js';
import { StoreError } from './errors.js';
import type { Handlers } from './handlers.js';
import { LogChunk, LogContent, type NewLog } from './rows/logChunks.js';
import { statement } from './statements.js';

/** Filters of this many chunks are kept in one row: they are read all together, and far more often than chunks. */
export const FILTERS_IN_ROW = 64;
/** A content that nobody went on with for so long was left by a crash. */
const STALE_MS = 5 * 60_000;
/** How many chunks one slice takes away: a slice holds the store for some 50 ms. */
const SLICE = 32;
/** The most chunks that one call reads. */
const MOST_CHUNKS = 8;

const COLUMNS = 'seq, first_line, first_column, line_count, byte_offset, byte_length, is_open, packed';

/** How many pages of the log before the database takes them over: larger than usual, since each is new. */
const BULK_CHECKPOINT = 4000;

/** Nothing that was written is read again. */
const BULK_CACHE_KIB = 8 * 1024;

/**
 * Begins a content, which readers don't see yet. The connection is for this alone from now on: its batches are
 * on the disk for certain only when the content is finished, which nothing before depends on.
 */
export function beginLog(db: Database, now = Date.now()): number {
  db.pragma(`wal_autocheckpoint = ${BULK_CHECKPOINT}`);
  db.pragma('synchronous = NORMAL');
  db.pragma(`cache_size = -${BULK_CACHE_KIB}`);
  return newContent(db, now);
}

/** A content without chunks, which readers don't see yet. */
export function newContent(db: Database, now = Date.now()): number {
  const { lastInsertRowid } = statement(db, `INSERT INTO log_contents (touched_at) VALUES (?)`).run(now);
  return Number(lastInsertRowid);
}

/** Makes the content that of an attachment, in the transaction that the attachment came in. */
export function linkContent(
  db: Database,
  content: number,
  id: string | null,
  counts: { readonly lines: number; readonly chunks: number },
): void {
  statement(
    db,
    `UPDATE log_contents SET finished = 1, log_file_id = @id, line_count = @lines, chunk_count = @chunks
     WHERE id = @content`,
  ).run({ content, ...counts, id });
}

/** Filters of consecutive chunks, as one row. */
export interface FilterRow {
  readonly first_seq: number;
  readonly filters: Uint8Array;
}

/**
 * Keeps chunks and filters, in one transaction.
 *
 * @throws StoreError `gone` where the content was taken back meanwhile
 */
export function appendChunks(
  db: Database,
  content: number,
  chunks: readonly LogChunk[],
  filters: readonly FilterRow[],
  now = Date.now(),
): void {
  const insertChunk = statement(
    db,
    `INSERT INTO log_chunks (content_id, ${COLUMNS})
     VALUES (@content, @seq, @first_line, @first_column, @line_count, @byte_offset, @byte_length, @is_open, @packed)`,
  );
  const insertFilter = statement(
    db,
    `INSERT INTO log_filters (content_id, first_seq, filters) VALUES (@content, @first_seq, @filters)`,
  );
  db.transaction(() => {
    touch(db, content, now);
    for (const chunk of chunks) insertChunk.run({ content, ...chunk });
    for (const row of filters) insertFilter.run({ content, ...row });
  }).immediate();
}

/** Says that somebody is still at it. */
export function touch(db: Database, content: number, now = Date.now()): void {
  const { changes } = statement(
    db,
    `UPDATE log_contents SET touched_at = ? WHERE id = ? AND finished = 0`,
  ).run(now, content);
  if (changes === 0) throw new StoreError('gone', `content ${content} was taken back`);
}

/**
 * Makes the content an attachment, unless the incident has the same one already: then it is left to be taken back,
 * and `added` is false.
 */
export function finishLog(
  db: Database,
  content: number,
  log: NewLog,
  counts: { readonly lines: number; readonly chunks: number },
): Output<'addAttachment'> {
  db.pragma('synchronous = FULL');
  return db
    .transaction(() => {
      touch(db, content);
      const result = addAttachment(db, { ...log, content_compressed: null });
      linkContent(db, content, result.added ? result.attachment.id : null, counts);
      return result;
    })
    .immediate();
}

/** Gives a content up: it is a leftover from now on. */
export function abandonLog(db: Database, content: number): void {
  statement(db, `UPDATE log_contents SET finished = 1 WHERE id = ?`).run(content);
}

/**
 * Takes a slice of what no attachment refers to any more out of the file; what is deleted is overwritten.
 *
 * @returns whether there may be more
 */
export function purgeLeftovers(db: Database, now = Date.now()): boolean {
  const find = statement(
    db,
    `SELECT id FROM log_contents WHERE log_file_id IS NULL AND (finished = 1 OR touched_at < ?) LIMIT 1`,
  ).pluck();
  if (find.get(now - STALE_MS) === undefined) return false;
  return db
    .transaction(() => {
      const content: unknown = find.get(now - STALE_MS);
      if (content === undefined) return false;
      // Whoever still goes on with it finds it gone.
      statement(db, `UPDATE log_contents SET finished = 1 WHERE id = ?`).run(content);
      statement(db, `DELETE FROM log_filters WHERE content_id = ?`).run(content);
      const { changes } = statement(
        db,
        `DELETE FROM log_chunks WHERE rowid IN (SELECT rowid FROM log_chunks WHERE content_id = ? LIMIT ${SLICE})`,
      ).run(content);
      if (changes < SLICE) statement(db, `DELETE FROM log_contents WHERE id = ?`).run(content);
      return true;
    })
    .immediate();
}

export function getLogContent(db: Database, { id }: Checked<'getLogContent'>): LogContent | null {
  const row = statement(
    db,
    `SELECT id AS content_id, line_count, chunk_count FROM log_contents WHERE log_file_id = ?`,
  ).get(id);
  return row === undefined ? null : LogContent.parse(row);
}

/** Where the chunk begins that holds the first line or byte asked for. */
const START = {
  line: `SELECT seq FROM log_chunks WHERE content_id = @content AND first_line <= @first
         AND NOT (first_line = @first AND first_column > 0) ORDER BY first_line DESC LIMIT 1`,
  byte: `SELECT seq FROM log_chunks WHERE content_id = @content AND byte_offset <= @first
         ORDER BY byte_offset DESC LIMIT 1`,
};
const WITHIN = { line: 'first_line <= @last', byte: 'byte_offset <= @last' };

function readChunks(db: Database, { id, by, first, last }: Checked<'readChunks'>): LogChunk[] {
  const content = getLogContent(db, { id })?.content_id;
  if (content === undefined) throw new StoreError('gone', `chunks of log_file ${id}`);
  return statement(
    db,
    `SELECT ${COLUMNS} FROM log_chunks WHERE content_id = @content AND seq >= (${START[by]}) AND ${WITHIN[by]}
     ORDER BY seq LIMIT ${MOST_CHUNKS}`,
  )
    .all({ content, first, last })
    .map((row: unknown) => LogChunk.parse(row));
}

/** The chunk with this number. */
export function chunkAt(db: Database, content: number, seq: number): LogChunk {
  const row = statement(db, `SELECT ${COLUMNS} FROM log_chunks WHERE content_id = ? AND seq = ?`).get(
    content,
    seq,
  );
  if (row === undefined) throw new StoreError('gone', `chunk ${seq} of content ${content}`);
  return LogChunk.parse(row);
}

/** The first row of filters that begins with this chunk or a later one. */
export function filterRow(db: Database, content: number, from: number): FilterRow | undefined {
  return db
    .prepare<[number, number], FilterRow>(
      `SELECT first_seq, filters FROM log_filters WHERE content_id = ? AND first_seq >= ? ORDER BY first_seq LIMIT 1`,
    )
    .get(content, from);
}

export const logChunks = { getLogContent, readChunks } satisfies Partial<Handlers>;
