import { openStore } from '../db/connection.js';
import { searchAttachment } from '../evidence/log/index.js';
import type { Jobs } from './api.js';

export const searchLog: Jobs['searchLog'] = async (
  { store, id, query, limit },
  { nativeBinding, chunkThread, progress, tell },
) => {
  const db = openStore(store, nativeBinding);
  try {
    return { count: await searchAttachment(db, id, query, { chunkThread, limit, progress, found: tell }) };
  } finally {
    db.close();
  }
};
