/** Contents in chunks whose own row was lost: without it, their chunks would be taken for a leftover. */
import { v7 as uuid } from 'uuid';
import type { Database } from '../../migrations/index.js';
import { plain } from './schema.js';
import type { Source } from './source.js';

const OF_LOG_FILE = 'sqlite_autoindex_log_contents_1';

/**
 * Gives placeholders of contents the attachment that the index names, or one that is still to be made, and the counts
 * that the chunks tell.
 */
export function restoreContents(db: Database, source: Source): void {
  const lost = db
    .prepare<[], bigint>(
      `SELECT id FROM log_contents WHERE log_file_id IS NULL AND finished = 0 AND touched_at = 0`,
    )
    .safeIntegers()
    .pluck()
    .all();
  if (lost.length === 0) return;
  const owners = source.index(OF_LOG_FILE);
  const restore = db.prepare(
    `UPDATE log_contents SET finished = 1, log_file_id = @owner,
       chunk_count = (SELECT max(seq) + 1 FROM log_chunks WHERE content_id = @id),
       line_count = (SELECT max(first_line + line_count) - 1 FROM log_chunks WHERE content_id = @id)
     WHERE id = @id`,
  );
  for (const id of lost) {
    const owner = plain(owners.get(id)?.[0]) ?? uuid();
    restore.run({ id, owner });
  }
}
