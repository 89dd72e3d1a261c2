/** A thread's end of jobs: it works on one after the other, and answers each. */
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { sqliteBinary } from '../db/binding.js';
import type { Progress } from '../db/control.js';
import { StoreError, toStoreError } from '../db/errors.js';
import { type JobMessage, jobApi, type Jobs, type JobStart } from './api.js';

/** How often a person sees the progress move. */
const TELL_MS = 100;

/** Takes jobs from now on, of those that are given. */
export function serve(jobs: Partial<Jobs>): void {
  const port = parentPort;
  if (!port) throw new Error('a job runs in a worker thread');
  const post = (message: JobMessage) => port.postMessage(message);

  const work = async ({ name, input, cancelled }: JobStart): Promise<unknown> => {
    const job = jobs[name];
    if (!job) throw new StoreError('invalid', `no job ${name}`);
    let told = 0;
    const progress = (progress: Progress) => {
      if (Atomics.load(cancelled, 0) === 1) throw new StoreError('cancelled', name);
      if (Date.now() - told < TELL_MS) return;
      told = Date.now();
      post({ type: 'progress', progress });
    };
    const control = {
      nativeBinding: sqliteBinary(join(__dirname, 'native')),
      chunkThread: join(__dirname, 'chunks.js'),
      progress,
      tell: (part: unknown) => post({ type: 'part', part }),
    };
    // The type of a job picked at run time is the union of all; the schema beside it has checked the input.
    return job(jobApi[name].input.parse(input) as never, control);
  };

  port.on('message', (start: JobStart) => {
    work(start).then(
      output => post({ type: 'done', output }),
      (error: unknown) => {
        const { kind, detail } = toStoreError(error);
        post({ type: 'failed', kind, detail });
      },
    );
  });
}
