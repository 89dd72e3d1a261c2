import * as z from 'zod';
import { Timestamp } from './common.js';

/** The end of the audit log's chain: from it one can tell later whether rows were cut off. */
export const ChainHead = z.object({ seq: z.int().nonnegative(), entry_hash: z.string() });
export type ChainHead = z.output<typeof ChainHead>;

/** One row that does not fit into the audit log, by the place in the chain that shows it. */
export const AuditFault = z.object({
  /**
   * `edited`: the row is not what it was; `removed`: a row is missing before this one; `inserted`: the row has no place
   * in the chain; `reordered`: the row is whole but stands elsewhere; `cutOff`: the rows behind the last one are
   * missing; `importChanged`: rows of an import are not what they were when they came.
   */
  fault: z.enum(['edited', 'removed', 'inserted', 'reordered', 'cutOff', 'importChanged']),
  seq: z.int().nullable(),
  id: z.string(),
  action: z.string(),
  timestamp: z.string(),
});
export type AuditFault = z.output<typeof AuditFault>;

/** A row of `audit_log`. */
export const AuditRow = z.object({
  id: z.string(),
  timestamp: Timestamp,
  action: z.string(),
  entity_type: z.string(),
  entity_id: z.string(),
  user_id: z.string().nullable(),
  /** JSON: ids, hashes, sizes and names of fields. */
  details: z.string().nullable(),
  prev_hash: z.string().nullable(),
  entry_hash: z.string().nullable(),
  /** The place in the chain; null for a row that an import brought. */
  seq: z.int().nullable(),
  import_id: z.string().nullable(),
});
export type AuditRow = z.output<typeof AuditRow>;
