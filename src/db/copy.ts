/** Copying a store, whole or in part, into a new file under a key of its own. */
import { closeSync, openSync } from 'node:fs';
import { migrate } from '../migrations/index.js';
import { tableNames, tablesOf } from './schema.js';
import { connect, type Database, removeDatabase } from './connection.js';
import { StoreError } from './errors.js';
import { flush } from './flush.js';
import type { JobControl } from './control.js';
import type { NewStoreFile, StoreFile } from './protocol.js';

/** Which rows of a table to copy: an SQL condition on the table with its parameters, or all. */
export type Rows = 'all' | { readonly where: string; readonly parameters: readonly unknown[] };

/** Rows in one piece of work; those with BLOBs may be a megabyte each. */
const PIECE = 500;
const PIECE_OF_BLOBS = 8;

/**
 * Writes a new, complete and checked database file, or leaves none. Reading takes one snapshot, so other windows go on
 * working meanwhile.
 *
 * @param source an open store whose schema is up to date
 * @param target must not exist; its key and salt are its own
 * @param rows which rows of a table are copied
 * @throws StoreError, of kind `cancelled` where the person cancelled
 */
export function copyStore(
  source: Database,
  target: NewStoreFile,
  { nativeBinding, progress }: JobControl,
  rows: (table: string) => Rows = () => 'all',
): void {
  closeSync(openSync(target.file, 'wx', 0o600));
  try {
    make(target, nativeBinding);
    fill(source, target, progress, rows);
    check(target, nativeBinding);
    flush(target.file);
  } catch (error) {
    removeDatabase(target.file);
    throw error;
  }
}

const withSalt = ({ file, key, salt }: NewStoreFile) => ({ file, key: key + salt });

function make(target: NewStoreFile, nativeBinding: string): void {
  const db = connect(withSalt(target), nativeBinding);
  try {
    migrate(db);
  } finally {
    db.close();
  }
}

function fill(
  source: Database,
  target: NewStoreFile,
  progress: JobControl['progress'],
  rows: (table: string) => Rows,
): void {
  const total = Number(source.pragma('page_count', { simple: true }));
  source.prepare(`ATTACH ? AS copy KEY ?`).run(target.file, `x'${target.key}${target.salt}'`);
  try {
    // A copy that was not finished is thrown away, so it needs no journal.
    source.pragma('copy.journal_mode = OFF');
    source.pragma('copy.synchronous = OFF');
    // Rows come in the order of tables, not of what they refer to; the check at the end looks at all of them.
    source.pragma('foreign_keys = OFF');
    source.transaction(() => {
      // Indexes for search are made anew by triggers.
      for (const table of tableNames(source)) {
        source.exec(`DELETE FROM copy."${table}"`);
        copyTable(source, table, rows(table), () =>
          progress({ done: Number(source.pragma('copy.page_count', { simple: true })), total }),
        );
      }
      cutReferences(source);
    })();
  } finally {
    source.exec('DETACH copy');
    source.pragma('foreign_keys = ON');
  }
}

/** A row that only refers to one that was not copied is whole without it. */
function cutReferences(db: Database): void {
  for (const { name, references } of tablesOf(db)) {
    for (const { column, table } of references.filter(({ hangs }) => !hangs)) {
      db.exec(`UPDATE copy."${name}" SET "${column}" = NULL
               WHERE "${column}" IS NOT NULL AND "${column}" NOT IN (SELECT id FROM copy."${table}")`);
    }
  }
}

function copyTable(db: Database, table: string, rows: Rows, copied: () => void): void {
  const columns = db
    .prepare<[string], { name: string; type: string }>(`SELECT name, type FROM pragma_table_info(?)`)
    .all(table);
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const piece = columns.some(({ type }) => type === 'BLOB') ? PIECE_OF_BLOBS : PIECE;
  const [where, parameters] = rows === 'all' ? ['TRUE', []] : [rows.where, rows.parameters];
  // The row ids stay, since the search index names rows by them.
  const last = db
    .prepare<unknown[], number | null>(
      `SELECT max(rowid) FROM (SELECT rowid FROM main."${table}" WHERE rowid > ? AND (${where}) ORDER BY rowid LIMIT ?)`,
    )
    .pluck();
  const insert = db.prepare(
    `INSERT INTO copy."${table}" (rowid, ${names})
     SELECT rowid, ${names} FROM main."${table}" WHERE rowid > ? AND rowid <= ? AND (${where})`,
  );
  let from = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const to = last.get(from, ...parameters, piece);
    if (typeof to !== 'number') return;
    insert.run(from, to, ...parameters);
    from = to;
    copied();
  }
}

/**
 * Reads every page of the copy: one that was never read is none.
 *
 * @throws StoreError `damaged`
 */
export function check(target: StoreFile, nativeBinding: string): void {
  const db = connect(target, nativeBinding);
  try {
    const broken = db.pragma('foreign_key_check');
    const found = db.pragma('quick_check(1)', { simple: true });
    if (found !== 'ok' || !Array.isArray(broken) || broken.length > 0) {
      throw new StoreError('damaged', `the copy: ${String(found)}`);
    }
  } finally {
    db.close();
  }
}
