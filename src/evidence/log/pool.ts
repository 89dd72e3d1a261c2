import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { StoreError, type StoreErrorKind } from '../../db/errors.js';
import type { Done, Task } from './tasks.js';

export interface ThreadRequest {
  readonly seq: number;
  readonly task: Task;
}
export type ThreadReply = { readonly seq: number } & (
  { readonly result: unknown } | { readonly kind: StoreErrorKind; readonly detail: string }
);

/** More threads than this would wait for the one that reads, hashes and inserts. */
const MOST_THREADS = 4;

/** A chunk's text and what is made of it, and little more: what is done with goes soon. */
const YOUNG_MB = 8;

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: StoreError) => void;
}

class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #seq = 0;
  #ended: StoreError | undefined;

  constructor(script: string) {
    this.#worker = new Worker(script, {
      name: 'whydunit-chunks',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (reply: ThreadReply) => this.#receive(reply));
    this.#worker.on('error', (error: Error) => this.#end(error.message));
    this.#worker.on('exit', code => this.#end(`exit code ${code}`));
  }

  get load(): number {
    return this.#waiting.size;
  }

  run<T extends Task>(task: T, transfer: readonly ArrayBuffer[]): Promise<Done<T>> {
    if (this.#ended) return Promise.reject(this.#ended);
    const seq = ++this.#seq;
    return new Promise<Done<T>>((resolve, reject) => {
      this.#waiting.set(seq, { resolve, reject });
      this.#worker.postMessage({ seq, task } satisfies ThreadRequest, transfer);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(reply: ThreadReply): void {
    const waiting = this.#waiting.get(reply.seq);
    this.#waiting.delete(reply.seq);
    if ('result' in reply) waiting?.resolve(reply.result as never);
    else waiting?.reject(new StoreError(reply.kind, reply.detail));
  }

  #end(detail: string): void {
    this.#ended ??= new StoreError('workerEnded', detail);
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

/** Threads that share the work on chunks. */
export class Pool {
  readonly #threads: Thread[] = [];
  readonly #count = Math.min(MOST_THREADS, availableParallelism());

  /** @param script absolute path of the bundled thread */
  constructor(private readonly script: string) {}

  /** How many tasks keep every thread busy while a result is dealt with. */
  get depth(): number {
    return 4 * this.#count;
  }

  /** Gives the task to the thread with the least to do; the memory in `transfer` is its own from then on. */
  run<T extends Task>(task: T, transfer: readonly ArrayBuffer[] = []): Promise<Done<T>> {
    return this.#leastBusy().run(task, transfer);
  }

  /** Threads are started as there is work for them. */
  #leastBusy(): Thread {
    const least = this.#threads.toSorted((a, b) => a.load - b.load)[0];
    if (least && (least.load === 0 || this.#threads.length >= this.#count)) return least;
    const thread = new Thread(this.script);
    this.#threads.push(thread);
    return thread;
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map(thread => thread.end()));
  }
}

/**
 * Runs a task for each item, up to `depth()` of them at once, and deals with the results in the order of the items.
 *
 * @param start begins the task of an item
 * @param each deals with its result
 */
export async function inOrder<I, R>(
  depth: () => number,
  items: Iterable<I> | AsyncIterable<I>,
  start: (item: I) => Promise<R>,
  each: (result: R, item: I) => void,
): Promise<void> {
  const underWay: { readonly item: I; readonly result: Promise<R> }[] = [];
  const settle = async () => {
    const first = underWay.shift();
    if (first) each(await first.result, first.item);
  };
  try {
    for await (const item of items) {
      const result = start(item);
      // Its failure is met when its turn comes.
      result.catch(() => undefined);
      underWay.push({ item, result });
      while (underWay.length >= depth()) await settle();
    }
    while (underWay.length > 0) await settle();
  } finally {
    // Whatever is still under way fails or is of no interest any more.
    await Promise.allSettled(underWay.map(({ result }) => result));
  }
}
