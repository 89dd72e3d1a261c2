/** What is to be done after incidents, over all of them: overdue, open, done. */
import * as vscode from 'vscode';
import type { App } from '../app.js';
import type { Store } from '../db/api.js';
import type { ActionItemOfAny } from '../db/rows/analysis.js';
import type { ActionState } from '../db/values.js';
import { withDirectionsClosed } from '../directions.js';
import { COMMANDS, ITEM_KINDS, VIEWS } from '../ids.js';
import { actionKindName, actionStateName } from '../labels.js';
import { shownTimes } from '../vscodeZone.js';
import { ACTION_GROUPS, type ActionGroup, ActionNode, type ActionsNode, GroupNode } from './actionNodes.js';
import { ShownRows } from './shownRows.js';

/** Rows that are read at once, and rows of a group at most. */
const PAGE = 500;
const MOST = 2000;

const ICONS: Record<ActionGroup, vscode.ThemeIcon> = {
  overdue: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  open: new vscode.ThemeIcon('circle-large-outline'),
  done: new vscode.ThemeIcon('pass', new vscode.ThemeColor('disabledForeground')),
};

export class ActionsTree implements vscode.TreeDataProvider<ActionsNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<ActionsNode>;
  readonly #disposables: readonly { dispose(): unknown }[];
  readonly #rows = new ShownRows<ActionsNode>({
    read: parent => this.#read(parent),
    id: node => (node instanceof GroupNode ? node.group : undefined),
    visible: () => this.#view.visible,
    changed: () => this.#changed.fire(),
  });

  constructor(private readonly app: App) {
    this.#view = vscode.window.createTreeView(VIEWS.actions, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    const topics = new Set(['actions', 'incidents']);
    this.#disposables = [
      this.#view,
      this.#changed,
      app.onDidChange(changed => changed.some(topic => topics.has(topic)) && this.#rows.readAgain()),
    ];
  }

  getChildren(parent?: ActionsNode): Promise<ActionsNode[]> {
    return this.#rows.below(parent);
  }

  async #read(parent: ActionsNode | undefined): Promise<ActionsNode[]> {
    const store = this.app.open?.store;
    if (!store || parent instanceof ActionNode) return [];
    if (parent) return parent.items.map(item => new ActionNode(item, parent.group === 'overdue', parent));
    const open = await all(store, 'open');
    const done = [...(await all(store, 'done')), ...(await all(store, 'dropped'))];
    const now = shownTimes().text(Date.now()).slice(0, 10);
    const isLate = ({ due_on }: ActionItemOfAny) => due_on !== null && due_on < now;
    const groups = { overdue: open.filter(isLate), open: open.filter(item => !isLate(item)), done };
    this.#view.badge =
      groups.overdue.length === 0
        ? undefined
        : {
            value: groups.overdue.length,
            tooltip: vscode.l10n.t('Overdue action items: {0}', groups.overdue.length),
          };
    return ACTION_GROUPS.filter(group => groups[group].length > 0).map(
      group => new GroupNode(group, groups[group]),
    );
  }

  getTreeItem(node: ActionsNode): vscode.TreeItem {
    return node instanceof GroupNode ? groupItem(node) : actionItem(node);
  }

  getParent(node: ActionsNode): ActionsNode | undefined {
    return node instanceof GroupNode ? undefined : node.parent;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

async function all(store: Store, state: ActionState): Promise<ActionItemOfAny[]> {
  const rows: ActionItemOfAny[] = [];
  while (rows.length < MOST) {
    const last = rows.at(-1);
    const next = await store.listAllActions({
      ...{ state, limit: PAGE },
      ...(last && { after: { due_on: last.due_on, id: last.id } }),
    });
    rows.push(...next);
    if (next.length < PAGE) break;
  }
  return rows;
}

function groupItem({ group, items }: GroupNode): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const names = {
    overdue: vscode.l10n.t('Overdue'),
    open: vscode.l10n.t('Open'),
    done: vscode.l10n.t('Done'),
  };
  const item = new vscode.TreeItem(names[group], group === 'done' ? Collapsed : Expanded);
  item.id = group;
  item.description = String(items.length);
  return item;
}

function actionItem({ item: action, overdue }: ActionNode): vscode.TreeItem {
  const title = withDirectionsClosed(action.title);
  const incident = withDirectionsClosed(action.issue_title);
  const item = new vscode.TreeItem(title);
  const due = action.due_on === null ? [] : [action.due_on];
  const owner = action.owner === null ? [] : [action.owner];
  const state = action.state === 'dropped' ? [actionStateName('dropped')] : [];
  item.id = action.id;
  item.iconPath = ICONS[overdue ? 'overdue' : action.state === 'open' ? 'open' : 'done'];
  item.description = [...due, ...owner, ...state, incident].join(' · ');
  item.tooltip = [
    title,
    [actionKindName(action.kind), actionStateName(action.state)].join(' · '),
    vscode.l10n.t('Incident: {0}', incident),
    ...(action.owner === null ? [] : [vscode.l10n.t('Owner: {0}', action.owner)]),
    ...(action.due_on === null ? [] : [vscode.l10n.t('Due: {0}', action.due_on)]),
    ...(action.tracking_url === null ? [] : [action.tracking_url]),
  ].join('\n');
  item.accessibilityInformation = {
    label: [action.title, ...(overdue ? [vscode.l10n.t('overdue')] : []), item.description].join(', '),
  };
  item.contextValue = kindOf(action);
  item.command = {
    command: COMMANDS.actionEdit,
    title: vscode.l10n.t('Edit'),
    arguments: [{ actionId: action.id, issueId: action.issue_id }],
  };
  return item;
}

function kindOf({ state, tracking_url }: ActionItemOfAny): string {
  if (state === 'open') return tracking_url === null ? ITEM_KINDS.openAction : ITEM_KINDS.openLinkedAction;
  return tracking_url === null ? ITEM_KINDS.doneAction : ITEM_KINDS.doneLinkedAction;
}
