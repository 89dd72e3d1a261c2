import { openStore } from '../db/connection.js';
import { attachCandidate } from '../evidence/attach/index.js';
import type { Jobs } from './api.js';

export const attach: Jobs['attach'] = async (
  { store, issue_id, candidates },
  { nativeBinding, chunkThread, progress, tell },
) => {
  const db = openStore(store, nativeBinding);
  try {
    for (const [place, candidate] of candidates.entries()) {
      progress({ done: 0, total: 0 });
      await attachCandidate(db, issue_id, candidate, {
        chunkThread,
        progress,
        tell: outcome => tell({ candidate: place, outcome }),
      });
    }
  } finally {
    db.close();
  }
};
