import type { Database } from './index.js';

/**
 * The whys as a tree: `step_order` is the level, from 1, as documented; `parent_id` names the why whose answer this one
 * asks about (nothing at level 1, and without a foreign key, since rows of a tree are imported in any order), `position`
 * sorts the causes that answer the same why. `role` is one of STEP_ROLES or nothing, `state` one of STEP_STATES.
 * `revision` grows with each change, so that two windows notice each other.
 */
export default function whys(db: Database): void {
  db.exec(`
    ALTER TABLE resolution_steps ADD COLUMN parent_id TEXT;
    ALTER TABLE resolution_steps ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE resolution_steps ADD COLUMN role TEXT;
    ALTER TABLE resolution_steps ADD COLUMN state TEXT NOT NULL DEFAULT 'assumed';
    ALTER TABLE resolution_steps ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
  `);
}
