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

/** Every column that holds sealed values; a value that is empty holds no secret. */
const SEALED = [
  ['credentials', 'encrypted_token'],
  ['ai_providers', 'encrypted_api_key'],
  ['mcp_servers', 'auth_value'],
  ['kubeconfig_files', 'encrypted_content'],
] as const;

/**
 * Seals every secret anew, for a store under another key. What cannot be opened stays as it is: it was lost before.
 *
 * @param from the store's key so far, in hex
 * @param to the store's key from now on, in hex
 */
export function reseal(db: Database, from: string, to: string): void {
  useSecretsKey(db, from);
  const opened = SEALED.flatMap(([table, column]) =>
    db
      .prepare<[], { id: string; sealed: string }>(
        `SELECT id, ${column} AS sealed FROM ${table} WHERE ${column} <> ''`,
      )
      .all()
      .flatMap(({ id, sealed }) => {
        const plain = unsealOrNothing(db, table, id, column, sealed);
        return plain === undefined ? [] : [{ table, column, id, plain }];
      }),
  );
  useSecretsKey(db, to);
  for (const { table, column, id, plain } of opened) {
    const sealed = seal(db, table, id, column, plain);
    db.prepare(`UPDATE ${table} SET ${column} = ? WHERE id = ?`).run(sealed, id);
  }
}

function unsealOrNothing(...sealed: Parameters<typeof unseal>): string | undefined {
  try {
    return unseal(...sealed);
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'damaged') return undefined;
    throw error;
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
