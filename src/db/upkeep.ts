/** What the store does while nobody waits for it, in steps of some tens of milliseconds. */
import type { Database } from './connection.js';
import { toStoreError } from './errors.js';
import { purgeLeftovers } from './logChunks.js';
import { statement } from './statements.js';

/**
 * One step: takes out a slice of what no attachment refers to any more, merges parts of the search index, so that a
 * search has few of them to look into, and moves the write-ahead log into the file, which no change has to do then.
 * None of it waits for another window.
 *
 * @returns whether there is more to do
 */
export function upkeep(db: Database): boolean {
  const more =
    unlessBusy(db, () => purgeLeftovers(db)) ||
    unlessBusy(db, () => SEARCH_INDEXES.some(name => mergeSearchIndex(db, name)));
  db.pragma('wal_checkpoint(PASSIVE)');
  return more;
}

/** @returns what the work returns, and true where another window is writing */
function unlessBusy(db: Database, work: () => boolean): boolean {
  const patience = db.pragma('busy_timeout', { simple: true });
  db.pragma('busy_timeout = 0');
  try {
    return work();
  } catch (error) {
    if (toStoreError(error).kind === 'busy') return true;
    throw error;
  } finally {
    db.pragma(`busy_timeout = ${String(patience)}`);
  }
}

const SEARCH_INDEXES = ['issues_fts', 'documents_fts', 'resolution_steps_fts'];

/** @returns whether there may be more to merge */
function mergeSearchIndex(db: Database, name: string): boolean {
  const before = totalChanges(db);
  // The number is one of pages of the index.
  statement(db, `INSERT INTO ${name}(${name}, rank) VALUES ('merge', 64)`).run();
  // Less than two changes: nothing was merged (https://www.sqlite.org/fts5.html#the_merge_command).
  return totalChanges(db) - before >= 2;
}

function totalChanges(db: Database): number {
  return Number(statement(db, 'SELECT total_changes()').pluck().get());
}
