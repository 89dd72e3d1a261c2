import { CHAIN_START, type ChainedRow, entryHash } from './chain.js';
import type { Database } from './index.js';

/**
 * `seq`: the place of a row in the chain, since neither a clock nor a UUID is one. `import_id`: for rows that came from
 * another database, the import that brought them; they keep their own chain and have no place in ours. Rows from
 * before the chain are chained as they are.
 */
export default function auditOrder(db: Database): void {
  db.exec(`
    ALTER TABLE audit_log ADD COLUMN seq INTEGER;
    ALTER TABLE audit_log ADD COLUMN import_id TEXT;
    CREATE UNIQUE INDEX idx_audit_log_seq ON audit_log(seq);
    CREATE INDEX idx_audit_log_import ON audit_log(import_id) WHERE import_id IS NOT NULL;
  `);
  const rows = db.prepare<[], ChainedRow>(`SELECT * FROM audit_log ORDER BY rowid`).all();
  const chain = db.prepare(`UPDATE audit_log SET seq = ?, prev_hash = ?, entry_hash = ? WHERE id = ?`);
  let prev_hash = CHAIN_START;
  for (const [index, row] of rows.entries()) {
    const seq = index + 1;
    const hash = entryHash({ ...row, seq, prev_hash });
    chain.run(seq, prev_hash, hash, row.id);
    prev_hash = hash;
  }
}
