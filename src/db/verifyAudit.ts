/** Checking the audit log: our own chain, and the rows that imports brought. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { CHAIN_START, type ChainedRow, entryHash } from '../migrations/chain.js';
import type { Database } from './connection.js';
import type { AuditFault, ChainHead } from './rows/audit.js';

/** More faults than this tell a person no more. */
const MOST_FAULTS = 100;

interface StoredRow extends ChainedRow {
  readonly entry_hash: string;
}

/**
 * Goes through the chain from its start.
 *
 * @param anchor a head that was exported earlier: a chain that no longer holds it was cut off or made anew
 * @param seen is told the number of rows so far, and may throw to stop
 */
export function verifyChain(
  db: Database,
  anchor: ChainHead | undefined,
  seen: (rows: number) => void,
): { rows: number; faults: AuditFault[] } {
  const faults: AuditFault[] = [];
  const note = (fault: AuditFault['fault'], { seq, id, action, timestamp }: Named) => {
    if (faults.length < MOST_FAULTS) faults.push({ fault, seq, id, action, timestamp });
  };
  let rows = 0;
  let before: Pick<StoredRow, 'seq' | 'entry_hash'> = { seq: 0, entry_hash: CHAIN_START };
  let anchored = anchor === undefined || anchor.seq === 0;
  for (const row of db.prepare<[], StoredRow>(CHAINED).iterate()) {
    const fault = faultOf(db, row, before);
    if (fault) note(fault, row);
    if (anchor?.seq === row.seq) {
      anchored = true;
      if (anchor.entry_hash !== row.entry_hash && !fault) note('edited', row);
    }
    before = row;
    seen(++rows);
  }
  for (const row of db.prepare<[], Named>(UNCHAINED).iterate()) note('inserted', row);
  for (const row of db.prepare<[], Named>(UNSEALED).iterate()) note('inserted', row);
  if (!anchored) {
    const last = db.prepare<[], Named>(`${CHAINED} DESC LIMIT 1`).get();
    note('cutOff', last ?? { seq: anchor?.seq ?? null, id: '', action: '', timestamp: '' });
  }
  for (const row of changedImports(db)) note('importChanged', row);
  return { rows, faults };
}

type Named = Pick<AuditFault, 'seq' | 'id' | 'action' | 'timestamp'>;

const CHAINED = 'SELECT * FROM audit_log WHERE seq IS NOT NULL ORDER BY seq';
const UNCHAINED = 'SELECT * FROM audit_log WHERE seq IS NULL AND import_id IS NULL';
/** Rows that say they came with an import, of which our chain does not know. */
const UNSEALED = `SELECT * FROM audit_log WHERE seq IS NULL AND import_id IS NOT NULL AND import_id NOT IN (
  SELECT entity_id FROM audit_log WHERE action = 'import_completed' AND seq IS NOT NULL)`;

function faultOf(
  db: Database,
  row: StoredRow,
  before: Pick<StoredRow, 'seq' | 'entry_hash'>,
): AuditFault['fault'] | undefined {
  const whole = entryHash(row) === row.entry_hash;
  if (!whole) return standsElsewhere(db, row) ? 'reordered' : 'edited';
  if (row.seq !== before.seq + 1) return 'removed';
  // The row before was exchanged for another one; it is named itself where its own hash does not fit.
  if (row.prev_hash !== before.entry_hash) return 'removed';
  return undefined;
}

/** Whether the row is whole at the place that follows the row which it names as the one before it. */
function standsElsewhere(db: Database, row: StoredRow): boolean {
  const seq = db
    .prepare<[string], number>(`SELECT seq FROM audit_log WHERE entry_hash = ?`)
    .pluck()
    .get(row.prev_hash);
  const place = row.prev_hash === CHAIN_START ? 0 : seq;
  // The row before may itself have moved, so its place is a hint: any place is tried around it.
  const candidates = place === undefined ? [] : [place + 1, place, place + 2];
  return candidates.some(seq => entryHash({ ...row, seq }) === row.entry_hash);
}

/**
 * The hash over the audit rows that an import brought, in the order of their ids: the import's own row in our chain
 * keeps it.
 */
export function importDigest(db: Database, importId: string): string {
  const digest = createHash('sha256');
  const rows = db.prepare<[string], Record<string, unknown>>(
    `SELECT id, timestamp, action, entity_type, entity_id, user_id, details, prev_hash, entry_hash
     FROM audit_log WHERE import_id = ? ORDER BY id`,
  );
  for (const row of rows.iterate(importId)) digest.update(`${JSON.stringify(row)}\n`);
  return digest.digest('hex');
}

const Sealed = z.looseObject({ import_id: z.string(), audit_digest: z.string() });

/** The rows of our chain that seal an import whose rows changed since. */
function changedImports(db: Database): Named[] {
  const seals = db
    .prepare<[], Named & { details: string }>(
      `SELECT seq, id, action, timestamp, details FROM audit_log WHERE action = 'import_completed' AND seq IS NOT NULL`,
    )
    .all();
  return seals.filter(({ details }) => {
    const sealed = Sealed.safeParse(parsed(details));
    return !sealed.success || importDigest(db, sealed.data.import_id) !== sealed.data.audit_digest;
  });
}

/** What somebody else wrote into a row may be anything. */
function parsed(details: string): unknown {
  try {
    return JSON.parse(details);
  } catch {
    return undefined;
  }
}
