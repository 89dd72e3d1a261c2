import { openStore } from '../db/connection.js';
import { scanAttachments } from '../redaction/stored/index.js';
import type { Jobs } from './api.js';

export const scan: Jobs['scan'] = ({ store, patterns, onlyNew = false }, { nativeBinding, progress }) => {
  const db = openStore(store, nativeBinding);
  try {
    return scanAttachments(db, patterns, { progress, onlyNew });
  } finally {
    db.close();
  }
};
