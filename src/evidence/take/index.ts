/** Text as an attachment: in one row where it is small, in chunks where it is not. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Output } from '../../db/api.js';
import { addAttachment, keepOriginal } from '../../db/attachments.js';
import type { Database } from '../../db/connection.js';
import type { NewLog } from '../../db/rows/logChunks.js';
import { attachStream, type Ending } from '../log/index.js';
import { SMALL_BYTES } from '../unpack.js';

/** What is known of a text before it is read. */
export type TextDraft = Omit<NewLog, 'content_hash' | 'file_size'>;

/**
 * Takes text as it comes.
 *
 * @param ending asked after the last byte, with the number of bytes
 * @param chunkThread the path of the bundled thread that works on chunks
 * @returns undefined where there is none
 * @throws StoreError, and what `bytes` throws
 */
export async function takeText(
  db: Database,
  draft: TextDraft,
  bytes: AsyncIterable<Uint8Array>,
  ending: (bytes: number) => Ending | Promise<Ending>,
  chunkThread: string,
): Promise<Output<'addAttachment'> | undefined> {
  const iterator = bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let size = 0;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    first.push(next.value);
    size += next.value.length;
    if (size > SMALL_BYTES) return attachStream(db, draft, followed(first, iterator), ending, chunkThread);
  }
  if (size === 0) return undefined;
  const provenance = { ...draft.provenance, ...(await ending(size)) };
  return takeSmall(db, { ...draft, provenance }, Buffer.concat(first));
}

/** @param text what is shown and searched, where it was extracted from the original */
export function takeSmall(
  db: Database,
  draft: TextDraft,
  original: Uint8Array,
  text = original,
): Output<'addAttachment'> {
  const row = {
    ...draft,
    file_size: original.length,
    content_hash: createHash('sha256').update(original).digest('hex'),
    content_compressed: gzipSync(text),
  };
  const add = () => {
    const result = addAttachment(db, row);
    if (text !== original && result.added) keepOriginal(db, result.attachment.id, original);
    return result;
  };
  return db.transaction(add).immediate();
}

async function* followed(
  first: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  yield* first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
