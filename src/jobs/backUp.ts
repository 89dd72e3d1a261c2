import { randomBytes } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { audit } from '../db/audit.js';
import { hashOf, isSameFile } from '../db/besideStore.js';
import { type Database, openStore } from '../db/connection.js';
import { copyStore } from '../db/copy.js';
import { StoreError } from '../db/errors.js';
import type { Jobs } from './api.js';

/**
 * A backup has the store's key and salt, so that what opens the store opens it, a passphrase as well. It takes its name
 * when it is whole, and the store notes its hash.
 */
export const backUp: Jobs['backUp'] = ({ store, to }, control) => {
  if (store.key === null) throw new StoreError('notEncrypted', 'a store without encryption is not backed up');
  if (isSameFile(to, store.file)) throw new StoreError('ownFile', 'a backup over the store');
  const db = openStore(store, control.nativeBinding);
  const part = partOf(to);
  try {
    copyStore(db, { file: part, key: store.key, salt: saltOf(db) }, control);
    const sha256 = hashOf(part, control);
    const note = db.transaction(() =>
      audit(db, { action: 'store_backed_up', entity_type: 'store', entity_id: 'store', details: { sha256 } }),
    );
    note.immediate();
    renameSync(part, to);
  } finally {
    db.close();
    rmSync(part, { force: true });
  }
};

/** Where a file is made before it takes its name. */
export const partOf = (file: string) => `${file}.${randomBytes(4).toString('hex')}.part`;

/** The 128-bit salt of an encrypted database, in hex. Reading it from the file would drop the locks of the connection. */
function saltOf(db: Database): string {
  return String(db.pragma('cipher_salt', { simple: true })).toLowerCase();
}
