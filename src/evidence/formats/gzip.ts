import { crc32, createInflateRaw } from 'node:zlib';
import { CHUNK_BYTES, continues, member, missing } from './member.js';
import type { Reader } from './reader.js';
import { CutShort, damaged } from './cut.js';

/** The longest name or comment in a header that is believed. */
const MAX_TEXT_BYTES = 64 * 1024;

/** What a header announces (RFC 1952, 2.3.1). */
const FLAGS = { headerChecksum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 };

/**
 * Unpacks gzip (RFC 1952), member after member. Headers and checksums are read here and not by Node's Gunzip, which
 * drops what it has just unpacked when a checksum is wrong or something else follows.
 *
 * @throws CutShort after all that was readable
 */
export async function* gunzip(input: Reader): AsyncGenerator<Uint8Array, void> {
  do {
    await skipHeader(input);
    let checksum = 0;
    let size = 0;
    for await (const chunk of deflated(input)) {
      checksum = crc32(chunk, checksum);
      size = (size + chunk.length) >>> 0;
      yield chunk;
    }
    const trailer = await input.take(8);
    if (!trailer) throw missing('gzip', input);
    const view = new DataView(trailer.buffer, trailer.byteOffset);
    if (view.getUint32(0, true) !== checksum || view.getUint32(4, true) !== size) {
      throw new CutShort({ reason: 'checksum', format: 'gzip' });
    }
  } while (await continues('gzip', input, isGzip));
}

/** A bare deflate stream, as gzip and zip hold it. */
export function deflated(input: Reader): AsyncGenerator<Uint8Array, void> {
  return member('deflate', createInflateRaw({ chunkSize: CHUNK_BYTES }), input);
}

/** Deflate is the only method there has ever been. */
export function isGzip([a, b, method]: Uint8Array): boolean {
  return a === 0x1f && b === 0x8b && method === 8;
}

async function skipHeader(input: Reader): Promise<void> {
  const [, , , flags = 0] = await some(input, 10);
  if (flags & FLAGS.reserved) throw damaged('gzip', 'reserved flags');
  if (flags & FLAGS.extra) {
    const [low = 0, high = 0] = await some(input, 2);
    await some(input, low + high * 256);
  }
  if (flags & FLAGS.name) await skipText(input);
  if (flags & FLAGS.comment) await skipText(input);
  if (flags & FLAGS.headerChecksum) await some(input, 2);
}

async function some(input: Reader, length: number): Promise<Uint8Array> {
  const bytes = await input.take(length);
  if (!bytes) throw missing('gzip', input);
  return bytes;
}

async function skipText(input: Reader): Promise<void> {
  const length = (await input.peek(MAX_TEXT_BYTES)).indexOf(0);
  if (length === -1) throw damaged('gzip', 'header without end');
  await some(input, length + 1);
}
