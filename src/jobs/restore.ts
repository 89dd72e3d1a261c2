import { RefusedError } from '../db/import/refused.js';
import type { Refusal } from '../db/import/report.js';
import * as work from '../db/restore.js';
import type { Jobs } from './api.js';

export const inspectBackup: Jobs['inspectBackup'] = ({ store, backup }, control) =>
  unlessRefused(() => ({ contents: work.inspectBackup(store.file, backup, control) }));

export const restore: Jobs['restore'] = ({ store, backup }, control) =>
  unlessRefused(() => ({ kept: work.restore(store, backup, control) }));

function unlessRefused<T>(work: () => T): T | { refused: Refusal } {
  try {
    return work();
  } catch (error) {
    if (error instanceof RefusedError) return { refused: error.refusal };
    throw error;
  }
}
