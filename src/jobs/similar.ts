import { openStore } from '../db/connection.js';
import { findSimilar, mineTemplates } from '../similar/index.js';
import type { Jobs } from './api.js';

export const similar: Jobs['similar'] = ({ store, issue_id, limit }, { nativeBinding, progress }) => {
  const db = openStore(store, nativeBinding);
  try {
    mineTemplates(db, progress);
    return findSimilar(db, issue_id, limit);
  } finally {
    db.close();
  }
};
