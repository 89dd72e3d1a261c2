import * as zlib from 'node:zlib';
import { bunzip2 } from './bzip2.js';
import { gunzip } from './gzip.js';
import { CHUNK_BYTES, continues, member } from './member.js';
import type { Reader } from './reader.js';
import { unxz } from './xz.js';
import type { Compression } from './cut.js';

/** Unpacks what a reader holds. Throws {@link CutShort} after all that was readable. */
export type Decompressor = (input: Reader) => AsyncGenerator<Uint8Array, void>;

/** What unpacks each compression; undefined where this version of Node can't. */
export const DECOMPRESSORS: Readonly<Record<Compression, Decompressor | undefined>> = {
  gzip: gunzip,
  // Node has it since 22.15; the oldest editors may bring an older one.
  zstd: 'createZstdDecompress' in zlib ? unzstd : undefined,
  bzip2: bunzip2,
  xz: unxz,
};

/** Frame after frame: Node's own decompressor stops after the first without a word. */
async function* unzstd(input: Reader): AsyncGenerator<Uint8Array, void> {
  do {
    yield* member('zstd', zlib.createZstdDecompress({ chunkSize: CHUNK_BYTES }), input);
  } while (await continues('zstd', input, isZstd));
}

/** A frame with content, or one to skip (RFC 8878, 3.1). */
export function isZstd([a = 0, b, c, d]: Uint8Array): boolean {
  if (a === 0x28) return b === 0xb5 && c === 0x2f && d === 0xfd;
  return (a & 0xf0) === 0x50 && b === 0x2a && c === 0x4d && d === 0x18;
}
