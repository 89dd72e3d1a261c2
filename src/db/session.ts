/** Finding the store and its key: opens what is there, creates what is not, and never overwrites. */
import { randomBytes } from 'node:crypto';
import type { Store } from './api.js';
import type { StoreClient } from './client.js';
import type { StoreFile } from './protocol.js';
import { StoreError } from './errors.js';

/** Where keys are kept, one for each store: VS Code's SecretStorage. */
export interface KeyRing {
  get(name: string): Thenable<string | undefined>;
  store(name: string, value: string): Thenable<void>;
  delete(name: string): Thenable<void>;
}

/** A store's key is kept under its salt, the first 16 bytes of the file: it stays found where the file moves. */
const keyName = (salt: string) => `whydunit.store.${salt}`;

/** An open store, and what another connection to it needs. */
export interface Session {
  readonly store: Store;
  readonly access: StoreFile;
}

/**
 * Opens the store at `file`; creates it where there is none.
 *
 * @throws StoreError
 */
export async function openSession(client: StoreClient, file: string, keys: KeyRing): Promise<Session> {
  let found = await client.find(file);
  if (found.kind === 'nothing') {
    await create(client, file, keys);
    found = await client.find(file);
    if (found.kind === 'nothing') throw new StoreError('notAStore', 'the new file is gone');
  }
  const key = await keys.get(keyName(found.salt));
  if (key === undefined) throw new StoreError('noKey', 'no key is kept for this salt');
  const access = { file, key };
  return { store: await client.open(access), access };
}

/** The key is kept before the file exists, so that no crash leaves a store that nobody can open. */
async function create(client: StoreClient, file: string, keys: KeyRing): Promise<void> {
  const key = randomBytes(32).toString('hex');
  const salt = randomBytes(16).toString('hex');
  await keys.store(keyName(salt), key);
  try {
    const created = await client.create({ file, key, salt });
    if (!created) await keys.delete(keyName(salt));
  } catch (error) {
    await keys.delete(keyName(salt));
    throw error;
  }
}
