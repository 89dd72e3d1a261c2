/** The audit log: each change writes one row in its own transaction, chained by hash to the row before. */
import { v7 as uuid } from 'uuid';
import { CHAIN_START, entryHash } from '../migrations/chain.js';
import type { Checked } from './api.js';
import type { Database } from './connection.js';
import { where } from './filters.js';
import type { Handlers } from './handlers.js';
import { AuditRow, ChainHead } from './rows/audit.js';
import { statement } from './statements.js';
import { timestamp } from './time.js';

/** What was done, to what. `details` holds ids, hashes, sizes and names of fields. */
export interface AuditEntry {
  readonly action: string;
  readonly entity_type: string;
  readonly entity_id: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The row with the highest `seq`, or the start of the chain where there is none. */
export function chainHead(db: Database): ChainHead {
  const head = statement(
    db,
    `SELECT seq, entry_hash FROM audit_log WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1`,
  ).get();
  return head ? ChainHead.parse(head) : { seq: 0, entry_hash: CHAIN_START };
}

/** Writes one audit row; called inside the transaction of the change it tells of. */
export function audit(db: Database, { details, ...entry }: AuditEntry): void {
  const head = chainHead(db);
  const row = {
    id: uuid(),
    timestamp: timestamp(),
    ...entry,
    user_id: 'local',
    details: details ? JSON.stringify(details) : null,
    seq: head.seq + 1,
    prev_hash: head.entry_hash,
  };
  statement(
    db,
    `INSERT INTO audit_log
       (id, timestamp, action, entity_type, entity_id, user_id, details, seq, prev_hash, entry_hash)
     VALUES
       (@id, @timestamp, @action, @entity_type, @entity_id, @user_id, @details, @seq, @prev_hash, @entry_hash)`,
  ).run({ ...row, entry_hash: entryHash(row) });
}

/** Newest first; each filter that is given must fit. */
function listAudit(db: Database, input: Checked<'listAudit'>): AuditRow[] {
  const { after, limit, ...filters } = input;
  const given = { ...filters, ...(after && { after_time: after.timestamp, after_id: after.id }) };
  return statement(
    db,
    `SELECT ${AUDIT_COLUMNS} FROM audit_log ${where(CONDITIONS, given)}
     ORDER BY timestamp DESC, id DESC LIMIT @limit`,
  )
    .all({ ...given, limit })
    .map(row => AuditRow.parse(row));
}

const AUDIT_COLUMNS = Object.keys(AuditRow.shape).join();

const CONDITIONS = {
  action: 'action = @action',
  entity_type: 'entity_type = @entity_type',
  entity_id: 'entity_id = @entity_id',
  from: 'timestamp >= @from',
  to: 'timestamp < @to',
  after_id: '(timestamp, id) < (@after_time, @after_id)',
};

export const auditLog = { auditHead: db => chainHead(db), listAudit } satisfies Partial<Handlers>;
