import { closeSync, openSync, renameSync } from 'node:fs';
import { connect, removeDatabase } from '../db/connection.js';
import { check } from '../db/copy.js';
import { StoreError } from '../db/errors.js';
import { flush } from '../db/flush.js';
import { PageFile } from '../db/pages/file.js';
import { salvage as salvageInto } from '../db/salvage/salvage.js';
import { withoutWindows } from '../db/takeOver.js';
import type { Jobs } from './api.js';

/** Reads the damaged store without SQLite, which would change it, while no window of ours has it open. */
export const salvage: Jobs['salvage'] = ({ store: { file, key }, to }, { nativeBinding, progress }) => {
  if (key === null) throw new StoreError('notEncrypted', 'a store without encryption is not salvaged');
  const part = `${to}.part`;
  return withoutWindows(file, touch => {
    const told: typeof progress = how => {
      touch();
      progress(how);
    };
    const pages = new PageFile({ file, key });
    try {
      closeSync(openSync(part, 'wx', 0o600));
      // Its salt stays the store's own, so that a kept key, a passphrase and a recovery key open it as before.
      const db = connect({ file: part, key: key + pages.salt }, nativeBinding);
      try {
        // What is not finished is thrown away, so it needs no journal.
        for (const off of ['journal_mode', 'synchronous', 'foreign_keys']) db.pragma(`${off} = OFF`);
        const report = salvageInto(pages, db, { nativeBinding, progress: told });
        db.close();
        check({ file: part, key }, nativeBinding);
        flush(part);
        renameSync(part, to);
        return report;
      } finally {
        db.close();
      }
    } finally {
      pages.close();
      removeDatabase(part);
    }
  });
};
