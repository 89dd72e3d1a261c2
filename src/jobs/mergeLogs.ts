import { openStore } from '../db/connection.js';
import { mergeLogs as merge } from '../timeline/stored/index.js';
import type { Jobs } from './api.js';

export const mergeLogs: Jobs['mergeLogs'] = (
  { store, ids, ...options },
  { nativeBinding, progress, tell },
) => {
  const db = openStore(store, nativeBinding);
  try {
    return { whole: merge(db, ids, options, { progress, tell }) };
  } finally {
    db.close();
  }
};
