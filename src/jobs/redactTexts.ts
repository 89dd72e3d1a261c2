import { getAttachment } from '../db/attachments.js';
import { openStore } from '../db/connection.js';
import { StoreError } from '../db/errors.js';
import { textPieces } from '../evidence/text/index.js';
import { cutsOfLines, redactTexts as redact } from '../redaction/stored/index.js';
import type { Jobs } from './api.js';

export const redactTexts: Jobs['redactTexts'] = (
  { store, patterns, texts, cut, lines, ...of },
  { nativeBinding, progress },
) => {
  const db = openStore(store, nativeBinding);
  try {
    if (texts) {
      const total = texts.reduce((sum, text) => sum + text.length, 0);
      const each = texts.map(text => [text]);
      return redact(db, each, { ...of, whole: false }, patterns, { progress, total, cuts: cut && [cut] });
    }
    if (of.log_file_id === undefined) throw new StoreError('invalid', 'neither texts nor attachment');
    const attachment = getAttachment(db, { id: of.log_file_id });
    const total = attachment.file_size ?? 0;
    const pieces = textPieces(db, attachment);
    const cuts = lines && cutsOfLines(textPieces(db, attachment), lines);
    return redact(db, [pieces], { ...of, whole: true }, patterns, { progress, total, cuts });
  } finally {
    db.close();
  }
};
