import { v7 as uuid } from 'uuid';
import type { Database } from './connection.js';
import { statement } from './statements.js';
import { timestamp } from './time.js';

/** What was done, to what. `details` holds ids, hashes and sizes. */
export interface AuditEntry {
  readonly action:
    'incident_created' | 'incident_updated' | 'incident_deleted' | 'attachment_added' | 'attachment_removed';
  readonly entity_type: 'issue' | 'log_file';
  readonly entity_id: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes one audit row; called inside the transaction of the change it tells of. */
export function audit(db: Database, entry: AuditEntry): void {
  statement(
    db,
    `INSERT INTO audit_log (id, timestamp, action, entity_type, entity_id, details)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(
    uuid(),
    timestamp(),
    entry.action,
    entry.entity_type,
    entry.entity_id,
    entry.details ? JSON.stringify(entry.details) : null,
  );
}
