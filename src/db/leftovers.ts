/** Files beside the store that are not, or not yet, the store: their names, and what becomes of them after a crash. */
import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { flush } from './flush.js';

/** A store that is being created may have taken no longer than this. */
const CREATED_WITHIN_MS = 10 * 60_000;

/** A store that is being created, until it is linked to its place. */
export function newFile(file: string, salt: string): string {
  return `${file}.${salt}.new`;
}

/** A file that is being made to be put in the store's place, by whoever has the store to itself. */
export function swapFile(file: string, salt: string): string {
  return `${file}.${salt}.swap`;
}

/** Names under which a store is kept while another file takes its place. */
const KEPT = /^tftsr-(before-restore|damaged)-.*[.]db$/;

/** Keeps the store under a second name too, before another file takes its place; as a copy where there is no such thing. */
export function keepAside(store: string, kept: string): void {
  try {
    linkSync(store, kept);
  } catch {
    copyFileSync(store, kept, constants.COPYFILE_EXCL);
    flush(kept);
  }
  // The log of a store that nobody could open, which belongs to it: it would be replayed into a successor of its key.
  for (const suffix of ['-wal', '-journal']) {
    if (existsSync(store + suffix)) renameSync(store + suffix, kept + suffix);
  }
  rmSync(`${store}-shm`, { force: true });
}

/**
 * Undoes a change of places that a crash cut off before the other file came: the store then has a second name, to which
 * its log may have gone already. Called before the store is opened, since a store without its log lacks what was
 * written last.
 */
export function undoHalfKept(file: string): void {
  const store = statSync(file, { bigint: true, throwIfNoEntry: false });
  if (!store || store.nlink < 2n) return;
  for (const name of readdirSync(dirname(file)).filter(name => KEPT.test(name))) {
    const kept = join(dirname(file), name);
    const other = statSync(kept, { bigint: true, throwIfNoEntry: false });
    if (other?.ino !== store.ino || other.dev !== store.dev) continue;
    for (const suffix of ['-wal', '-journal']) {
      if (existsSync(kept + suffix) && !existsSync(file + suffix)) renameSync(kept + suffix, file + suffix);
    }
    rmSync(kept);
  }
}

/**
 * Removes what a crash left. Called while a connection to the store is open in WAL mode: nobody has the store to itself
 * then, so no swap is under way, and a rollback journal was played back or is empty.
 */
export function removeLeftovers(file: string): void {
  const folder = dirname(file);
  rmSync(`${file}-journal`, { force: true });
  const start = `${basename(file)}.`;
  for (const name of readdirSync(folder)) {
    const kind =
      name.startsWith(start) && /^[0-9a-f]{32}\.(new|swap)(-\w+)?$/.exec(name.slice(start.length))?.[1];
    if (kind === 'swap' || (kind === 'new' && isOld(join(folder, name))))
      rmSync(join(folder, name), { force: true });
  }
}

function isOld(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > CREATED_WITHIN_MS;
}
