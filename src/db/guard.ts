/** What has to be seen before SQLite opens the store, since it would change what it finds. */
import { existsSync } from 'node:fs';
import { type Database, openStore } from './connection.js';
import { StoreError, toStoreError } from './errors.js';
import { isShared, isSynchronised } from './folder.js';
import { isTaken } from './marker.js';
import { PageFile } from './pages/file.js';
import type { Notice, StoreFile } from './protocol.js';

/** What a person should know of the store; to be asked before it is opened. */
export function noticesOf(file: string): Notice[] {
  const logLost = existsSync(`${file}-shm`) && !existsSync(`${file}-wal`);
  return [
    ...(isShared(file) ? ['sharedDrive' as const] : []),
    ...(isSynchronised(file) ? ['synchronised' as const] : []),
    ...(logLost ? ['logLost' as const] : []),
  ];
}

/**
 * Opens the store where this process has no other connection to it: the first look reads the file past SQLite, and
 * closing it afterwards drops the locks of such connections.
 *
 * @throws StoreError `foreignLog` and `damaged` before anything is changed
 */
export function openFirst(store: StoreFile, nativeBinding: string): Database {
  const { key } = store;
  if (key === null || !existsSync(store.file) || isTaken(store.file)) return openStore(store, nativeBinding);
  const { log, isKeysOwn, isCutOff } = look({ ...store, key });
  // Every page would be refused, or take the place of one of ours.
  if (isKeysOwn && log === 'foreign')
    throw new StoreError('foreignLog', 'its first page does not fit the key');
  // SQLite would take the place of the damage for the end of the log, and drop what was committed behind it.
  if (log === 'damaged') throw new StoreError('damaged', 'the write-ahead log');
  if (isKeysOwn && isCutOff) throw new StoreError('damaged', 'the file is cut off');
  try {
    return openStore(store, nativeBinding);
  } catch (error) {
    const failure = toStoreError(error);
    if (failure.kind === 'wrongKey' && isKeysOwn) throw new StoreError('damaged', 'the first page');
    throw failure;
  }
}

function look(store: StoreFile & { readonly key: string }) {
  const pages = new PageFile(store);
  try {
    const { log, isKeysOwn, isCutOff } = pages;
    return { log, isKeysOwn, isCutOff };
  } finally {
    pages.close();
  }
}
