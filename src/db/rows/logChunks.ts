import * as z from 'zod';
import { Id } from './common.js';
import { NewAttachment } from './attachments.js';

/** A chunk of a large log, without its content. */
const ChunkPlace = z.object({
  /** Counted from 0. */
  seq: z.int().nonnegative(),
  /** The number of its first line, counted from 1; a line that is cut is the first one of each further piece. */
  first_line: z.int().positive(),
  /** UTF-16 units of its first line that stand in the chunks before. */
  first_column: z.int().nonnegative(),
  /** How many lines it holds, parts of lines included. */
  line_count: z.int().positive(),
  /** Where it stands in the original, in bytes. */
  byte_offset: z.int().nonnegative(),
  byte_length: z.int().positive(),
  /** 1 where its last line goes on in the next chunk. */
  is_open: z.int(),
});

export const LogChunk = ChunkPlace.extend({
  /** zstd of the original bytes. */
  packed: z.instanceof(Uint8Array<ArrayBufferLike>),
});
export type LogChunk = z.output<typeof LogChunk>;

/** What is known of an attachment's content that is kept in chunks. */
export const LogContent = z.object({
  content_id: z.int(),
  line_count: z.int(),
  chunk_count: z.int(),
});
export type LogContent = z.output<typeof LogContent>;

/** An attachment whose content is already there, as chunks. */
export const NewLog = NewAttachment.omit({ content_compressed: true });
export type NewLog = z.output<typeof NewLog>;

/** An inclusive range of lines counted from 1, or of bytes counted from 0. */
export const ChunkRange = z.object({
  id: Id,
  by: z.enum(['line', 'byte']),
  first: z.int().nonnegative(),
  last: z.int().nonnegative(),
});
