/**
 * Secrets of other services, sealed a second time inside the encrypted store: AES-256-GCM, each with a random 96-bit
 * nonce and bound to its place, as `base64(nonce || ciphertext || tag)`.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Database } from './connection.js';
import { StoreError } from './errors.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const keys = new WeakMap<Database, Buffer>();

/** @param key the store's raw key in hex; null for a store without encryption, which keeps no secrets */
export function useSecretsKey(db: Database, key: string | null): void {
  if (key === null) return void keys.delete(db);
  const derived = hkdfSync('sha256', Buffer.from(key, 'hex'), '', 'whydunit secrets v1', 32);
  keys.set(db, Buffer.from(derived));
}

/** @throws StoreError `noSecrets` where the store is not encrypted */
export function seal(db: Database, table: string, id: string, column: string, plaintext: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(db), nonce).setAAD(place(table, id, column));
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64');
}

/** @throws StoreError `noSecrets` where the store is not encrypted, `damaged` where the value was not sealed for this place with this store's key */
export function unseal(db: Database, table: string, id: string, column: string, sealed: string): string {
  const key = keyOf(db);
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new StoreError('damaged', `${column} of ${table} ${id}`);
  const tag = bytes.subarray(-TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES))
    .setAAD(place(table, id, column))
    .setAuthTag(tag);
  try {
    const plain = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]).toString('utf8');
  } catch {
    throw new StoreError('damaged', `${column} of ${table} ${id}`);
  }
}

function keyOf(db: Database): Buffer {
  const key = keys.get(db);
  if (!key) throw new StoreError('noSecrets', 'the store is not encrypted');
  return key;
}

/** What a sealed value is bound to, so that it cannot be moved to another row or column. */
function place(table: string, id: string, column: string): Buffer {
  return Buffer.from([table, id, column].join('\0'), 'utf8');
}
