/** What detection found in an attachment: the rows of `pii_spans`. */
import type { Checked } from './api.js';
import { audit } from './audit.js';
import type { Database } from './connection.js';
import type { Handlers } from './handlers.js';
import { Span } from './rows/attachments.js';
import { Table } from './table.js';

const table = new Table('pii_spans', Span, {
  entity: 'pii_span',
  parent: 'log_file_id',
  order: ['start_offset', 'id'],
});

function replaceSpans(db: Database, { log_file_id, spans }: Checked<'replaceSpans'>): void {
  const removed = table.clear(db, { log_file_id });
  for (const span of spans) table.write(db, { ...span, log_file_id });
  audit(db, {
    action: 'pii_spans_replaced',
    entity_type: 'log_file',
    entity_id: log_file_id,
    details: { removed, added: spans.length },
  });
}

export const spans = {
  replaceSpans,
  listSpans: (db, { log_file_id, ...page }) => table.list(db, { log_file_id }, page),
} satisfies Partial<Handlers>;
