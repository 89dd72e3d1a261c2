/** A thread of the pool: it works on one chunk after the other. */
import { parentPort } from 'node:worker_threads';
import { toStoreError } from '../../db/errors.js';
import type { ThreadReply, ThreadRequest } from './pool.js';
import { run } from './tasks.js';

const port = parentPort;
if (!port) throw new Error('chunks are worked on in a worker thread');
const post = (reply: ThreadReply, transfer: readonly ArrayBuffer[] = []) => port.postMessage(reply, transfer);

port.on('message', ({ seq, task }: ThreadRequest) => {
  try {
    const result = run(task);
    post({ seq, result }, 'memory' in result ? [result.memory, result.packed.buffer] : []);
  } catch (error) {
    const { kind, detail } = toStoreError(error);
    post({ seq, kind, detail });
  }
});
