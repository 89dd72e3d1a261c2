/** The marker beside the store's file that asks every window to let go of it. */
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { StoreError } from './errors.js';

const markerOf = (file: string) => `${file}.taken`;

/** A marker of another machine that was not touched for so long is what a crash left. */
const STALE_MS = 60_000;
/** So is one of a process that is there: its number may be another's by now. Work touches its marker all the time. */
const STALE_HERE_MS = 15 * 60_000;

/** Whether somebody has the store's file to himself now. */
export function isTaken(file: string): boolean {
  const marker = markerOf(file);
  const stat = statSync(marker, { throwIfNoEntry: false });
  if (!stat?.isFile()) return false;
  const [host, pid] = readFileSync(marker, 'utf8').split(' ');
  const isHere = host === hostname();
  const age = Date.now() - stat.mtimeMs;
  if (age < (isHere ? STALE_HERE_MS : STALE_MS) && (!isHere || isAlive(Number(pid)))) return true;
  rmSync(marker, { force: true });
  return false;
}

/** Whether a process of this machine is still there. */
export function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Sets the marker; whoever sets it removes the file that is returned.
 *
 * @throws StoreError `taken` where another window has it
 */
export function mark(file: string): string {
  if (isTaken(file)) throw new StoreError('taken', 'by another window');
  const descriptor = openSync(markerOf(file), 'wx', 0o600);
  try {
    writeSync(descriptor, `${hostname()} ${process.pid}`);
  } finally {
    closeSync(descriptor);
  }
  return markerOf(file);
}
