import * as z from 'zod';
import { EVIDENCE_FAULTS } from '../values.js';
import { Id } from './common.js';

/** Which attachments are verified. */
export const VerifyScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('incident'), id: Id }),
  z.object({ kind: z.literal('attachment'), id: Id }),
  z.object({ kind: z.literal('image'), id: Id }),
]);
export type VerifyScope = z.output<typeof VerifyScope>;

const BrokenEvidence = z.object({ id: Id, file_name: z.string(), fault: z.enum(EVIDENCE_FAULTS) });

/** What a verification found. */
export const VerifyReport = z.object({
  /** How many were verified, whole or broken. */
  verified: z.int(),
  /** Bytes of the originals of those. */
  bytes: z.number(),
  broken: z.array(BrokenEvidence),
  /** How many have no hash that they could be held to. */
  unhashed: z.int(),
  /** A person stopped it before its end. */
  stopped: z.boolean(),
});
export type VerifyReport = z.output<typeof VerifyReport>;
