import { openStore } from '../db/connection.js';
import { attachFile } from '../evidence/log/index.js';
import type { Jobs } from './api.js';

export const attachLog: Jobs['attachLog'] = async (
  { store, file, log },
  { nativeBinding, chunkThread, progress },
) => {
  const db = openStore(store, nativeBinding);
  try {
    return await attachFile(db, log, file, { chunkThread, progress });
  } finally {
    db.close();
  }
};
