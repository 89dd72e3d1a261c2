/** Threads of this window that stay for a while: to start one takes longer than most of what it is asked. */
import { StoreError } from '../db/errors.js';
import type { JobInput, JobName, JobOutput } from './api.js';
import { JobThread, type JobWatcher } from './run.js';

/** How long a thread waits for the next job. */
const STAY_MS = 2 * 60_000;

/** Their jobs open the store and close it again, so a thread that waits holds no key. */
export class Threads {
  readonly #threads = new Set<JobThread>();
  #waiting: JobThread | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param script absolute path of the bundled thread
   * @param stopMs a job that does not stop by then is ended with its thread; it changes nothing
   */
  constructor(
    private readonly script: string,
    private readonly stopMs = Infinity,
  ) {}

  /** Has a thread ready, for a job that is about to come. */
  prepare(): void {
    if (!this.#waiting) this.#keep(this.#start());
  }

  /**
   * Runs a job; of jobs at the same time, each has a thread.
   *
   * @throws StoreError, of kind `cancelled` soon after the signal
   */
  async work<J extends JobName>(name: J, input: JobInput<J>, watcher: JobWatcher<J>): Promise<JobOutput<J>> {
    const thread = this.#take() ?? this.#start();
    const { signal } = watcher;
    let stopping: NodeJS.Timeout | undefined;
    const stop = () => {
      if (this.stopMs < Infinity) stopping = setTimeout(() => void thread.end(), this.stopMs);
    };
    signal?.addEventListener('abort', stop);
    try {
      return await thread.run(name, input, watcher);
    } catch (error) {
      throw signal?.aborted || !this.#threads.has(thread) ? new StoreError('cancelled', name) : error;
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
