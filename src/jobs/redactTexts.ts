import { getAttachment } from '../db/attachments.js';
import { openStore } from '../db/connection.js';
import { StoreError } from '../db/errors.js';
import { textPieces } from '../evidence/text/index.js';
import { redactTexts as redact } from '../redaction/stored/index.js';
import type { Jobs } from './api.js';

export const redactTexts: Jobs['redactTexts'] = ({ store, patterns, texts, ...of }, { nativeBinding }) => {
  const db = openStore(store, nativeBinding);
  try {
    if (texts)
      return redact(
        db,
        texts.map(text => [text]),
        { ...of, whole: false },
        patterns,
      );
    if (of.log_file_id === undefined) throw new StoreError('invalid', 'neither texts nor attachment');
    const pieces = textPieces(db, getAttachment(db, { id: of.log_file_id }));
    return redact(db, [pieces], { ...of, whole: true }, patterns);
  } finally {
    db.close();
  }
};
