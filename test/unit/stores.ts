/** Real stores in temporary folders, through the real worker thread. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { Store, Topic } from '../../src/db/api.js';
import { StoreClient } from '../../src/db/client.js';
import type { StoreError } from '../../src/db/errors.js';
import { storeFile } from '../../src/db/location.js';
import type { StoreFile } from '../../src/db/protocol.js';
import { type KeyRing, openSession, type Session } from '../../src/db/session.js';
import type { NewAttachment } from '../../src/db/rows/attachments.js';

export const WORKER = resolve('dist/worker.js');
export const JOB = resolve('dist/job.js');
export const EXPORT = resolve('dist/export.js');
export const SEARCH = resolve('dist/search.js');
export const REDACTION = resolve('dist/redaction.js');
export const CHUNKS = resolve('dist/chunks.js');
export const NATIVE = resolve('dist/native');

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'whydunit-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Keys in memory, in place of VS Code's SecretStorage. */
export class Keys implements KeyRing {
  readonly #secrets = new Map<string, string>();

  get names(): string[] {
    return [...this.#secrets.keys()];
  }

  get(name: string): Promise<string | undefined> {
    return Promise.resolve(this.#secrets.get(name));
  }

  store(name: string, value: string): Promise<void> {
    this.#secrets.set(name, value);
    return Promise.resolve();
  }

  delete(name: string): Promise<void> {
    this.#secrets.delete(name);
    return Promise.resolve();
  }
}

export interface OpenStore {
  readonly client: StoreClient;
  readonly store: Store;
  readonly access: StoreFile;
  readonly key: Session['key'];
  readonly file: string;
  readonly keys: Keys;
  /** The topics of every change event so far. */
  readonly changes: Topic[][];
  readonly ended: StoreError[];
  /** Fulfilled once the window let go of the file because another one asked. */
  readonly letGo: Promise<'taken' | 'newer'>;
  /** Fulfilled once the other window is done with the file. */
  readonly free: Promise<void>;
}

/** A window of an editor with a store: creates or opens the one in `folder`. */
export async function openWindow(
  folder = temporaryFolder(),
  keys = new Keys(),
  script = WORKER,
  options?: Parameters<typeof openSession>[3],
): Promise<OpenStore> {
  const changes: Topic[][] = [];
  const ended: StoreError[] = [];
  let released: (why: 'taken' | 'newer') => void = () => {};
  let returned = () => {};
  const letGo = new Promise<'taken' | 'newer'>(resolve => (released = resolve));
  const free = new Promise<void>(resolve => (returned = resolve));
  const client = new StoreClient(script, {
    changed: topics => changes.push([...topics]),
    released: why => released(why),
    returned: () => returned(),
    ended: error => ended.push(error),
  });
  onTestFinished(() => client.close());
  const file = storeFile(folder);
  const { store, access, key } = await openSession(client, file, keys, options);
  return { client, store, access, key, file, keys, changes, ended, letGo, free };
}

/** A line of a log as an attachment of an incident. */
export function draftLine(issue_id: string, line: string, file_name = 'app.log'): Promise<NewAttachment> {
  return Promise.resolve({
    issue_id,
    file_name,
    file_path: `/var/log/${file_name}`,
    file_size: Buffer.byteLength(line),
    mime_type: 'text/plain',
    content_hash: createHash('sha256').update(line).digest('hex'),
    source_uri: `file:///var/log/${file_name}`,
    start_line: 7,
    end_line: 7,
    encoding: 'utf-8',
    provenance: { via: 'selection', host: 'pager', user: 'oncall' },
    content_compressed: gzipSync(line),
  });
}
