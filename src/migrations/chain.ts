import { createHash } from 'node:crypto';

/** What an audit row says: all of it goes into its hash. */
export interface ChainedRow {
  readonly id: string;
  readonly timestamp: string;
  readonly action: string;
  readonly entity_type: string;
  readonly entity_id: string;
  readonly user_id: string | null;
  readonly details: string | null;
  /** The place in the chain, from 1, without gaps. */
  readonly seq: number;
  /** The hash of the row before. */
  readonly prev_hash: string;
}

/** What the first row of a chain has in place of a row before it. */
export const CHAIN_START = '0'.repeat(64);

/**
 * The SHA-256 of an audit row, in lower-case hex, over its canonical JSON: UTF-8, keys in order, no white space, as in
 * RFC 8785. Stored hashes were made with it, so it never changes.
 */
export function entryHash(row: ChainedRow): string {
  const { action, details, entity_id, entity_type, id, prev_hash, seq, timestamp, user_id } = row;
  const canonical = { action, details, entity_id, entity_type, id, prev_hash, seq, timestamp, user_id };
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}
