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
export function runJob<J extends JobName>(
  script: string,
  name: J,
  input: JobInput<J>,
  { part, progress, signal, transfer = [] }: JobWatcher<J> = {},
): Promise<JobOutput<J>> {
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  const cancel = () => void Atomics.store(cancelled, 0, 1);
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted) cancel();
  // The key travels in a message: the data that a thread starts with is kept as long as the thread.
  const worker = new Worker(script, { name: `whydunit-${name}` });
  worker.postMessage({ name, input, cancelled } satisfies JobStart, transfer);
  return new Promise<JobOutput<J>>((resolve, reject) => {
    worker.on('message', (message: JobMessage) => {
      if (message.type === 'progress') return progress?.(message.progress);
      if (message.type === 'part') return part?.(message.part as JobPart<J>);
      if (message.type === 'failed') return reject(new StoreError(message.kind, message.detail));
      resolve(message.output as JobOutput<J>);
    });
    worker.on('error', (error: Error) => reject(new StoreError('workerEnded', error.message)));
    worker.on('exit', code => reject(new StoreError('workerEnded', `exit code ${code}`)));
  }).finally(() => {
    signal?.removeEventListener('abort', cancel);
    return worker.terminate();
  });
}
