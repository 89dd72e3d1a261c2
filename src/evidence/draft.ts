import { hostname, userInfo } from 'node:os';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { NewAttachment } from '../db/rows/attachments.js';
import type { Source } from './source.js';

/** The most that one attachment holds, in bytes of original content. */
export const MAX_BYTES = 8 * 1024 * 1024;

/** How far into the content a NUL byte is looked for: as far as Git and VS Code look. */
const SNIFFED_BYTES = 8000;

export type RefusalReason = 'empty' | 'binary' | 'tooLarge';

/** The content cannot become an attachment. */
export class Refusal extends Error {
  constructor(readonly reason: RefusalReason) {
    super(reason);
    this.name = 'Refusal';
  }
}

/**
 * Makes an attachment of content: checks it, hashes the bytes as they are and compresses them, off this thread.
 *
 * @throws Refusal
 */
export async function draftAttachment(
  issueId: string,
  source: Source,
  content: Uint8Array<ArrayBuffer>,
): Promise<NewAttachment> {
  if (content.length === 0) throw new Refusal('empty');
  if (content.length > MAX_BYTES) throw new Refusal('tooLarge');
  if (isBinary(content)) throw new Refusal('binary');
  const [hash, compressed] = await Promise.all([
    crypto.subtle.digest('SHA-256', content),
    promisify(gzip)(content),
  ]);
  return {
    issue_id: issueId,
    file_name: safeFileName(source.fileName),
    file_path: source.path,
    file_size: content.length,
    mime_type: 'text/plain',
    content_hash: Buffer.from(hash).toString('hex'),
    source_uri: source.uri,
    start_line: source.lines?.start ?? null,
    end_line: source.lines?.end ?? null,
    encoding: null,
    provenance: { ...source.origin, host: hostname(), user: userInfo().username },
    content_compressed: compressed,
  };
}

/** Text has no NUL byte near its beginning, unless it is UTF-16 and says so with a byte order mark. */
function isBinary(content: Uint8Array): boolean {
  const [first, second] = content;
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return !utf16 && content.subarray(0, SNIFFED_BYTES).includes(0);
}

/**
 * A name that is only a name, on every file system: the last segment, without characters that are control
 * characters, reorder text or are reserved on Windows, and never empty, `.` or `..`.
 */
function safeFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '_')
    .replace(/[. ]+$/, '')
    .slice(0, 200);
  return clean === '' ? 'attachment' : clean;
}
