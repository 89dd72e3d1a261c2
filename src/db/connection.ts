/** Opening and creating the encrypted file: cipher, key and pragmas, in the one order that works. */
import SQLite from 'better-sqlite3-multiple-ciphers';
import { closeSync, linkSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, migrate, NewerSchemaError } from '../migrations/index.js';
import { StoreError } from './errors.js';
import { inspect } from './inspect.js';
import type { NewStoreFile, StoreFile } from './protocol.js';

export type { Database };

/** How long a writer waits for another window's transaction. */
const BUSY_MS = 5000;
const CACHE_KIB = 64 * 1024;

/**
 * Makes a new store. It is built under another name and then linked to its place, so that a crash leaves either
 * a whole store or none, and of two windows that create at once one finds the other's store.
 *
 * @returns false where a store was there already; the file is untouched then
 */
export function createStore(store: NewStoreFile, nativeBinding: string): boolean {
  mkdirSync(dirname(store.file), { recursive: true, mode: 0o700 });
  const building = `${store.file}.${store.salt}.new`;
  closeSync(openSync(building, 'wx', 0o600));
  try {
    const db = unlock(building, store.key + store.salt, nativeBinding);
    try {
      migrate(db);
    } finally {
      db.close();
    }
    linkSync(building, store.file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(building + suffix, { force: true });
  }
}

/** Opens an existing store and brings its schema up to date. */
export function openStore(store: StoreFile, nativeBinding: string): Database {
  if (inspect(store.file).kind === 'nothing') throw new StoreError('notAStore', 'the file is gone');
  const db = unlock(store.file, store.key, nativeBinding);
  try {
    db.pragma('journal_mode = WAL');
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    if (error instanceof NewerSchemaError) throw new StoreError('newer', error.migration);
    throw error;
  }
}

/** SQLCipher 4 needs cipher, format and key before anything else; the first read then proves the key. */
function unlock(file: string, hexKey: string, nativeBinding: string): Database {
  const db = new SQLite(file, { nativeBinding, timeout: BUSY_MS, fileMustExist: true });
  try {
    db.pragma(`cipher = 'sqlcipher'`);
    db.pragma('legacy = 4');
    db.pragma(`key = "x'${hexKey}'"`);
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('secure_delete = ON');
    db.pragma('temp_store = MEMORY');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
