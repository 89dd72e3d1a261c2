import { randomBytes } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { v7 as uuid } from 'uuid';
import { audit } from '../db/audit.js';
import { hashOf, isSameFile } from '../db/besideStore.js';
import { bundleRows } from '../db/bundle.js';
import { openStore } from '../db/connection.js';
import { copyStore } from '../db/copy.js';
import { StoreError } from '../db/errors.js';
import { keyOfPassphrase } from '../db/key/passphrase.js';
import { partOf } from './backUp.js';
import type { Jobs } from './api.js';

/** A bundle is a database of SQLCipher 4 under a passphrase: a store that holds the chosen incidents and no more. */
export const exportBundle: Jobs['exportBundle'] = async ({ store, to, incidents, passphrase }, control) => {
  if (isSameFile(to, store.file)) throw new StoreError('ownFile', 'a bundle over the store');
  const salt = randomBytes(16).toString('hex');
  const key = await keyOfPassphrase(passphrase, salt);
  const db = openStore(store, control.nativeBinding);
  const part = partOf(to);
  try {
    copyStore(db, { file: part, key, salt }, control, bundleRows(db, incidents));
    const details = { incidents, sha256: hashOf(part, control) };
    const note = db.transaction(() =>
      audit(db, { action: 'bundle_exported', entity_type: 'bundle', entity_id: uuid(), details }),
    );
    note.immediate();
    renameSync(part, to);
  } finally {
    db.close();
    rmSync(part, { force: true });
  }
};
