import { renameSync } from 'node:fs';
import { flush } from '../db/flush.js';
import { keepAside } from '../db/leftovers.js';
import { withoutWindows } from '../db/takeOver.js';
import type { Jobs } from './api.js';

/**
 * Puts a salvaged store in the damaged one's place, which is kept aside with its log. There is a file under the store's
 * name all the time: without one, a window would begin an empty store.
 */
export const replaceDamaged: Jobs['replaceDamaged'] = ({ file, by, aside }) =>
  withoutWindows(file, () => {
    keepAside(file, aside);
    renameSync(by, file);
    flush(file);
  });
