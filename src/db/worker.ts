/**
 * The thread that owns the connection. It answers every message, also where the work throws, and tells of
 * changes that other windows made.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { type MethodName, storeApi } from './api.js';
import { sqliteBinary } from './binding.js';
import { createStore, type Database, refuseNewer } from './connection.js';
import { StoreError, toStoreError } from './errors.js';
import { noticesOf, openFirst } from './guard.js';
import { inspect } from './inspect.js';
import { isTaken } from './marker.js';
import { keyState } from './key/state.js';
import { handlers } from './methods.js';
import type { Opened, Reply, Request, StoreFile } from './protocol.js';
import { useSecretsKey } from './secrets.js';
import { upkeep } from './upkeep.js';
import { type Topic, TOPICS } from './values.js';
import { Watch } from './watch.js';

/** How often another window's changes are looked for: well within the second that people notice. */
const WATCH_MS = 400;
/** How long a change waits for its turn while others write, before the person is told that the store is held. */
const TURN_MS = 8000;
/** How long SQLite itself waits: as short as nobody notices, since nothing else is answered meanwhile. */
const HELD_MS = 20;

const port = parentPort;
if (!port) throw new Error('the store runs in a worker thread');
const post = (reply: Reply) => port.postMessage(reply);

/** Whether a request came since the last look, and whether changes left upkeep to do. */
let asked = false;
let upkeepDue = false;

let open: Database | undefined;
/** Why the store is no longer open here. */
let refusal: StoreError | undefined;
let watch: NodeJS.Timeout | undefined;

/** The end of the work that waits for its turn. */
let turn: Promise<void> = Promise.resolve();

port.on('message', (request: Request) => {
  asked = true;
  // Changes come one after another; whoever only reads does not wait for them.
  if (request.type === 'call' && changes(request.method).length === 0) void respond(request);
  else turn = turn.then(() => respond(request));
});

async function respond(request: Request): Promise<void> {
  try {
    const output = await patiently(() => answer(request));
    post({ type: 'done', seq: request.seq, output, changes: changesOf(request) });
  } catch (error) {
    const { kind, detail } = toStoreError(error);
    post({ type: 'failed', seq: request.seq, kind, detail });
  }
}

/** Tries again while another window writes; at uneven times, so that of many each has its turn. */
async function patiently<T>(work: () => T): Promise<T> {
  for (const until = Date.now() + TURN_MS; ;) {
    try {
      return work();
    } catch (error) {
      if (toStoreError(error).kind !== 'busy' || Date.now() > until) throw error;
    }
    await delay(5 + 30 * Math.random());
  }
}

function answer(request: Request): unknown {
  switch (request.type) {
    case 'inspect':
      return inspect(request.file);
    case 'create':
      return createStore(request.file, request.key, binding());
    case 'open':
      return openFile(request.store);
    case 'call':
      return call(request.method, request.input);
    case 'close':
      return close();
  }
}

function openFile(store: StoreFile): Opened {
  close();
  refusal = undefined;
  const notices = noticesOf(store.file);
  try {
    open = openFirst(store, binding());
  } catch (error) {
    if (toStoreError(error).kind === 'taken') watch = watchFor(store.file);
    throw error;
  }
  try {
    open.pragma(`busy_timeout = ${HELD_MS}`);
    useSecretsKey(open, store.key);
    const state = keyState(open);
    // A crash may have left a log behind.
    upkeepDue = true;
    watch = watchFor(store.file);
    return { methods: Object.keys(storeApi) as MethodName[], state, notices };
  } catch (error) {
    close();
    throw error;
  }
}

function binding(): string {
  return sqliteBinary(join(__dirname, 'native'));
}

function call(method: MethodName, input: unknown): unknown {
  if (!open) throw refusal ?? new StoreError('taken', 'the connection was let go');
  const db = open;
  // The type of a handler picked at run time is the union of all; the schema beside it has checked the input.
  const checked = storeApi[method].input.parse(input) as never;
  if (changes(method).length === 0) return handlers[method](db, checked);
  upkeepDue = true;
  // Under the write lock, so that nobody can change the schema between this look and our change.
  const work = () => unlessNewer(db, () => handlers[method](db, checked));
  return db.transaction(work).immediate();
}

/** Lets go of a store whose schema a newer version changed while it was open here. */
function unlessNewer<T>(db: Database, work: () => T): T {
  try {
    refuseNewer(db);
  } catch (error) {
    const failure = toStoreError(error);
    if (failure.kind !== 'newer') throw failure;
    refusal = failure;
    // Not before a transaction that is under way has ended.
    setImmediate(() => {
      close();
      post({ type: 'released', why: 'newer' });
    });
    throw failure;
  }
  return work();
}

function changes(method: MethodName): readonly Topic[] {
  const api = storeApi[method];
  return 'changes' in api ? api.changes : [];
}

function changesOf(request: Request): readonly Topic[] {
  return request.type === 'call' ? changes(request.method) : [];
}

/**
 * Looks for what other windows do: the marker asks to let go of the file and tells when it may be had again, and what
 * they changed is told.
 */
function watchFor(file: string): NodeJS.Timeout {
  const others = open && new Watch(open);
  const look = () => {
    const taken = isTaken(file);
    if (!open) {
      if (taken) return;
      close();
      return post({ type: 'returned' });
    }
    if (taken) {
      open.close();
      open = undefined;
      return post({ type: 'released', why: 'taken' });
    }
    if (!asked && upkeepDue) keepUp(open);
    asked = false;
    const seen = others?.look() ?? 'nothing';
    if (seen === 'nothing') return;
    unlessNewer(open, () => seen === 'shown' && post({ type: 'changed', topics: TOPICS }));
  };
  return setInterval(() => {
    try {
      look();
    } catch {
      // Whoever asks for something next is told what is wrong, and of a newer version the host was told already.
    }
  }, WATCH_MS);
}

function keepUp(db: Database): void {
  try {
    upkeepDue = upkeep(db);
  } catch {
    // Nothing is lost by leaving it; where the disk is full or damaged, the next change says so to the person.
    upkeepDue = false;
  }
}

function close(): void {
  clearInterval(watch);
  open?.close();
  open = undefined;
}
