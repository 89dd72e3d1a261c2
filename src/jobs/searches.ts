/** Searches of this window, in a thread that stays for a while: to start one takes longer than most searches. */
import { StoreError } from '../db/errors.js';
import type { JobInput, JobOutput } from './api.js';
import { JobThread, type JobWatcher } from './run.js';

/** How long a thread waits for the next search. */
const STAY_MS = 2 * 60_000;
/** A search that does not stop by then, as an expression that goes on for ever does not, is ended with its thread. */
const STOP_MS = 500;

export class Searches {
  readonly #threads = new Set<JobThread>();
  #waiting: JobThread | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param script absolute path of the bundled search thread */
  constructor(private readonly script: string) {}

  /** Has a thread ready, for a search that is about to come. */
  prepare(): void {
    if (!this.#waiting) this.#keep(this.#start());
  }

  /**
   * Searches; of searches at the same time, each has a thread.
   *
   * @throws StoreError, of kind `cancelled` soon after the signal
   */
  async run(input: JobInput<'search'>, watcher: JobWatcher<'search'>): Promise<JobOutput<'search'>> {
    const thread = this.#take() ?? this.#start();
    const { signal } = watcher;
    let stopping: NodeJS.Timeout | undefined;
    const stop = () => (stopping = setTimeout(() => void thread.end(), STOP_MS));
    signal?.addEventListener('abort', stop);
    try {
      return await thread.run('search', input, watcher);
    } catch (error) {
      throw signal?.aborted || !this.#threads.has(thread) ? new StoreError('cancelled', 'search') : error;
    } finally {
      signal?.removeEventListener('abort', stop);
      clearTimeout(stopping);
      if (!thread.ended && this.#threads.has(thread)) this.#keep(thread);
    }
  }

  /** Ends every thread: what they read of the evidence goes with them. */
  async end(): Promise<void> {
    this.#take();
    const threads = [...this.#threads];
    this.#threads.clear();
    await Promise.all(threads.map(thread => thread.end()));
  }

  #start(): JobThread {
    const thread = new JobThread(this.script);
    this.#threads.add(thread);
    return thread;
  }

  #take(): JobThread | undefined {
    const thread = this.#waiting;
    this.#waiting = undefined;
    clearTimeout(this.#timer);
    return thread?.ended ? undefined : thread;
  }

  /** One thread is enough to wait. */
  #keep(thread: JobThread): void {
    if (this.#waiting) return this.#drop(thread);
    this.#waiting = thread;
    this.#timer = setTimeout(() => {
      const waited = this.#take();
      if (waited) this.#drop(waited);
    }, STAY_MS);
    this.#timer.unref();
  }

  #drop(thread: JobThread): void {
    this.#threads.delete(thread);
    void thread.end();
  }
}
