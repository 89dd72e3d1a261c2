/** The extension host's end of a job. */
import { type MessagePort, Worker } from 'node:worker_threads';
import type { Progress } from '../db/control.js';
import { StoreError } from '../db/errors.js';
import type { JobInput, JobMessage, JobName, JobOutput, JobPart, JobStart } from './api.js';

export interface JobWatcher<J extends JobName> {
  readonly part?: (part: JobPart<J>) => void;
  readonly progress?: (progress: Progress) => void;
  /** Stops the job at its next piece of work; what it began is taken back. */
  readonly signal?: AbortSignal;
  /** Ports in the input, which become the thread's own. */
  readonly transfer?: readonly MessagePort[];
}

/**
 * Runs a job in a thread of its own.
 *
 * @param script absolute path of the bundled job thread
 * @throws StoreError, of kind `cancelled` after the signal
 */
export async function runJob<J extends JobName>(
  script: string,
  name: J,
  input: JobInput<J>,
  watcher: JobWatcher<J> = {},
): Promise<JobOutput<J>> {
  const thread = new JobThread(script);
  try {
    return await thread.run(name, input, watcher);
  } finally {
    await thread.end();
  }
}

/** A thread that works on one job after the other. */
export class JobThread {
  readonly #worker: Worker;
  #ended: StoreError | undefined;
  #reject: (error: StoreError) => void = () => {};
  #receive: (message: JobMessage) => void = () => {};

  constructor(script: string) {
    this.#worker = new Worker(script, { name: 'whydunit-job' });
    this.#worker.on('message', (message: JobMessage) => this.#receive(message));
    this.#worker.on('error', (error: Error) => this.#end(error.message));
    this.#worker.on('exit', code => this.#end(`exit code ${code}`));
  }

  /** Whether it takes no job any more. */
  get ended(): boolean {
    return this.#ended !== undefined;
  }

  /**
   * Runs a job; the one before has to be over.
   *
   * @throws StoreError, of kind `cancelled` after the signal
   */
  async run<J extends JobName>(
    name: J,
    input: JobInput<J>,
    { part, progress, signal, transfer = [] }: JobWatcher<J> = {},
  ): Promise<JobOutput<J>> {
    if (this.#ended) throw this.#ended;
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const cancel = () => void Atomics.store(cancelled, 0, 1);
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
    try {
      return await new Promise<JobOutput<J>>((resolve, reject) => {
        this.#reject = reject;
        this.#receive = message => {
          if (message.type === 'progress') return progress?.(message.progress);
          if (message.type === 'part') return part?.(message.part as JobPart<J>);
          if (message.type === 'failed') return reject(new StoreError(message.kind, message.detail));
          resolve(message.output as JobOutput<J>);
        };
        // The key travels in a message: the data that a thread starts with is kept as long as the thread.
        this.#worker.postMessage({ name, input, cancelled } satisfies JobStart, transfer);
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Ends it, whatever it is at. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #end(detail: string): void {
    this.#ended ??= new StoreError('workerEnded', detail);
    this.#reject(this.#ended);
  }
}
