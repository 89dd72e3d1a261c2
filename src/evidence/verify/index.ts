/** Holding what is stored to the hashes that it was attached under, from inside a job's thread. */
import { createHash } from 'node:crypto';
import type { Database } from '../../db/connection.js';
import type { JobControl } from '../../db/control.js';
import { StoreError, toStoreError } from '../../db/errors.js';
import type { VerifyReport, VerifyScope } from '../../db/rows/verification.js';
import type { EvidenceFault } from '../../db/values.js';
import { amountOf, type Verifiable, evidenceOf, type Found, recordVerified } from '../../db/verification.js';
import { Broken, originalOf } from './originals.js';

/**
 * Hashes every attachment that is meant, one after the other, and keeps what was found; where a person stops it, what
 * was found until then.
 *
 * @param connect opens a new connection: after a broken page, one may refuse sound pages too
 * @throws StoreError where the store itself fails
 */
export async function verifyAttachments(
  connect: () => Database,
  scope: VerifyScope,
  progress: JobControl['progress'],
): Promise<VerifyReport> {
  const verifier = new Verifier(connect, scope, progress);
  try {
    const stopped = await verifier.run().then(() => false, ifCancelled);
    return verifier.record(stopped);
  } finally {
    verifier.close();
  }
}

function ifCancelled(error: unknown): true {
  if (error instanceof StoreError && error.kind === 'cancelled') return true;
  throw error;
}

class Verifier {
  readonly #found: Found[] = [];
  #db: Database;
  #bytes = 0;
  #unhashed = 0;

  constructor(
    private readonly connect: () => Database,
    private readonly scope: VerifyScope,
    private readonly progress: JobControl['progress'],
  ) {
    this.#db = connect();
  }

  async run(): Promise<void> {
    const { count, bytes } = amountOf(this.#db, this.scope);
    const read = (length: number) => {
      this.#bytes += length;
      const items = { done: this.#found.length + this.#unhashed, total: count };
      this.progress({ done: Math.min(this.#bytes, bytes), total: bytes, items });
    };
    for (const evidence of evidenceOf(() => this.#db, this.scope)) {
      read(0);
      if (evidence.hash === '') this.#unhashed++;
      else this.#found.push({ evidence, fault: await this.#faultOf(evidence, read) });
    }
  }

  record(stopped: boolean): VerifyReport {
    return recordVerified(this.#db, this.scope, this.#found, { unhashed: this.#unhashed, stopped });
  }

  close(): void {
    this.#db.close();
  }

  async #faultOf(evidence: Verifiable, read: (length: number) => void): Promise<EvidenceFault | null> {
    const hash = createHash('sha256');
    try {
      for await (const bytes of originalOf(this.#db, evidence)) {
        hash.update(bytes);
        read(bytes.length);
      }
    } catch (error) {
      if (error instanceof Broken) return error.fault;
      if (toStoreError(error).kind !== 'damaged') throw error;
      this.#db.close();
      this.#db = this.connect();
      return 'unreadable';
    }
    return hash.digest('hex') === evidence.hash ? null : 'hashDiffers';
  }
}
