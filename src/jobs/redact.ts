import { openStore } from '../db/connection.js';
import { redactAttachment } from '../redaction/stored/index.js';
import type { Jobs } from './api.js';

export const redact: Jobs['redact'] = async ({ store, id, ...options }, { nativeBinding, ...control }) => {
  const db = openStore(store, nativeBinding);
  try {
    return (await redactAttachment(db, id, options, control)) ?? null;
  } finally {
    db.close();
  }
};
