import { getAttachment } from '../db/attachments.js';
import { openStore } from '../db/connection.js';
import { StoreError } from '../db/errors.js';
import { textPieces } from '../evidence/text/index.js';
import { redactText as redact } from '../redaction/stored/index.js';
import type { Jobs } from './api.js';

export const redactText: Jobs['redactText'] = ({ store, patterns, text, ...of }, { nativeBinding }) => {
  const db = openStore(store, nativeBinding);
  try {
    if (text !== undefined) return redact(db, [text], { ...of, whole: false }, patterns);
    if (of.log_file_id === undefined) throw new StoreError('invalid', 'neither text nor attachment');
    const pieces = textPieces(db, getAttachment(db, { id: of.log_file_id }));
    return redact(db, pieces, { ...of, whole: true }, patterns);
  } finally {
    db.close();
  }
};
