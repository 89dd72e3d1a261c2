import { openStore } from '../db/connection.js';
import { countTimes as count } from '../timeline/stored/index.js';
import type { Jobs } from './api.js';

export const countTimes: Jobs['countTimes'] = ({ store, issue_id }, { nativeBinding, progress, tell }) => {
  const db = openStore(store, nativeBinding);
  try {
    return { unreadable: count(db, issue_id, { progress, tell }) };
  } finally {
    db.close();
  }
};
