import { openStore } from '../db/connection.js';
import { Pool } from '../evidence/log/index.js';
import { searchEvidence } from '../evidence/search/index.js';
import type { Jobs } from './api.js';

/** Threads that share the work, kept for the next search. */
let pool: Pool | undefined;

/** The store is closed after each search: a thread that waits for the next one holds no key. */
export const search: Jobs['search'] = async (
  { store, ...asked },
  { nativeBinding, chunkThread, progress, tell },
) => {
  pool ??= new Pool(chunkThread);
  const db = openStore(store, nativeBinding);
  try {
    return await searchEvidence(db, asked, { pool, progress, found: tell });
  } finally {
    db.close();
  }
};
