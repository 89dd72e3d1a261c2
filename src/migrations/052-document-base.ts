import type { Database } from './index.js';

/**
 * What sections that a person wrote in were generated as when they did: newer text is offered where it differs from that.
 * NULL where that is `generated_md`.
 */
export default function documentBase(db: Database): void {
  db.exec(`ALTER TABLE documents ADD COLUMN base_md TEXT`);
}
