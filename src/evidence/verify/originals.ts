/** The original bytes of what is stored, as they come out of it. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { attachments } from '../../db/attachments.js';
import type { Database } from '../../db/connection.js';
import { StoreError } from '../../db/errors.js';
import { images } from '../../db/images.js';
import { chunkAt, getLogContent } from '../../db/logChunks.js';
import type { EvidenceFault } from '../../db/values.js';
import type { Verifiable } from '../../db/verification.js';
import { unpack } from '../chunks/index.js';

/** Verifiable that does not come out of the store any more. */
export class Broken extends Error {
  constructor(readonly fault: EvidenceFault) {
    super(fault);
  }
}

/** @throws Broken, and StoreError where the store itself fails */
export async function* originalOf(db: Database, { kind, id }: Verifiable): AsyncGenerator<Uint8Array, void> {
  if (kind === 'image') {
    yield stored('contentMissing', () => images.readImage(db, { id }));
    return;
  }
  const content = getLogContent(db, { id });
  if (content) {
    yield* chunks(db, content);
    return;
  }
  const packed = stored('contentMissing', () => attachments.readAttachment(db, { id }));
  const original = ifThere(() => attachments.readOriginal(db, { id }));
  if (original === undefined) {
    yield* unpacked(packed);
    return;
  }
  yield original;
  // Of the text that was extracted there is no hash, only the checksum that gzip keeps.
  for (const text = unpacked(packed); !(await text.next()).done;);
}

async function* chunks(
  db: Database,
  { content_id, chunk_count }: { readonly content_id: number; readonly chunk_count: number },
): AsyncGenerator<Uint8Array, void> {
  for (let seq = 0; seq < chunk_count; seq++) {
    const { packed } = stored('chunkMissing', () => chunkAt(db, content_id, seq));
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = unpack(packed);
    } catch {
      throw new Broken('notUnpacked');
    }
    yield await Promise.resolve(bytes);
    // Given back at once: the collector would wait for far more of it.
    bytes.buffer.transfer(0);
  }
}

async function* unpacked(packed: Uint8Array): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const part of Readable.from([packed]).pipe(createGunzip())) {
      if (part instanceof Uint8Array) yield part;
    }
  } catch {
    throw new Broken('notUnpacked');
  }
}

function stored<T>(fault: EvidenceFault, read: () => T): T {
  const found = ifThere(read);
  if (found === undefined) throw new Broken(fault);
  return found;
}

function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'gone') return undefined;
    throw error;
  }
}
