/** The store's file in three ways: as it is, without encryption, and through SQLCipher itself. */
import { Database as SqlCipher } from '@signalapp/sqlcipher';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Database } from '../../../src/db/connection.js';
import { sqliteBinary } from '../../../src/db/binding.js';
import { migrate } from '../../../src/migrations/index.js';
import { NATIVE } from '../../unit/stores.js';

/** A raw key and the salt, as the store has them. */
const KEY = '5a'.repeat(32) + 'c3'.repeat(16);

/** A way to keep the store's tables. */
export interface Contender {
  readonly name: string;
  /** A new connection: with the schema, and with nothing of the file in SQLite's cache. */
  readonly open: () => Database;
}

/** The library with the store's cipher, the library without one, and SQLCipher; each has a file of its own. */
export function contenders(folder: string): readonly [ours: Contender, plain: Contender, cipher: Contender] {
  const files = ['whydunit.db', 'plain.db', 'sqlcipher.db'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const file of files) closeSync(openSync(file, 'wx'));
  const [ours, plain, cipher] = files;
  return [
    { name: 'Whydunit', open: () => ready(connect({ file: ours, key: KEY }, sqliteBinary(NATIVE))) },
    { name: 'unencrypted', open: () => ready(connect({ file: plain, key: null }, sqliteBinary(NATIVE))) },
    { name: 'SQLCipher', open: () => ready(connectSqlCipher(cipher)) },
  ];
}

function ready(db: Database): Database {
  db.pragma('journal_mode = WAL');
  migrate(db);
  return db;
}

/** What `connect` in `db/connection.ts` does, with SQLCipher. */
function connectSqlCipher(file: string): Database {
  const db = new SqlCipher(file);
  for (const pragma of [
    `key = "x'${KEY}'"`,
    'synchronous = FULL',
    'foreign_keys = ON',
    'secure_delete = ON',
    'temp_store = MEMORY',
    'cache_size = -65536',
    'wal_autocheckpoint = 4096',
  ])
    db.pragma(pragma);
  return asDatabase(db);
}

/**
 * SQLCipher with the part of better-sqlite3's interface that the store uses, so that the store's own functions run
 * on it. It adds two calls a statement: below a microsecond.
 */
function asDatabase(db: SqlCipher): Database {
  const parameters = (given: unknown[]) => (isNamed(given[0]) ? given[0] : given) as never;
  const prepare = (sql: string, options: { pluck?: true } = {}): object => {
    const made = db.prepare(sql, options);
    let plucked: object | undefined;
    return {
      run: (...given: unknown[]) => made.run(parameters(given)),
      get: (...given: unknown[]) => made.get(parameters(given)),
      all: (...given: unknown[]) => made.all(parameters(given)),
      pluck: () => (plucked ??= prepare(sql, { pluck: true })),
    };
  };
  const transaction = (work: () => void) => ({ immediate: db.transaction(work) });
  const part = {
    prepare,
    transaction,
    pragma: (sql: string, options = {}) => db.pragma(sql, options),
    exec: (sql: string) => db.exec(sql),
    close: () => db.close(),
  };
  return part as unknown as Database;
}

function isNamed(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}
