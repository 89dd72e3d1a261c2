/**
 * The thread that owns the connection. It answers every message, also where the work throws, and tells of
 * changes that other windows made.
 */
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { type MethodName, storeApi } from './api.js';
import { sqliteBinary } from './binding.js';
import { createStore, type Database, openStore } from './connection.js';
import { StoreError, toStoreError } from './errors.js';
import { inspect } from './inspect.js';
import { isTaken } from './marker.js';
import { handlers } from './methods.js';
import type { Reply, Request } from './protocol.js';
import { useSecretsKey } from './secrets.js';
import { statement } from './statements.js';
import { upkeep } from './upkeep.js';
import { type Topic, TOPICS } from './values.js';

/** How often another window's changes are looked for: well within the second that people notice. */
const WATCH_MS = 400;

const port = parentPort;
if (!port) throw new Error('the store runs in a worker thread');
const post = (reply: Reply) => port.postMessage(reply);

/** Whether a request came since the last look, and whether changes left upkeep to do. */
let asked = false;
let upkeepDue = false;

let open: { readonly db: Database; readonly watch: NodeJS.Timeout } | undefined;

port.on('message', (request: Request) => {
  asked = true;
  try {
    post({ type: 'done', seq: request.seq, output: answer(request), changes: changesOf(request) });
  } catch (error) {
    const { kind, detail } = toStoreError(error);
    post({ type: 'failed', seq: request.seq, kind, detail });
  }
});

function answer(request: Request): unknown {
  switch (request.type) {
    case 'inspect':
      return inspect(request.file);
    case 'create':
      return createStore(request.store, binding());
    case 'open':
      close();
      open = watched(openStore(request.store, binding()), request.store.file);
      useSecretsKey(open.db, request.store.key);
      // A crash may have left a log behind.
      upkeepDue = true;
      // The client makes its methods of these names, so that the host needs no zod.
      return Object.keys(storeApi);
    case 'call':
      return call(request.method, request.input);
    case 'close':
      return close();
  }
}

function binding(): string {
  return sqliteBinary(join(__dirname, 'native'));
}

function call(method: MethodName, input: unknown): unknown {
  if (!open) throw new StoreError('taken', 'the connection was let go');
  const { db } = open;
  // The type of a handler picked at run time is the union of all; the schema beside it has checked the input.
  const checked = storeApi[method].input.parse(input) as never;
  const work = () => handlers[method](db, checked);
  if (changes(method).length === 0) return work();
  upkeepDue = true;
  return db.transaction(work).immediate();
}

function changes(method: MethodName): readonly Topic[] {
  const api = storeApi[method];
  return 'changes' in api ? api.changes : [];
}

function changesOf(request: Request): readonly Topic[] {
  return request.type === 'call' ? changes(request.method) : [];
}

/**
 * Looks for what other windows do: the marker asks to let go of the file, and `data_version` grows when another
 * connection commits (https://www.sqlite.org/pragma.html#pragma_data_version).
 */
function watched(db: Database, file: string) {
  const version = () => statement(db, 'PRAGMA data_version').pluck().get();
  let seen = version();
  const watch = setInterval(() => {
    if (isTaken(file)) {
      close();
      return post({ type: 'released' });
    }
    if (!asked && upkeepDue) keepUp(db);
    asked = false;
    const current = version();
    if (current === seen) return;
    seen = current;
    post({ type: 'changed', topics: TOPICS });
  }, WATCH_MS);
  return { db, watch };
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
  if (!open) return;
  clearInterval(open.watch);
  open.db.close();
  open = undefined;
}
