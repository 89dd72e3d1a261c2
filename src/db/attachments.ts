/** Attachments: the rows of `log_files`. */
import type { Checked, Output } from './api.js';
import type { Database } from './connection.js';
import { StoreError } from './errors.js';
import type { Handlers } from './handlers.js';
import { Attachment, type NewAttachment } from './rows/attachments.js';
import { Bytes } from './rows/common.js';
import { Table } from './table.js';
import { statement } from './statements.js';
import { timestamp } from './time.js';
import { recordEvent } from './timeline.js';

const table = new Table('log_files', Attachment, {
  entity: 'log_file',
  actions: { add: 'attachment_added', update: 'attachment_updated', remove: 'attachment_removed' },
  parent: 'issue_id',
  order: ['id'],
  newestFirst: true,
  reads: 'v_log_files_reviewed',
  written: Attachment.omit({ verified_at: true, fault: true, waiting: true }).extend({
    content_compressed: Bytes.nullable(),
  }),
});

/** All attachments of an incident, without their content. */
export function allAttachments(db: Database, issue_id: string): Attachment[] {
  return table.all(db, { issue_id });
}

/** Bytes of the original contents of an incident's attachments, or of all. */
export function totalSize(db: Database, issue_id?: string): number {
  const ofIncident = issue_id === undefined ? '' : 'WHERE issue_id = @issue_id';
  const sql = `SELECT total(file_size) FROM log_files ${ofIncident}`;
  return Number(statement(db, sql).pluck().get({ issue_id }));
}

/** Adds an attachment; its content is null where it is kept in chunks. Called inside a transaction. */
export function addAttachment(
  db: Database,
  input: Omit<NewAttachment, 'content_compressed'> & { readonly content_compressed: Uint8Array | null },
): Output<'addAttachment'> {
  const { issue_id, content_hash, file_name, file_size } = input;
  const double = table.all(db, { issue_id, content_hash }).find(row => isSame(row, input));
  if (double) return { attachment: double, added: false };

  const row = { ...input, redacted: false, uploaded_at: timestamp() };
  const attachment = table.add(db, row, { content_hash, file_size });
  const event = { event_type: 'log_uploaded', metadata: { file_name, file_size } } as const;
  recordEvent(db, issue_id, `Attached ${file_name}`, event, attachment);
  return { attachment, added: true };
}

/** What a command wrote is evidence of its own, also where another one wrote the same: it ran at another time. */
function isSame(row: Attachment, { provenance: { command } }: Pick<NewAttachment, 'provenance'>): boolean {
  return command === undefined || row.provenance?.command?.started === command.started;
}

/** Keeps the bytes that an attachment's text was extracted from. Part of the same change as the attachment. */
export function keepOriginal(db: Database, log_file_id: string, original: Uint8Array): void {
  statement(db, `INSERT INTO log_originals (log_file_id, original) VALUES (?, ?)`).run(log_file_id, original);
}

/** @throws StoreError `gone` where the attachment's content is itself the original */
function readOriginal(db: Database, { id }: Checked<'readOriginal'>): Uint8Array {
  const original = statement(db, `SELECT original FROM log_originals WHERE log_file_id = ?`).pluck().get(id);
  if (original instanceof Uint8Array) return original;
  throw new StoreError('gone', `original of log_file ${id}`);
}

/** @throws StoreError `gone` */
export function getAttachment(db: Database, { id }: Checked<'getAttachment'>): Attachment {
  return table.get(db, id);
}

function removeAttachment(db: Database, { id }: Checked<'removeAttachment'>): void {
  const { content_hash } = table.get(db, id);
  table.remove(db, id, { content_hash });
}

export const attachments = {
  addAttachment,
  getAttachment,
  listAttachments: (db, { issue_id, after, limit }) =>
    table.list(db, { issue_id }, { limit, ...(after !== undefined && { after: { id: after } }) }),
  readAttachment: (db, { id }) => table.read(db, id, 'content_compressed'),
  readOriginal,
  updateAttachment: (db, { id, ...change }) => table.update(db, id, change),
  removeAttachment,
} satisfies Partial<Handlers>;
