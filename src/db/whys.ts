/** The whys: the rows of `resolution_steps`. */
import type { Checked } from './api.js';
import type { Database } from './connection.js';
import { StoreError } from './errors.js';
import { refer, unrefer } from './evidenceRefs.js';
import type { Handlers } from './handlers.js';
import { Step, type WhyChange } from './rows/analysis.js';
import { statement } from './statements.js';
import { Table } from './table.js';
import { timestamp } from './time.js';
import { recordProgress } from './whyEvents.js';
import { inOrder, whyTree } from './whyTree.js';

const steps = new Table('resolution_steps', Step, {
  entity: 'resolution_step',
  parent: 'issue_id',
  order: ['step_order', 'id'],
});

type Change<Kind extends WhyChange['kind']> = Extract<WhyChange, { kind: Kind }>;

export function stepsOf(db: Database, issue_id: string): Step[] {
  return steps.all(db, { issue_id });
}

function changeWhys(db: Database, { issue_id, changes }: Checked<'changeWhys'>): Step[] {
  settle(db, issue_id);
  const before = stepsOf(db, issue_id);
  for (const change of changes) apply(db, issue_id, change);
  settle(db, issue_id);
  const after = stepsOf(db, issue_id);
  recordProgress(db, issue_id, before, after);
  return after;
}

function apply(db: Database, issue_id: string, change: WhyChange): void {
  switch (change.kind) {
    case 'add':
      return add(db, issue_id, change);
    case 'edit':
      return edit(db, issue_id, change);
    case 'remove':
      return remove(db, issue_id, change);
    case 'move':
      return move(db, issue_id, change);
    case 'refer':
      ofIncident(db, issue_id, change.ref.step_id);
      return refer(db, issue_id, change);
    case 'unrefer':
      return unrefer(db, issue_id, change.id);
  }
}

function add(db: Database, issue_id: string, { step }: Change<'add'>): void {
  const { parent_id, position } = step;
  if (parent_id !== null) ofIncident(db, issue_id, parent_id);
  steps.add(db, { issue_id, ...step, step_order: 1, created_at: timestamp() });
  place(db, issue_id, { id: step.id, parent_id, position });
}

function edit(db: Database, issue_id: string, { id, was, to }: Change<'edit'>): void {
  const row = ofIncident(db, issue_id, id);
  const read = Object.entries(was) as [keyof typeof was, unknown][];
  if (read.some(([field, value]) => row[field] !== value)) throw stale(id);
  steps.update(db, id, { ...to, revision: row.revision + 1 });
}

function remove(db: Database, issue_id: string, { steps: named }: Change<'remove'>): void {
  const seen = new Map(named.map(({ id, revision }) => [id, revision]));
  for (const { step, parent } of inOrder(whyTree(stepsOf(db, issue_id)))) {
    // What another window put below must not go unseen.
    const below = parent !== undefined && seen.has(parent.step.id) && !seen.has(step.id);
    if (below || (seen.has(step.id) && seen.get(step.id) !== step.revision)) throw stale(step.id);
  }
  for (const { id } of named) {
    ofIncident(db, issue_id, id);
    steps.remove(db, id);
  }
}

function move(db: Database, issue_id: string, { id, from, to, position }: Change<'move'>): void {
  const row = ofIncident(db, issue_id, id);
  if (row.parent_id !== from) throw stale(id);
  if (to !== null) ofIncident(db, issue_id, to);
  // A why below itself would be a circle: another window moved the one that it is to hang on.
  const byId = new Map(stepsOf(db, issue_id).map(step => [step.id, step]));
  for (let at = to; at !== null; at = byId.get(at)?.parent_id ?? null) if (at === id) throw stale(id);
  steps.update(db, id, { parent_id: to, position, revision: row.revision + 1 });
  place(db, issue_id, { id, parent_id: to, position });
}

/** Makes room for a why at its place among those that answer the same one. */
function place(
  db: Database,
  issue_id: string,
  { id, parent_id, position }: Pick<Step, 'id' | 'parent_id' | 'position'>,
): void {
  const siblings = inOrder(whyTree(stepsOf(db, issue_id)))
    .map(({ step }) => step)
    .filter(step => step.parent_id === parent_id && step.id !== id)
    .map(step => step.id);
  siblings.splice(position, 0, id);
  for (const [at, sibling] of siblings.entries())
    statement(db, 'UPDATE resolution_steps SET position = ? WHERE id = ?').run(at, sibling);
}

/** Writes down of each why where it stands: its level and place follow from the changes, also of what was imported. */
function settle(db: Database, issue_id: string): void {
  const roots = whyTree(stepsOf(db, issue_id));
  for (const { step, level, parent } of inOrder(roots)) {
    const parent_id = parent?.step.id ?? null;
    const position = (parent?.children ?? roots).findIndex(node => node.step === step);
    if (step.parent_id === parent_id && step.position === position && step.step_order === level) continue;
    statement(db, 'UPDATE resolution_steps SET parent_id = ?, position = ?, step_order = ? WHERE id = ?').run(
      parent_id,
      position,
      level,
      step.id,
    );
  }
}

/** @throws StoreError `gone` */
function ofIncident(db: Database, issue_id: string, id: string): Step {
  const step = steps.get(db, id);
  if (step.issue_id !== issue_id) throw new StoreError('gone', `resolution_step ${id}`);
  return step;
}

const stale = (id: string) => new StoreError('stale', `resolution_step ${id}`);

export const whys = {
  listSteps: (db, { issue_id, ...page }) => steps.list(db, { issue_id }, page),
  changeWhys,
} satisfies Partial<Handlers>;
