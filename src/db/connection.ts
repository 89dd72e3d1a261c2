/** Opening and creating the store's file: cipher, key and pragmas, in the one order that works. */
import SQLite from 'better-sqlite3-multiple-ciphers';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, migrate, MIGRATIONS, NewerSchemaError, schemaState } from '../migrations/index.js';
import { StoreError } from './errors.js';
import { flush } from './flush.js';
import { isShared } from './folder.js';
import { isTaken } from './marker.js';
import { noteNewKey } from './key/state.js';
import { newFile, removeLeftovers, undoHalfKept } from './leftovers.js';
import type { NewKey, StoreFile } from './protocol.js';
import { place } from './place.js';
import { statement } from './statements.js';

export type { Database };

/** How long opening waits for another program that holds the file: long enough for a transaction, not for a person. */
const OPENING_MS = 5000;
/** How long a writer waits for its turn: twenty windows that write at once all get theirs. */
const TURN_MS = 60_000;
const CACHE_KIB = 64 * 1024;
/**
 * From this length of the write-ahead log on (16 MiB), the change that reaches it moves the log into the file;
 * before that, `upkeep` does so while nobody waits. Moving is dear: the library decrypts and encrypts each page again.
 */
const LOG_PAGES = 4096;

/**
 * Makes a new store. It is built under another name and then linked to its place, so that a crash leaves either
 * a whole store or none, and of two windows that create at once one finds the other's store.
 *
 * @param key null for a store without encryption
 * @returns false where a store was there already; the file is untouched then
 */
export function createStore(file: string, key: NewKey | null, nativeBinding: string): boolean {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const building = newFile(file, key?.salt ?? randomBytes(16).toString('hex'));
  closeSync(openSync(building, 'wx', 0o600));
  try {
    const db = connect({ file: building, key: key && key.key + key.salt }, nativeBinding);
    try {
      migrate(db);
      if (key) noteNewKey(db, key.mode);
    } finally {
      db.close();
    }
    return place(building, file);
  } finally {
    removeDatabase(building);
  }
}

/**
 * Opens an existing store and brings its schema up to date.
 *
 * @param shared whether the file lies where windows cannot share memory: it has a rollback journal then, not a log
 */
export function openStore(store: StoreFile, nativeBinding: string, shared = isShared(store.file)): Database {
  if (isTaken(store.file)) throw new StoreError('taken', 'by another window');
  // Not by its content: closing a file drops the locks that other connections of this process hold on it.
  if (!existsSync(store.file)) throw new StoreError('notAStore', 'the file is gone');
  undoHalfKept(store.file);
  const db = connect(store, nativeBinding, { shared });
  try {
    const mode = shared ? leaveLog(db) : db.pragma('journal_mode = WAL', { simple: true });
    bringUpToDate(db, store.file);
    if (mode === 'wal') removeLeftovers(store.file);
    db.pragma(`busy_timeout = ${TURN_MS}`);
    return db;
  } catch (error) {
    db.close();
    throw asStoreError(error);
  }
}

/** @throws StoreError `newer` where a newer version has changed the schema since the store was opened */
export function refuseNewer(db: Database): void {
  const steps: unknown = statement(db, 'SELECT count(*) FROM _migrations').pluck().get();
  if (steps === MIGRATIONS.length) return;
  try {
    schemaState(db);
  } catch (error) {
    throw asStoreError(error);
  }
}

const asStoreError = (error: unknown) =>
  error instanceof NewerSchemaError ? new StoreError('newer', error.migration) : error;

/** A connection that has the file to itself needs no shared memory to leave the log. */
function leaveLog(db: Database): unknown {
  const mode = db.pragma('journal_mode = DELETE', { simple: true });
  db.pragma('locking_mode = NORMAL');
  // The locks are given back by the next read.
  db.prepare('SELECT count(*) FROM sqlite_schema').get();
  return mode;
}

/** Migrates with a backup beside the file, which goes when all went well and is kept for the person otherwise. */
function bringUpToDate(db: Database, file: string): void {
  const backup = `${file}.before-migration`;
  const state = schemaState(db);
  if (state === 'old' && !existsSync(backup)) backUp(db, file, backup);
  if (state !== 'current') migrate(db);
  if (existsSync(backup)) removeDatabase(backup);
}

/** A crash in the middle leaves no half backup under the name of a whole one; several windows may make one at once. */
function backUp(db: Database, file: string, backup: string): void {
  const making = newFile(file, randomBytes(16).toString('hex'));
  try {
    // Empty first, so that it belongs to its owner alone from the beginning.
    closeSync(openSync(making, 'wx', 0o600));
    db.prepare('VACUUM INTO ?').run(making);
    flush(making);
    place(making, backup);
    flush(backup);
  } finally {
    removeDatabase(making);
  }
}

/** How to open a database file that is not, or not yet, the store. */
interface ConnectOptions {
  readonly readonly?: boolean;
  /** Whether windows cannot share memory where the file lies: the first reader has it to itself. */
  readonly shared?: boolean;
  /** Bytes; SQLCipher 4's own is 4096, newer versions of TFTSR use 16384. */
  readonly pageSize?: 4096 | 16384;
}

/**
 * Opens a database file with its key and proves the key by a first read. SQLCipher 4 needs cipher, format and key
 * before anything else.
 *
 * @throws an SQLite error `SQLITE_NOTADB` where the key does not fit
 */
export function connect(
  { file, key }: StoreFile,
  nativeBinding: string,
  { readonly = false, pageSize = 4096, shared = false }: ConnectOptions = {},
): Database {
  const db = new SQLite(file, { nativeBinding, timeout: OPENING_MS, fileMustExist: true, readonly });
  try {
    if (key !== null) {
      db.pragma(`cipher = 'sqlcipher'`);
      db.pragma('legacy = 4');
      if (pageSize !== 4096) db.pragma(`legacy_page_size = ${pageSize}`);
      db.pragma(`key = "x'${key}'"`);
    }
    if (shared) db.pragma('locking_mode = EXCLUSIVE');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    // SQLite's own `lower` knows ASCII only.
    db.function('lowercase', { deterministic: true }, text => String(text).toLowerCase());
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('secure_delete = ON');
    db.pragma('temp_store = MEMORY');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    db.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Removes a database file with what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}
