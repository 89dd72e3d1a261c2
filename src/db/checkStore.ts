/** Checking a store from its pages to its audit log. */
import type { Database } from './connection.js';
import type { Progress } from './control.js';
import { toStoreError } from './errors.js';
import type { StoreCheck, StoreFault } from './rows/check.js';
import { verifyChain } from './verifyAudit.js';

/** SQLite's complaints beyond these tell a person no more. */
const MOST_COMPLAINTS = 50;

/**
 * @param connect opens a new connection: after a broken page, one may refuse sound pages too
 * @param progress may throw to stop
 */
export function checkStore(connect: () => Database, progress: (progress: Progress) => void): StoreCheck {
  const steps = { done: 0, total: 1 };
  const alone = <T>(work: (db: Database) => T): T => {
    const db = connect();
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  const { pages, trees, indexes } = alone(db => ({
    pages: Number(db.pragma('page_count', { simple: true })),
    trees: treesOf(db),
    indexes: searchIndexes(db),
  }));
  // The structure is read after the pages, from memory as far as they fit there; the audit log is short.
  steps.total = 2 * pages;
  const page = () => progress({ done: Math.min(steps.done++, steps.total), total: steps.total });

  const faults = unreadable(connect, trees, page);
  const isSound = ({ name }: Tree) => !faults.some(fault => fault.name === name);
  const sound = trees.filter(isSound);
  const whole = sound.length === trees.length;
  const tables = sound.filter(
    ({ name, table }) =>
      name === table &&
      !name.startsWith('sqlite_') &&
      trees.every(tree => tree.table !== name || isSound(tree)),
  );
  const found: StoreFault[] = [...faults];
  for (const target of whole ? [undefined] : tables.map(({ name }) => name)) {
    found.push(...alone(db => complaints(db, target)));
    steps.done += Math.round(pages / (whole ? 1 : tables.length));
    page();
  }
  if (whole) {
    found.push(...alone(brokenReferences), ...indexes.flatMap(name => alone(db => searchFault(db, name))));
  }
  const audit = alone(db => auditFaults(db, page));
  return { pages, auditRows: audit.rows, faults: [...found, ...audit.faults] };
}

/** Reads every page of every tree. */
function unreadable(connect: () => Database, trees: readonly Tree[], page: () => void) {
  let db = connect();
  try {
    return trees.flatMap(({ name }) => {
      const pages = db.prepare<[string]>(`SELECT pageno FROM dbstat WHERE name = ?`);
      const read = readable(() => {
        for (const found of pages.iterate(name)) if (found) page();
      });
      if (read) return [];
      db.close();
      db = connect();
      return [{ fault: 'unreadable' as const, name }];
    });
  } finally {
    db.close();
  }
}

interface Tree {
  readonly name: string;
  readonly table: string;
}

function treesOf(db: Database): Tree[] {
  const trees = db
    .prepare<[], Tree>(`SELECT name, tbl_name AS "table" FROM sqlite_schema WHERE rootpage > 0`)
    .all();
  return [{ name: 'sqlite_schema', table: 'sqlite_schema' }, ...trees];
}

function readable(read: () => void): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (toStoreError(error).kind === 'damaged') return false;
    throw error;
  }
}

/** What SQLite says of a table with its indexes, or of everything with the list of free pages. */
function complaints(db: Database, table: string | undefined): StoreFault[] {
  const limit = table === undefined ? MOST_COMPLAINTS : `"${table}"`;
  const found: string[] = [];
  const read = readable(() => {
    found.push(...db.prepare<[], string>(`PRAGMA integrity_check(${limit})`).pluck().all());
  });
  if (!read) return [{ fault: 'unreadable', name: table ?? '' }];
  return found.filter(detail => detail !== 'ok').map(detail => ({ fault: 'structure', detail }));
}

function brokenReferences(db: Database): StoreFault[] {
  return db
    .prepare<[], { name: string; parent: string; rows: number }>(
      `SELECT "table" AS name, parent, count(*) AS rows FROM pragma_foreign_key_check GROUP BY 1, 2`,
    )
    .all()
    .map(reference => ({ fault: 'reference', ...reference }));
}

/** The indexes for search that have their content from a table. */
export function searchIndexes(db: Database): string[] {
  return db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%USING fts5%' AND sql LIKE '%content=''_%'`,
    )
    .pluck()
    .all();
}

/** The check is an INSERT (https://www.sqlite.org/fts5.html#the_integrity_check_command) which writes nothing. */
function searchFault(db: Database, name: string): StoreFault[] {
  db.exec('BEGIN IMMEDIATE');
  try {
    const agrees = readable(() =>
      db.exec(`INSERT INTO "${name}" ("${name}", rank) VALUES ('integrity-check', 1)`),
    );
    return agrees ? [] : [{ fault: 'search', name }];
  } finally {
    db.exec('ROLLBACK');
  }
}

function auditFaults(db: Database, row: () => void): { rows: number; faults: StoreFault[] } {
  const found = { rows: 0, faults: new Array<StoreFault>() };
  const read = readable(() => {
    const { rows, faults } = db.transaction(() => verifyChain(db, undefined, row))();
    found.rows = rows;
    found.faults = faults.map(audit => ({ fault: 'audit', audit }));
  });
  return read ? found : { rows: 0, faults: [{ fault: 'unreadable', name: 'audit_log' }] };
}
