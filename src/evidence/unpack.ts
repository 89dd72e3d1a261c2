import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MAX_BYTES } from './draft.js';

/** The original bytes of a stored attachment, unpacked off this thread. */
export async function unpackAttachment(compressed: Uint8Array): Promise<Uint8Array> {
  return promisify(gunzip)(compressed, { maxOutputLength: MAX_BYTES });
}
