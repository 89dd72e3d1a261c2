/** Attachments: the rows of `log_files`. */
import { v7 as uuid } from 'uuid';
import type { Checked, Output } from './api.js';
import { audit } from './audit.js';
import type { Database } from './connection.js';
import { StoreError } from './errors.js';
import type { Handlers } from './handlers.js';
import { getIncident } from './incidents.js';
import { Attachment } from './rows/attachments.js';
import { statement } from './statements.js';
import { timestamp } from './time.js';
import { recordEvent } from './timeline.js';

/** All but the content. */
const COLUMNS = `id, issue_id, file_name, file_path, file_size, mime_type, content_hash, uploaded_at, redacted,
  source_uri, start_line, end_line, encoding, provenance`;

function addAttachment(db: Database, input: Checked<'addAttachment'>): Output<'addAttachment'> {
  getIncident(db, { id: input.issue_id });
  const double = statement(
    db,
    `SELECT ${COLUMNS} FROM log_files WHERE issue_id = @issue_id AND content_hash = @content_hash
     ORDER BY id LIMIT 1`,
  ).get({ issue_id: input.issue_id, content_hash: input.content_hash });
  if (double !== undefined) return { attachment: Attachment.parse(double), added: false };

  const id = uuid();
  statement(
    db,
    `INSERT INTO log_files (${COLUMNS}, content_compressed)
     VALUES (@id, @issue_id, @file_name, @file_path, @file_size, @mime_type, @content_hash, @uploaded_at, 0,
             @source_uri, @start_line, @end_line, @encoding, @provenance, @content_compressed)`,
  ).run({ id, uploaded_at: timestamp(), ...input, provenance: JSON.stringify(input.provenance) });
  audit(db, {
    action: 'attachment_added',
    entity_type: 'log_file',
    entity_id: id,
    details: { issue_id: input.issue_id, content_hash: input.content_hash, file_size: input.file_size },
  });
  recordEvent(db, input.issue_id, `Attached ${input.file_name}`, {
    event_type: 'log_uploaded',
    metadata: { file_name: input.file_name, file_size: input.file_size },
  });
  return { attachment: getAttachment(db, { id }), added: true };
}

function getAttachment(db: Database, { id }: Checked<'getAttachment'>): Attachment {
  const row = statement(db, `SELECT ${COLUMNS} FROM log_files WHERE id = ?`).get(id);
  if (row === undefined) throw new StoreError('gone', `log_file ${id}`);
  return Attachment.parse(row);
}

function listAttachments(db: Database, input: Checked<'listAttachments'>): Attachment[] {
  return statement(
    db,
    `SELECT ${COLUMNS} FROM log_files WHERE issue_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
  )
    .all(input.issue_id, input.after ?? 'g', input.limit)
    .map((row: unknown) => Attachment.parse(row));
}

function readAttachment(db: Database, { id }: Checked<'readAttachment'>): Uint8Array {
  const content = statement(db, `SELECT content_compressed FROM log_files WHERE id = ?`).pluck().get(id);
  if (!(content instanceof Uint8Array)) throw new StoreError('gone', `content of log_file ${id}`);
  return content;
}

function removeAttachment(db: Database, { id }: Checked<'removeAttachment'>): void {
  const { issue_id, content_hash } = getAttachment(db, { id });
  statement(db, `DELETE FROM log_files WHERE id = ?`).run(id);
  audit(db, {
    action: 'attachment_removed',
    entity_type: 'log_file',
    entity_id: id,
    details: { issue_id, content_hash },
  });
}

export const attachments = {
  addAttachment,
  getAttachment,
  listAttachments,
  readAttachment,
  removeAttachment,
} satisfies Partial<Handlers>;
