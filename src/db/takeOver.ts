/**
 * Having the store's file to oneself, to put another file in its place. A marker beside the file asks every window to
 * let go of it; those of older versions, and other programs, do not know it, and are waited for and then respected.
 */
import { existsSync, rmSync, utimesSync } from 'node:fs';
import { connect, type Database } from './connection.js';
import { StoreError, toStoreError } from './errors.js';
import { mark } from './marker.js';
import type { StoreFile } from './protocol.js';

/** Windows look for the marker several times a second; a thread that copies touches it as often. */
const WAIT_MS = 10_000;
const STEP_MS = 100;
/** By then every window that heeds the marker has let go. */
const LET_GO_MS = 1000;

/**
 * Gives `work` the only connection to the store; nobody else opens it until it returns.
 *
 * @throws StoreError `busy` where another program keeps the file open
 */
export function takeOver<T>(
  store: StoreFile,
  nativeBinding: string,
  work: (db: Database, touch: () => void) => T,
): T {
  return marked(store.file, touch => {
    const db = alone(store, nativeBinding);
    try {
      return work(db, touch);
    } finally {
      db.close();
    }
  });
}

/**
 * Has every window of ours let go of a store that may be too damaged for a connection, and keeps them from opening it
 * until `work` returns.
 */
export function withoutWindows<T>(file: string, work: (touch: () => void) => T): T {
  return marked(file, touch => {
    // The last window that lets go takes this file with it; where a crash left it, nobody does.
    for (const began = Date.now(); existsSync(`${file}-shm`) && Date.now() - began < LET_GO_MS;) pause();
    return work(touch);
  });
}

function marked<T>(file: string, work: (touch: () => void) => T): T {
  const marker = mark(file);
  try {
    return work(() => utimesSync(marker, new Date(), new Date()));
  } finally {
    rmSync(marker, { force: true });
  }
}

const pause = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STEP_MS);

/** Leaving WAL is possible for the only connection alone: that it succeeds is the proof. */
function alone(store: StoreFile, nativeBinding: string): Database {
  for (const began = Date.now(); ;) {
    const db = connect(store, nativeBinding);
    try {
      db.pragma('busy_timeout = 0');
      db.pragma('locking_mode = EXCLUSIVE');
      if (db.pragma('journal_mode = DELETE', { simple: true }) === 'delete') {
        db.exec('BEGIN EXCLUSIVE; COMMIT');
        return db;
      }
      db.close();
    } catch (error) {
      db.close();
      if (toStoreError(error).kind !== 'busy') throw error;
    }
    if (Date.now() - began > WAIT_MS) throw new StoreError('busy', 'another connection stays open');
    pause();
  }
}
