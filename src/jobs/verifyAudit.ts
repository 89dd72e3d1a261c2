import { chainHead } from '../db/audit.js';
import { openStore } from '../db/connection.js';
import { verifyChain } from '../db/verifyAudit.js';
import type { Jobs } from './api.js';

export const verifyAudit: Jobs['verifyAudit'] = ({ store, anchor }, { nativeBinding, progress }) => {
  const db = openStore(store, nativeBinding);
  try {
    // One snapshot: rows that are written meanwhile belong to the next check.
    return db.transaction(() => {
      const head = chainHead(db);
      const seen = (rows: number) => progress({ done: rows, total: head.seq });
      return { ...verifyChain(db, anchor, seen), head };
    })();
  } finally {
    db.close();
  }
};
