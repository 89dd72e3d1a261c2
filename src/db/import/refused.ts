import { toStoreError } from '../errors.js';
import type { Refusal } from './report.js';

/** There is nothing to import from this file. */
export class RefusedError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal);
    this.name = 'RefusedError';
  }
}

/**
 * Runs what reads the source only, and tells its damage apart from that of our store.
 *
 * @throws RefusedError
 */
export function fromSource<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw refused(error);
  }
}

/** What SQLite says of a file that it cannot read. */
export function refused(error: unknown): unknown {
  if (error instanceof RefusedError) return error;
  const { kind } = toStoreError(error);
  if (kind === 'damaged') return new RefusedError('damaged');
  if (kind === 'wrongKey') return new RefusedError('notADatabase');
  return error;
}
