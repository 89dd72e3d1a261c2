/** Finding the store and its key: opens what is there, creates what is not, and never overwrites. */
import { randomBytes } from 'node:crypto';
import type { Store } from './api.js';
import type { StoreClient } from './client.js';
import { StoreError } from './errors.js';
import { keyOfPassphrase } from './key/passphrase.js';
import type { Found, KeyState, NewKey, Notice, StoreFile } from './protocol.js';

/** Where keys are kept, one for each store: VS Code's SecretStorage. */
export interface KeyRing {
  get(name: string): Thenable<string | undefined>;
  store(name: string, value: string): Thenable<void>;
  delete(name: string): Thenable<void>;
}

/** A store's key is kept under its salt, the first 16 bytes of the file: it stays found where the file moves. */
export const keyName = (salt: string) => `whydunit.store.${salt}`;

/** Gives the raw key in hex for a file with this salt, or undefined where it has none. */
export type KeySource = (salt: string) => Thenable<string | undefined>;

export const fromPassphrase =
  (passphrase: string): KeySource =>
  salt =>
    keyOfPassphrase(passphrase, salt);

/** Where a key is looked for without asking a person: what is kept, then the environment's passphrase. */
export function keySources(keys: KeyRing, passphrase: string | undefined): KeySource[] {
  const kept: KeySource = salt => keys.get(keyName(salt));
  return [kept, ...(passphrase ? [fromPassphrase(passphrase)] : [])];
}

interface SessionOptions {
  /** The passphrase of the environment variable `TFTSR_DB_KEY`: tried where no key is kept, and a new store gets it. */
  readonly passphrase?: string | undefined;
  /** What the person gave; nothing else is tried then. */
  readonly given?: KeySource | undefined;
  /** Whether the store has no encryption. */
  readonly plain?: boolean;
}

/** An open store, and what another connection to it needs. */
export interface Session {
  readonly store: Store;
  readonly access: StoreFile;
  readonly notices: readonly Notice[];
  /** Null for a store without encryption. */
  readonly key: (KeyState & { readonly salt: string }) | null;
}

/**
 * Opens the store at `file`; creates it where there is none. The key is the one that was given, else the kept one, else
 * the one of the environment's passphrase.
 *
 * @throws StoreError of kind `noKey` or `wrongKey` where the person has to give one
 */
export async function openSession(
  client: StoreClient,
  file: string,
  keys: KeyRing,
  options: SessionOptions = {},
): Promise<Session> {
  const found = await findOrCreate(client, file, keys, options);
  if (found.kind === 'plain') {
    if (!options.plain) throw new StoreError('notEncrypted', 'plain SQLite');
    const access = { file, key: null };
    return { ...(await client.open(access)), access, key: null };
  }
  if (options.plain) throw new StoreError('notAStore', 'not a database without encryption');
  return openEncrypted(client, file, found.salt, keys, options);
}

async function openEncrypted(
  client: StoreClient,
  file: string,
  salt: string,
  keys: KeyRing,
  { passphrase, given }: SessionOptions,
): Promise<Session> {
  const sources = given ? [given] : keySources(keys, passphrase);
  let failure = new StoreError('noKey', 'no key is kept for this salt');
  for (const source of sources) {
    const key = await source(salt);
    if (key === undefined) continue;
    const access = { file, key };
    try {
      const { store, state, notices } = await client.open(access);
      // A random key is not asked for twice; a passphrase is what its person wants to be asked for.
      if (given && state.mode === 'raw') await keys.store(keyName(salt), key);
      return { store, access, notices, key: { ...state, salt } };
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'wrongKey') throw error;
      failure = error;
    }
  }
  throw failure;
}

async function findOrCreate(
  client: StoreClient,
  file: string,
  keys: KeyRing,
  { passphrase, plain }: SessionOptions,
): Promise<Exclude<Found, { kind: 'nothing' }>> {
  const there = await client.find(file);
  if (there.kind !== 'nothing') return there;
  if (plain) await client.create(file, null);
  else await create(client, file, keys, await newKey(passphrase));
  const found = await client.find(file);
  if (found.kind === 'nothing') throw new StoreError('notAStore', 'the new file is gone');
  return found;
}

/** A key for a file that is to be made: of the passphrase, or random without one. */
export async function newKey(passphrase?: string): Promise<NewKey> {
  const salt = randomBytes(16).toString('hex');
  if (!passphrase) return { mode: 'raw', key: randomBytes(32).toString('hex'), salt };
  return { mode: 'passphrase', key: await keyOfPassphrase(passphrase, salt), salt };
}

/** A random key is kept before the file exists, so that no crash leaves a store that nobody can open. */
async function create(client: StoreClient, file: string, keys: KeyRing, key: NewKey): Promise<void> {
  const name = keyName(key.salt);
  if (key.mode === 'raw') await keys.store(name, key.key);
  try {
    const created = await client.create(file, key);
    if (!created) await keys.delete(name);
  } catch (error) {
    // The file may have come to its place all the same; then its key is the only one.
    const there = await client.find(file).catch(() => undefined);
    const isMade = there === undefined || (there.kind === 'encrypted' && there.salt === key.salt);
    if (!isMade) await keys.delete(name);
    throw error;
  }
}

/**
 * Has the store's file replaced by one under another key. Both keys are known until it is certain which one the file
 * has; the other one is forgotten then.
 *
 * @param swap replaces the file, or leaves it as it is
 * @throws whatever `swap` throws; the file may have been replaced nevertheless
 */
export async function exchangeKey(
  client: StoreClient,
  file: string,
  keys: KeyRing,
  salt: string,
  next: NewKey,
  swap: () => Promise<void>,
): Promise<void> {
  if (next.mode === 'raw') await keys.store(keyName(next.salt), next.key);
  try {
    await swap();
  } finally {
    const found = await client.find(file);
    // Only what the file itself proves to be of no use is forgotten.
    if (found.kind === 'encrypted' && found.salt === next.salt) await keys.delete(keyName(salt));
    if (found.kind === 'encrypted' && found.salt === salt) await keys.delete(keyName(next.salt));
  }
}
