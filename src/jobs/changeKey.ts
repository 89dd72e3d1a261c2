import { renameSync } from 'node:fs';
import { audit } from '../db/audit.js';
import { connect, removeDatabase } from '../db/connection.js';
import { copyStore } from '../db/copy.js';
import { StoreError } from '../db/errors.js';
import { flush } from '../db/flush.js';
import { keyState, noteNewKey } from '../db/key/state.js';
import { swapFile } from '../db/leftovers.js';
import type { NewKey } from '../db/protocol.js';
import { reseal } from '../db/secrets.js';
import { takeOver } from '../db/takeOver.js';
import type { Jobs } from './api.js';

/**
 * Puts a copy under another key in the store's place. Until the copy takes the store's name, the old file is whole and
 * in force; from then on the new one is.
 */
export const changeKey: Jobs['changeKey'] = ({ store, next }, control) => {
  const { nativeBinding, progress } = control;
  const { key } = store;
  if (key === null) throw new StoreError('notEncrypted', 'a store without encryption has no key');
  const file = swapFile(store.file, next.salt);
  takeOver(store, nativeBinding, (db, touch) => {
    const told: typeof progress = how => {
      touch();
      progress(how);
    };
    copyStore(db, { file, key: next.key, salt: next.salt }, { nativeBinding, progress: told });
    try {
      settle(file, key, next, nativeBinding);
      told({ done: 1, total: 1 });
      // Windows renames no file over an open one.
      db.close();
      renameSync(file, store.file);
    } catch (error) {
      removeDatabase(file);
      throw error;
    }
    flush(store.file);
  });
};

/** Has the copy keep its secrets under its own key, and tell of it. */
function settle(file: string, key: string, next: NewKey, nativeBinding: string): void {
  const db = connect({ file, key: next.key }, nativeBinding);
  try {
    db.transaction(() => {
      reseal(db, key, next.key);
      const from = keyState(db).mode;
      noteNewKey(db, next.mode);
      const details = { from, to: next.mode };
      audit(db, { action: 'key_changed', entity_type: 'store', entity_id: 'store', details });
    })();
  } finally {
    db.close();
  }
}
