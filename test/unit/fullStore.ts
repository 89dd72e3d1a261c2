/** A store with rows in every table, whichever tables there are: many pages of every kind. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { audit } from '../../src/db/audit.js';
import { sqliteBinary } from '../../src/db/binding.js';
import { createStore, type Database, openStore } from '../../src/db/connection.js';
import type { StoreFile } from '../../src/db/protocol.js';
import { type Column, tablesOf } from '../../src/db/salvage/schema.js';
import { NATIVE } from './stores.js';

export const BINARY = sqliteBinary(NATIVE);

/** What a job has of its thread, for one that is run in this one. */
export const CONTROL = { nativeBinding: BINARY, progress: () => {}, chunkThread: '', tell: () => {} };

export interface FullStore extends StoreFile {
  readonly key: string;
}

/** Makes a store in `folder` with `incidents` incidents and twice as many rows in every other table. */
export function fullStore(folder: string, incidents: number): FullStore {
  const store = { file: join(folder, 'tftsr.db'), key: randomBytes(32).toString('hex') };
  const salt = randomBytes(16).toString('hex');
  createStore(store.file, { mode: 'raw', key: store.key, salt }, BINARY);
  const db = openStore(store, BINARY);
  try {
    db.transaction(() => fill(db, incidents))();
    makeFreePages(db);
  } finally {
    db.close();
  }
  return store;
}

const NOT_FILLED = /^_migrations$|^audit_log$|_fts/;

function fill(db: Database, incidents: number): void {
  db.pragma('defer_foreign_keys = ON');
  const tables = tablesOf(db).filter(({ name }) => !NOT_FILLED.test(name));
  const ids = new Map(
    tables.map(({ name, columns }) => {
      const count = name === 'issues' ? incidents : 2 * incidents;
      const byRowid = columns.some(({ isRowid }) => isRowid);
      return [name, Array.from({ length: count }, (_, index) => (byRowid ? index + 1 : uuid()))];
    }),
  );
  for (const { name, columns } of tables) {
    const parents = new Map(
      db
        .prepare<[string], { table: string; from: string }>(
          `SELECT "table", "from" FROM pragma_foreign_key_list(?)`,
        )
        .all(name)
        .map(({ table, from }) => [from, ids.get(table) ?? []]),
    );
    const insert = db.prepare(
      `INSERT OR IGNORE INTO "${name}" (${columns.map(({ name }) => `"${name}"`).join(', ')})
       VALUES (${columns.map(() => '?').join(', ')})`,
    );
    for (const [index, id] of (ids.get(name) ?? []).entries()) {
      insert.run(
        columns.map((column, at) => {
          const parent = parents.get(column.name);
          if (parent) return parent[index % parent.length];
          return at === 0 && column.type === 'TEXT' ? id : value(column, index);
        }),
      );
    }
  }
  // A row may refer to one that was refused as a double.
  for (const { table, rowid } of db.pragma('foreign_key_check') as { table: string; rowid: number }[]) {
    db.prepare(`DELETE FROM "${table}" WHERE rowid = ?`).run(rowid);
  }
  for (let index = 0; index < 3 * incidents; index++) {
    audit(db, { action: 'test_filled', entity_type: 'issue', entity_id: uuid(), details: { index } });
  }
}

/** Text with everything that text can be; now and then longer than a page. */
function value({ name, type, admitted, isRowid }: Column, index: number) {
  if (isRowid) return index + 1;
  if (admitted.length > 0) return admitted[index % admitted.length];
  if (type === 'INTEGER') return BigInt(index % 7) * (index % 5 === 0 ? 2n ** 50n : 1n);
  if (type === 'REAL') return index / 3;
  if (type === 'BLOB') return index % 9 === 0 ? randomBytes(6000) : randomBytes(300);
  if (name.endsWith('_at')) return `2025-01-01 00:00:0${index % 10}`;
  return index % 11 === 0
    ? `${index} ${'lang '.repeat(900)}`
    : `${name} ${index} ‮ 𝕏 \0 '; DROP TABLE issues;`;
}

function makeFreePages(db: Database): void {
  db.exec(
    `CREATE TABLE gone (a); INSERT INTO gone SELECT randomblob(20000) FROM issues LIMIT 3; DROP TABLE gone`,
  );
}

/** Every row of every table, by table and row id, as text that is equal only where the rows are, to the byte. */
export function allRows(db: Database): Map<string, Map<bigint, readonly string[]>> {
  const tables = tablesOf(db).filter(({ name }) => !/_fts/.test(name));
  return new Map(
    tables.map(({ name, columns }) => {
      const quoted = columns.map(({ name }) => `typeof("${name}") || ' ' || hex("${name}")`);
      const rows = db
        .prepare<[], [bigint, ...string[]]>(`SELECT rowid, ${quoted.join(', ')} FROM "${name}"`)
        .safeIntegers()
        .raw()
        .all();
      return [name, new Map(rows.map(([rowid, ...values]) => [rowid, values]))];
    }),
  );
}
