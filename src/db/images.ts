/** Images: the rows of `image_attachments`. */
import { createHash } from 'node:crypto';
import type { Checked, Output } from './api.js';
import type { Database } from './connection.js';
import type { Handlers } from './handlers.js';
import { Image } from './rows/attachments.js';
import { Bytes } from './rows/common.js';
import { Table } from './table.js';
import { timestamp } from './time.js';
import { recordEvent } from './timeline.js';

const table = new Table('image_attachments', Image, {
  entity: 'image_attachment',
  parent: 'issue_id',
  order: ['uploaded_at', 'id'],
  newestFirst: true,
  reads: 'v_image_attachments_verified',
  written: Image.omit({ verified_at: true, fault: true }).extend({ image_data: Bytes.nullable() }),
});

function addImage(db: Database, { image_data, ...input }: Checked<'addImage'>): Output<'addImage'> {
  const upload_hash = createHash('sha256').update(image_data).digest('hex');
  const double = table.find(db, { issue_id: input.issue_id, upload_hash });
  if (double) return { image: double, added: false };
  const file_size = image_data.byteLength;
  const row = { ...input, upload_hash, file_size, uploaded_at: timestamp(), image_data };
  const image = table.add(db, row, { upload_hash, file_size });
  const { issue_id, file_name } = input;
  const event = { event_type: 'log_uploaded', metadata: { file_name, file_size } } as const;
  recordEvent(db, issue_id, `Attached ${file_name}`, event, image);
  return { image, added: true };
}

export const images = {
  addImage,
  getImage: (db, { id }) => table.get(db, id),
  listImages: (db, { issue_id, ...page }) => table.list(db, { issue_id }, page),
  readImage: (db, { id }) => table.read(db, id, 'image_data'),
  updateImage: (db, { id, ...change }) => table.update(db, id, change),
  removeImage: (db, { id }) => table.remove(db, id),
} satisfies Partial<Handlers>;
