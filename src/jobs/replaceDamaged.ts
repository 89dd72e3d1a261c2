import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { flush } from '../db/flush.js';
import { withoutWindows } from '../db/takeOver.js';
import type { Jobs } from './api.js';

/**
 * Puts a salvaged store in the damaged one's place, which is kept aside with its log. There is a file under the store's
 * name all the time: without one, a window would begin an empty store.
 */
export const replaceDamaged: Jobs['replaceDamaged'] = ({ file, by, aside }) =>
  withoutWindows(file, () => {
    keep(file, aside);
    // The log would be replayed into the salvaged store, which has the same key.
    for (const suffix of ['-wal', '-journal']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
    }
    rmSync(`${file}-shm`, { force: true });
    renameSync(by, file);
    flush(file);
  });

/** Under a second name; as a copy where the file system has no such names. */
function keep(file: string, aside: string): void {
  try {
    linkSync(file, aside);
  } catch {
    copyFileSync(file, aside);
    flush(aside);
  }
}
