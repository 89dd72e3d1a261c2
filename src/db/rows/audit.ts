import * as z from 'zod';

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
