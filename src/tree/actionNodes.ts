import type { ActionItemOfAny } from '../db/rows/analysis.js';

/** How action items are grouped: what is late comes first. */
export const ACTION_GROUPS = ['overdue', 'open', 'done'] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

/** A row of the view of action items. */
export type ActionsNode = GroupNode | ActionNode;

export class GroupNode {
  constructor(
    readonly group: ActionGroup,
    readonly items: readonly ActionItemOfAny[],
  ) {}
}

export class ActionNode {
  constructor(
    readonly item: ActionItemOfAny,
    readonly overdue: boolean,
    readonly parent: GroupNode,
  ) {}
}
