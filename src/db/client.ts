/** The extension host's end of the store: a typed proxy to the worker thread. */
import { Worker } from 'node:worker_threads';
import type { MethodName, Store, Topic } from './api.js';
import { StoreError } from './errors.js';
import type { Found, NewKey, Opened, Reply, Request, StoreFile } from './protocol.js';

type Unnumbered<R> = R extends unknown ? Omit<R, 'seq'> : never;

interface Pending {
  readonly resolve: (output: never) => void;
  readonly reject: (error: StoreError) => void;
}

export interface StoreEvents {
  /** After a change; `ours` where it came from this window. */
  readonly changed: (topics: readonly Topic[], ours: boolean) => void;
  /** The connection was closed: another window wants the file for itself, or is of a newer version and changed it. */
  readonly released: (why: 'taken' | 'newer') => void;
  /** After `released`, or an `open` that failed with `taken`: the other window is done. */
  readonly returned: () => void;
  /** The worker ended without being asked to; every pending call has been rejected. */
  readonly ended: (error: StoreError) => void;
}

/** What an opened store is to the host. */
export interface OpenedStore extends Pick<Opened, 'state' | 'notices'> {
  readonly store: Store;
}

/** One worker thread and the connection in it. Every call is answered or rejected, also when the worker ends. */
export class StoreClient {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #seq = 0;
  #closing = false;
  #ended: StoreError | undefined;

  /** @param script absolute path of the bundled worker */
  constructor(
    script: string,
    private readonly events: StoreEvents,
  ) {
    this.#worker = new Worker(script, { name: 'whydunit-store' });
    this.#worker.on('message', (reply: Reply) => this.#receive(reply));
    this.#worker.on('error', (error: Error) => this.#end(error.message));
    this.#worker.on('exit', code => this.#end(`exit code ${code}`));
  }

  /** @throws StoreError `notAStore` */
  find(file: string): Promise<Found> {
    return this.#request({ type: 'inspect', file });
  }

  /**
   * @param key null for a store without encryption
   * @returns false where a store was there already
   */
  create(file: string, key: NewKey | null): Promise<boolean> {
    return this.#request({ type: 'create', file, key });
  }

  /** @throws StoreError where the file is not a store, the key does not fit, or it cannot be opened */
  async open(file: StoreFile): Promise<OpenedStore> {
    const { methods, state, notices } = await this.#request<Opened>({ type: 'open', store: file });
    const call = (method: MethodName) => (input: unknown) => this.#request({ type: 'call', method, input });
    const store = Object.fromEntries(methods.map(method => [method, call(method)])) as unknown as Store;
    return { store, state, notices };
  }

  /** Closes the connection and ends the thread. */
  async close(): Promise<void> {
    if (this.#ended) return;
    this.#closing = true;
    await this.#request({ type: 'close' });
    await this.#worker.terminate();
  }

  #request<T>(request: Unnumbered<Request>): Promise<T> {
    if (this.#ended) return Promise.reject(this.#ended);
    const seq = ++this.#seq;
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(seq, { resolve, reject });
      this.#worker.postMessage({ ...request, seq } satisfies Request);
    });
  }

  #receive(reply: Reply): void {
    if (reply.type === 'changed') return this.events.changed(reply.topics, false);
    if (reply.type === 'released') return this.events.released(reply.why);
    if (reply.type === 'returned') return this.events.returned();
    const pending = this.#pending.get(reply.seq);
    this.#pending.delete(reply.seq);
    if (reply.type === 'failed') return pending?.reject(new StoreError(reply.kind, reply.detail));
    if (reply.changes.length > 0) this.events.changed(reply.changes, true);
    pending?.resolve(reply.output as never);
  }

  #end(detail: string): void {
    if (this.#ended) return;
    this.#ended = new StoreError('workerEnded', detail);
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
    if (!this.#closing) this.events.ended(this.#ended);
  }
}
