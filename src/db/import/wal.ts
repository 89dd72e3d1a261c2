/**
 * Reading a write-ahead log into the database that it belongs to, in memory. SQLite itself would leave files beside a
 * source that is opened for reading only. The format is that of https://www.sqlite.org/fileformat2.html#walformat.
 */

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The lowest bit tells that the checksums read the bytes as big-endian numbers. */
const MAGIC = 0x377f0682;

/** The checksum over whole pairs of 32-bit words, carried on from frame to frame. */
function checksum(bytes: Buffer, bigEndian: boolean, [a, b]: readonly [number, number]): [number, number] {
  let [s0, s1] = [a, b];
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    s0 = (s0 + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + s1) >>> 0;
    s1 = (s1 + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + s0) >>> 0;
  }
  return [s0, s1];
}

/** The pages of the transactions that were committed, and the size of the database after the last one, in pages. */
function committed(wal: Buffer): { pageSize: number; pages: Map<number, Buffer>; size: number } | undefined {
  if (wal.length < HEADER_BYTES) return undefined;
  const magic = wal.readUInt32BE(0);
  if ((magic & ~1) >>> 0 !== MAGIC) return undefined;
  const bigEndian = (magic & 1) === 1;
  const pageSize = wal.readUInt32BE(8);
  let sum = checksum(wal.subarray(0, 24), bigEndian, [0, 0]);
  if (sum[0] !== wal.readUInt32BE(24) || sum[1] !== wal.readUInt32BE(28)) return undefined;

  const pages = new Map<number, Buffer>();
  const open = new Map<number, Buffer>();
  let size = 0;
  for (let at = HEADER_BYTES; at + FRAME_HEADER_BYTES + pageSize <= wal.length;) {
    const content = at + FRAME_HEADER_BYTES;
    const page = wal.subarray(content, content + pageSize);
    sum = checksum(page, bigEndian, checksum(wal.subarray(at, at + 8), bigEndian, sum));
    // Frames of an earlier use of the file have other salts, torn ones another sum: the log ends before them.
    const ours = wal.compare(wal, 16, 24, at + 8, at + 16) === 0;
    if (!ours || sum[0] !== wal.readUInt32BE(at + 16) || sum[1] !== wal.readUInt32BE(at + 20)) break;
    open.set(wal.readUInt32BE(at), page);
    const sizeAfter = wal.readUInt32BE(at + 4);
    if (sizeAfter > 0) {
      size = sizeAfter;
      for (const [number, content] of open) pages.set(number, content);
      open.clear();
    }
    at = content + pageSize;
  }
  return { pageSize, pages, size };
}

/** The database with what its write-ahead log committed, in the older journal mode, which needs no file beside it. */
export function mergeWal(database: Buffer, wal: Buffer): Buffer {
  const log = committed(wal);
  const merged = log && log.size > 0 ? Buffer.alloc(log.size * log.pageSize) : Buffer.from(database);
  if (log && log.size > 0) {
    database.copy(merged);
    for (const [number, page] of log.pages)
      if (number <= log.size) page.copy(merged, (number - 1) * log.pageSize);
  }
  // https://www.sqlite.org/fileformat2.html#file_format_version_numbers
  merged[18] = merged[19] = 1;
  return merged;
}
