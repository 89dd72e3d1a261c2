/** The whys: the rows of `resolution_steps`. */
import type { Database } from './connection.js';
import type { Handlers } from './handlers.js';
import { Step } from './rows/analysis.js';
import { Table } from './table.js';
import { timestamp } from './time.js';

const steps = new Table('resolution_steps', Step, {
  entity: 'resolution_step',
  parent: 'issue_id',
  order: ['step_order', 'id'],
});

export function stepsOf(db: Database, issue_id: string): Step[] {
  return steps.all(db, { issue_id });
}

export const whys = {
  addStep: (db, input) => steps.add(db, { ...input, created_at: timestamp() }),
  listSteps: (db, { issue_id, ...page }) => steps.list(db, { issue_id }, page),
  updateStep: (db, { id, ...change }) =>
    steps.update(db, id, { ...change, revision: steps.get(db, id).revision + 1 }),
  removeStep: (db, { id }) => steps.remove(db, id),
} satisfies Partial<Handlers>;
