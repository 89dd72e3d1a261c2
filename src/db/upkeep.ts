/** What the store does while nobody waits for it, in steps of some tens of milliseconds. */
import type { Database } from './connection.js';
import { toStoreError } from './errors.js';
import { statement } from './statements.js';

/**
 * One step: merges parts of the search index, so that a search has few of them to look into, and moves the
 * write-ahead log into the file, which no change has to do then. Both wait for no other window.
 *
 * @returns whether there is more to do
 */
export function upkeep(db: Database): boolean {
  const more = mergeSearchIndex(db);
  db.pragma('wal_checkpoint(PASSIVE)');
  return more;
}

/** @returns whether there may be more to merge, or another window is writing */
function mergeSearchIndex(db: Database): boolean {
  const patience = db.pragma('busy_timeout', { simple: true });
  db.pragma('busy_timeout = 0');
  try {
    const before = totalChanges(db);
    // The number is one of pages of the index.
    statement(db, `INSERT INTO issues_fts(issues_fts, rank) VALUES ('merge', 64)`).run();
    // Less than two changes: nothing was merged (https://www.sqlite.org/fts5.html#the_merge_command).
    return totalChanges(db) - before >= 2;
  } catch (error) {
    if (toStoreError(error).kind === 'busy') return true;
    throw error;
  } finally {
    db.pragma(`busy_timeout = ${String(patience)}`);
  }
}

function totalChanges(db: Database): number {
  return Number(statement(db, 'SELECT total_changes()').pluck().get());
}
