import { randomBytes } from 'node:crypto';
import { renameSync } from 'node:fs';
import { openStore } from '../db/connection.js';
import { copyStore } from '../db/copy.js';
import { StoreError } from '../db/errors.js';
import type { Jobs } from './api.js';

/** A backup has the store's key and a salt of its own; it takes its name when it is whole. */
export const backUp: Jobs['backUp'] = ({ store, to }, control) => {
  if (store.key === null) throw new StoreError('notEncrypted', 'a store without encryption is not backed up');
  const db = openStore(store, control.nativeBinding);
  const part = `${to}.part`;
  try {
    copyStore(db, { file: part, key: store.key, salt: randomBytes(16).toString('hex') }, control);
    renameSync(part, to);
  } finally {
    db.close();
  }
};
