/** Files beside the store that are not, or not yet, the store: their names, and what becomes of them after a crash. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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
