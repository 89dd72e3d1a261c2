/** A window of the same person beside the one that is driven: the same store, through the worker that is installed. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Store } from '../../src/db/api.js';
import { StoreClient } from '../../src/db/client.js';
import { storeFile } from '../../src/db/location.js';
import type { NewAttachment } from '../../src/db/rows/attachments.js';
import { openSession } from '../../src/db/session.js';
import { Machine } from './editor.js';

const PASSPHRASE = 'a passphrase for the tests';

/** Keys that are kept nowhere: the passphrase opens the store. */
const NO_KEYS = {
  get: () => Promise.resolve(undefined),
  store: () => Promise.resolve(),
  delete: () => Promise.resolve(),
};

export interface StoreBeside {
  readonly machine: Machine;
  readonly store: Store;
  /** Closes the store and takes the machine away. */
  readonly end: () => Promise<void>;
}

/** A machine whose store opens by a passphrase in its environment. */
export async function machineWithStore(vsix: string): Promise<StoreBeside> {
  process.env['TFTSR_DB_KEY'] = PASSPHRASE;
  const machine = await Machine.make(vsix);
  const installed = readdirSync(machine.extensions).find(name => name.startsWith('whydunit'));
  const client = new StoreClient(join(machine.extensions, installed ?? '', 'dist', 'worker.js'), {
    changed: () => undefined,
    released: () => undefined,
    returned: () => undefined,
    ended: () => undefined,
  });
  const { store } = await openSession(client, storeFile(machine.storeFolder), NO_KEYS, {
    passphrase: PASSPHRASE,
  });
  const end = async () => {
    delete process.env['TFTSR_DB_KEY'];
    await client.close();
    await machine.remove();
  };
  return { machine, store, end };
}

/** A log of that text, as attaching its file would bring it. */
export function logOf(issue_id: string, file_name: string, text: string): NewAttachment {
  return {
    ...{ issue_id, file_name, file_path: `/var/log/${file_name}`, mime_type: 'text/plain' },
    file_size: Buffer.byteLength(text),
    content_hash: createHash('sha256').update(text).digest('hex'),
    ...{ source_uri: null, start_line: null, end_line: null, encoding: 'utf-8' },
    provenance: { via: 'file', host: 'pager', user: 'oncall' },
    content_compressed: gzipSync(text),
  };
}
