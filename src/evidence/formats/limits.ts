const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/**
 * What unpacking may cost. Text is streamed, so that memory stays flat whatever these say; they guard the disk and
 * the person's time against archives made to be endless. Any of them may be raised, also to `Infinity`.
 */
export interface Limits {
  /** Bytes that all unpacking together may yield. */
  readonly unpackedBytes: number;
  /** Bytes that one entry may yield. */
  readonly entryBytes: number;
  /**
   * Unpacked bytes for each byte of the source, once more than `ratioFloor` bytes are unpacked: logs that repeat
   * themselves reach 100, an archive made to be endless 1000 and more.
   */
  readonly ratio: number;
  readonly ratioFloor: number;
  /** Entries of all archives together, folders included. */
  readonly entries: number;
  /** Compressions and archives within each other; a `tar.gz` is two. */
  readonly depth: number;
  /** Bytes held in memory for what can't be streamed: zips inside archives or without random access. */
  readonly bufferedBytes: number;
  /** Bytes of one image, held in memory. */
  readonly imageBytes: number;
  /** Bytes of one document, held in memory, and of what its parts unpack to. */
  readonly documentBytes: number;
  readonly documentUnpackedBytes: number;
  /** UTF-16 units of the text of one document. */
  readonly documentText: number;
}

export type Limit = Exclude<keyof Limits, 'ratioFloor'>;

export const DEFAULT_LIMITS: Limits = {
  unpackedBytes: 64 * GIB,
  entryBytes: 32 * GIB,
  ratio: 250,
  ratioFloor: GIB,
  entries: 20_000,
  depth: 8,
  bufferedBytes: 256 * MIB,
  imageBytes: 32 * MIB,
  documentBytes: 64 * MIB,
  documentUnpackedBytes: 256 * MIB,
  documentText: 32 * MIB,
};
