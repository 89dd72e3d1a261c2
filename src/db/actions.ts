/** What is to be done after an incident: the rows of `action_items`. */
import * as z from 'zod';
import type { Checked } from './api.js';
import type { Database } from './connection.js';
import type { Handlers } from './handlers.js';
import { ActionItem, ActionItemOfAny } from './rows/analysis.js';
import { statement } from './statements.js';
import { Table } from './table.js';
import { timestamp } from './time.js';

const table = new Table('action_items', ActionItem, {
  entity: 'action_item',
  parent: 'issue_id',
  order: ['id'],
});

/** What has no date comes behind all that has one. */
const DUE = `coalesce(due_on, '9999')`;

function listAllActions(db: Database, { state, after, limit }: Checked<'listAllActions'>): ActionItemOfAny[] {
  const behind = after ? `AND (${DUE}, action_items.id) > (coalesce(@due_on, '9999'), @id)` : '';
  const sql = `
    SELECT action_items.*, issues.title AS issue_title
    FROM action_items JOIN issues ON issues.id = issue_id
    WHERE state = @state ${behind}
    ORDER BY ${DUE}, action_items.id LIMIT @limit`;
  return z.array(ActionItemOfAny).parse(statement(db, sql).all({ state, limit, ...after }));
}

export const actions = {
  addAction: (db, input) => {
    const now = timestamp();
    return table.add(db, { ...input, created_at: now, updated_at: now });
  },
  listActions: (db, { issue_id, after, limit }) =>
    table.list(db, { issue_id }, { limit, ...(after !== undefined && { after: { id: after } }) }),
  listAllActions,
  updateAction: (db, { id, ...change }) => table.update(db, id, { ...change, updated_at: timestamp() }),
  removeAction: (db, { id }) => table.remove(db, id),
} satisfies Partial<Handlers>;
