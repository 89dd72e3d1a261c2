import { getAttachment } from '../db/attachments.js';
import { openStore } from '../db/connection.js';
import { StoreError } from '../db/errors.js';
import { textPieces } from '../evidence/text/index.js';
import { redactText as redact } from '../redaction/stored/index.js';
import type { Jobs } from './api.js';

export const redactText: Jobs['redactText'] = ({ store, patterns, text, ...of }, { nativeBinding }) => {
  const db = openStore(store, nativeBinding);
  try {
    return redact(db, text ?? wholeText(db, of.log_file_id), of, patterns);
  } finally {
    db.close();
  }
};

function wholeText(db: ReturnType<typeof openStore>, id: string | undefined): string {
  if (id === undefined) throw new StoreError('invalid', 'neither text nor attachment');
  return [...textPieces(db, getAttachment(db, { id }))].join('');
}
