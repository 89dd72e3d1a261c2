import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** Content up to this size, in bytes, is one row; what is larger is kept in chunks. */
export const SMALL_BYTES = 8 * 1024 * 1024;

/** The most that the text of a document may take, in bytes. */
export const MOST_BYTES = 128 * 1024 * 1024;

/** The stored content of an attachment that is one row, unpacked off this thread. */
export async function unpackAttachment(compressed: Uint8Array): Promise<Uint8Array> {
  return promisify(gunzip)(compressed, { maxOutputLength: MOST_BYTES });
}
