import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { CHUNK_BYTES } from './cutter.js';

/**
 * Of the levels, the fastest whose chunks with their filters are clearly smaller than `gzip -6` of the file
 * (measured on logs: 0.76 to 0.80 of it, where the levels 1 to 5 are at 0.85 to 0.95).
 */
export const ZSTD_LEVEL = 8;

/** Most chunks come out in one piece. */
const OUTPUT_BYTES = 128 * 1024;

/** Whether this Node has zstd: since 22.15. */
export const hasZstd = typeof zstdCompressSync === 'function';

export function pack(bytes: Uint8Array): Buffer<ArrayBuffer> {
  return zstdCompressSync(bytes, {
    params: { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL },
    pledgedSrcSize: bytes.length,
    chunkSize: OUTPUT_BYTES,
  });
}

/** @throws RangeError where the chunk would be larger than any that was packed */
export function unpack(packed: Uint8Array): Buffer<ArrayBuffer> {
  return zstdDecompressSync(packed, { maxOutputLength: CHUNK_BYTES, chunkSize: CHUNK_BYTES });
}
