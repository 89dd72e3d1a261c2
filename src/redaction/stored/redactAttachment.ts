/** A redacted copy of an attachment, as an attachment of its own, from inside a job's thread. */
import { hostname, userInfo } from 'node:os';
import { getAttachment } from '../../db/attachments.js';
import type { Database } from '../../db/connection.js';
import type { JobControl } from '../../db/control.js';
import type { Attachment } from '../../db/rows/attachments.js';
import { isUnscanned, recordRedaction } from '../../db/scans.js';
import { takeText } from '../../evidence/take/index.js';
import { textPieces } from '../../evidence/text/index.js';
import { compilePatterns, type PatternSource } from '../ownPatterns.js';
import { rulesOf } from '../review/index.js';
import { Decided } from './decided.js';
import { KnownValues } from './knownValues.js';
import { type Counts, redactPieces } from './redactPieces.js';
import { scanAttachment } from './scan.js';

interface Options {
  readonly patterns: readonly PatternSource[];
  readonly replacements: 'numbered' | 'plain';
  /** Whether the values that were found in the original are forgotten. */
  readonly clear: boolean;
  readonly name: string;
}

export interface RedactedCopy extends Counts {
  readonly copy: Attachment;
  /** False where the incident has the same text already. */
  readonly added: boolean;
}

/**
 * @returns undefined where nothing is left of the text
 * @throws StoreError
 */
export async function redactAttachment(
  db: Database,
  id: string,
  { patterns, replacements, clear, name }: Options,
  { chunkThread, progress }: Pick<JobControl, 'progress'> & { readonly chunkThread: string },
): Promise<RedactedCopy | undefined> {
  const original = getAttachment(db, { id });
  const { issue_id, content_hash, file_size } = original;
  const counts: Counts = { redacted: {}, kept: 0 };
  const decided = new Decided(db, { issue_id, log_file_id: id, whole: true, replacements });
  const own = compilePatterns(patterns).patterns;
  const finders = [...own, KnownValues.of(db, issue_id)];
  const text = redactPieces(textPieces(db, original), decided, finders, counts);
  const draft = {
    issue_id,
    file_name: name,
    file_path: original.file_path,
    mime_type: 'text/plain',
    source_uri: null,
    start_line: original.start_line,
    end_line: original.end_line,
    encoding: 'utf-8',
    provenance: {
      via: 'redaction' as const,
      host: hostname(),
      user: userInfo().username,
      redactionOf: { id, hash: content_hash },
    },
  };
  const bytes = encoded(text, done => progress({ done, total: file_size ?? 0 }));
  const taken = await takeText(db, draft, bytes, () => ({}), chunkThread);
  if (!taken) return undefined;
  // What is found only later would be listed by its value.
  const rules = rulesOf(patterns);
  if (clear && isUnscanned(db, rules, id)) scanAttachment(db, id, rules, own, () => {});
  const copy = recordRedaction(db, original, taken.attachment, { ...counts, clear });
  return { copy, added: taken.added, ...counts };
}

async function* encoded(text: Iterable<string>, tell: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let done = 0;
  for (const piece of text) {
    if (piece === '') continue;
    const bytes = Buffer.from(piece);
    yield await Promise.resolve(bytes);
    tell((done += bytes.length));
  }
}
