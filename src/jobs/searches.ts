/** Searches of this window. */
import type { JobInput, JobOutput } from './api.js';
import type { JobWatcher } from './run.js';
import { Threads } from './threads.js';

/** A search that does not stop by then, as an expression that goes on for ever does not, is ended with its thread. */
const STOP_MS = 500;

export class Searches extends Threads {
  /** @param script absolute path of the bundled search thread */
  constructor(script: string) {
    super(script, STOP_MS);
  }

  /** @throws StoreError, of kind `cancelled` soon after the signal */
  run(input: JobInput<'search'>, watcher: JobWatcher<'search'>): Promise<JobOutput<'search'>> {
    return this.work('search', input, watcher);
  }
}
