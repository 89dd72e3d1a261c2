/** Reading the text of attachments: small ones whole, lines of large ones. */
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import type { Store } from '../db/api.js';
import type { Attachment } from '../db/rows/attachments.js';
import { CHUNK_BYTES } from './chunks/cutter.js';
import { decode, encodingOf, withoutMark } from './chunks/encoding.js';
import { unpackAttachment } from './unpack.js';

/** The text of stored bytes, without a byte order mark; what breaks the encoding becomes U+FFFD. */
export function textOf(bytes: Uint8Array, encoding: string | null): string {
  return withoutMark(decode(bytes, encodingOf(encoding ?? 'utf-8')));
}

/**
 * The text of an attachment that is kept in one row.
 *
 * @throws StoreError `gone`, also where it is kept in chunks
 */
export async function readText(
  store: Pick<Store, 'readAttachment'>,
  { id, encoding }: Pick<Attachment, 'id' | 'encoding'>,
): Promise<string> {
  return textOf(await unpackAttachment(await store.readAttachment({ id })), encoding);
}

/**
 * Some lines of an attachment that is kept in chunks, without their line ends. Fewer come back at the end of the log,
 * and where they take more than eight chunks: of a line that is longer than that, its beginning.
 *
 * @param first counted from 1
 * @throws StoreError `gone`
 */
export async function readLines(
  store: Pick<Store, 'readChunks'>,
  { id, encoding }: Pick<Attachment, 'id' | 'encoding'>,
  first: number,
  count: number,
): Promise<string[]> {
  const chunks = await store.readChunks({ id, by: 'line', first, last: first + count - 1 });
  const from = encodingOf(encoding ?? 'utf-8');
  const texts = await Promise.all(
    chunks.map(async ({ packed, byte_offset }) => {
      const bytes = await promisify(zstdDecompress)(packed, { maxOutputLength: CHUNK_BYTES });
      const text = decode(bytes, from);
      return byte_offset === 0 ? withoutMark(text) : text;
    }),
  );
  const lines = texts.join('').split('\n');
  // What stands behind the last line end is no line.
  if (lines.at(-1) === '') lines.pop();
  const skipped = first - (chunks[0]?.first_line ?? first);
  return lines.slice(skipped, skipped + count).map(line => (line.endsWith('\r') ? line.slice(0, -1) : line));
}
