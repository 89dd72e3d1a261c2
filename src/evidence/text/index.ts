/** The text of stored attachments, piece by piece, from inside a job's thread. */
import { gunzipSync } from 'node:zlib';
import { attachments } from '../../db/attachments.js';
import type { Database } from '../../db/connection.js';
import { chunkAt, getLogContent } from '../../db/logChunks.js';
import type { Attachment } from '../../db/rows/attachments.js';
import { decode, encodingOf, unpack } from '../chunks/index.js';
import { textOf } from '../lines.js';
import { MOST_BYTES } from '../unpack.js';

/**
 * The text without a byte order mark; what breaks the encoding becomes U+FFFD.
 *
 * @throws StoreError `gone`, `damaged` where the content cannot be unpacked
 */
export function* textPieces(
  db: Database,
  { id, encoding }: Pick<Attachment, 'id' | 'encoding'>,
): Generator<string, void> {
  const content = getLogContent(db, { id });
  if (!content) {
    const packed = attachments.readAttachment(db, { id });
    yield textOf(gunzipSync(packed, { maxOutputLength: MOST_BYTES }), encoding);
    return;
  }
  const from = encodingOf(encoding ?? 'utf-8');
  for (let seq = 0; seq < content.chunk_count; seq++) {
    const text = decode(unpack(chunkAt(db, content.content_id, seq).packed), from);
    yield seq === 0 && text.startsWith('\uFEFF') ? text.slice(1) : text;
  }
}
