import type { Database } from './index.js';

export default function auditChain(db: Database): void {
  db.exec(`
    ALTER TABLE audit_log ADD COLUMN prev_hash TEXT;
    ALTER TABLE audit_log ADD COLUMN entry_hash TEXT;
  `);
}
