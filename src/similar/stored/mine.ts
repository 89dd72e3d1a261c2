/** Reading the lines of attachments, from inside a job's thread. */
import { v7 as uuid } from 'uuid';
import type { Database } from '../../db/connection.js';
import type { JobControl } from '../../db/control.js';
import { StoreError } from '../../db/errors.js';
import { knownTemplates, recordMining, unmined } from '../../db/templates.js';
import { withoutAnsi } from '../../evidence/index.js';
import { textPieces } from '../../evidence/text/index.js';
import { Drain } from '../drain.js';

/** What is behind that in a log repeats what was before. */
const READ_UNITS = 32 * 1024 * 1024;
/** Kinds of lines of one attachment that are kept, the rarest last. */
const MOST_KINDS = 2000;

/** Finds the templates of every attachment that was not read yet; what cannot be read has none. The progress is in bytes. */
export function mineTemplates(db: Database, progress: JobControl['progress']): void {
  const waiting = unmined(db);
  if (waiting.length === 0) return;
  const drain = new Drain(uuid);
  for (const { id, template } of knownTemplates(db)) drain.know(id, template);
  const total = waiting.reduce((sum, { file_size }) => sum + file_size, 0);
  let before = 0;
  for (const [done, attachment] of waiting.entries()) {
    const items = { done, total: waiting.length };
    const tell = (units: number) =>
      progress({ done: before + Math.min(units, attachment.file_size), total, items });
    tell(0);
    recordMining(db, { log_file_id: attachment.id, ...mine(drain, linesOf(db, attachment, tell)) });
    before += attachment.file_size;
  }
}

function mine(drain: Drain, lines: Iterable<string>) {
  const templates = new Map<string, string>();
  const counts = new Map<string, number>();
  let read = 0;
  for (const line of lines) {
    read++;
    const taken = drain.take(withoutAnsi(line));
    if (!taken) continue;
    const { id, tokens } = taken.template;
    counts.set(id, (counts.get(id) ?? 0) + 1);
    if (taken.change !== 'none') templates.set(id, tokens.join(' '));
  }
  const kept = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_KINDS);
  return { lines: read, templates, counts: new Map(kept) };
}

function* linesOf(
  db: Database,
  attachment: { readonly id: string; readonly encoding: string | null },
  tell: (units: number) => void,
): Generator<string, void> {
  let rest = '';
  let units = 0;
  try {
    for (const piece of textPieces(db, attachment)) {
      const lines = (rest + piece).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      yield* lines;
      tell((units += piece.length));
      if (units > READ_UNITS) break;
    }
  } catch (error) {
    if (!isBroken(error)) throw error;
  }
  yield rest;
}

/** Whether the content is missing or cannot be unpacked, which verifying tells. */
function isBroken(error: unknown): boolean {
  if (error instanceof StoreError) return error.kind === 'gone' || error.kind === 'damaged';
  return error instanceof Error && 'code' in error && /^(?:Z_|ZSTD_|ERR_)/.test(String(error.code));
}
