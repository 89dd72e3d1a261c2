import * as vscode from 'vscode';
import type { App } from '../app.js';
import type { Finding } from '../db/rows/spans.js';
import { withDirectionsClosed } from '../directions.js';
import { findingTypeName, listedAtMost } from '../editor/review/labels.js';
import { COMMANDS, ITEM_KINDS, VIEWS } from '../ids.js';
import { type FindingClass, findingClass, MOST_LISTED } from '../redaction/review/index.js';
import { FindingNode, type FindingsNode, TypeNode, ValueNode } from './findingNodes.js';
import { ShownRows } from './shownRows.js';

/** Values and places that are listed at most; the rest shows as those before are decided. */
const MOST = 1000;

export interface FoundType {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Kinds of findings differ in shape, not only in colour. */
const ICONS: Record<FindingClass, readonly [icon: string, color: string]> = {
  secret: ['key', 'charts.red'],
  personal: ['account', 'editorWarning.foreground'],
  network: ['globe', 'charts.blue'],
};

/** What was found in the active incident: by type, then by value, then by place. */
export class FindingsTree implements vscode.TreeDataProvider<FindingsNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<FindingsNode>;
  readonly #disposables: readonly { dispose(): unknown }[];
  readonly #rows = new ShownRows<FindingsNode>({
    read: parent => this.#read(parent),
    id: idOf,
    visible: () => this.#view.visible,
    changed: () => this.#changed.fire(),
  });

  constructor(private readonly app: App) {
    this.#view = vscode.window.createTreeView(VIEWS.findings, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    const topics = new Set(['spans', 'attachments']);
    this.#disposables = [
      this.#view,
      this.#changed,
      app.onDidChange(changed => changed.some(topic => topics.has(topic)) && this.#rows.readAgain()),
      app.onDidActivate(() => this.#rows.readAgain()),
    ];
  }

  getChildren(parent?: FindingsNode): Promise<FindingsNode[]> {
    return this.#rows.below(parent);
  }

  async #read(parent: FindingsNode | undefined): Promise<FindingsNode[]> {
    const open = this.app.open;
    if (!open) return this.#none('');
    const { store, active } = open;
    if (parent instanceof TypeNode)
      return parent.type.findings.map(finding => new ValueNode(finding, parent.issue_id, parent));
    if (parent instanceof ValueNode) return this.#places(parent);
    const { incident } = active;
    if (!incident)
      return this.#none(vscode.l10n.t('Make an incident active to review what was found in it.'));
    const found = await store.listFindings({ issue_id: incident.id, limit: MOST });
    if (found.length === 0)
      return this.#none(vscode.l10n.t('Nothing private was found in “{0}”.', incident.title));
    const waiting = found.reduce((sum, finding) => sum + finding.waiting, 0);
    const places = found.reduce((sum, finding) => sum + finding.found, 0);
    this.#view.message = [
      ...(found.length === MOST
        ? [vscode.l10n.t('The first {0} values are listed.', MOST.toLocaleString())]
        : []),
      ...(places >= MOST_LISTED ? [listedAtMost()] : []),
    ].join(' ');
    this.#view.description = vscode.l10n.t('{0} to review', waiting);
    const byType = Map.groupBy(found, ({ pii_type }) => pii_type);
    return [...byType].map(
      ([type, findings]) =>
        new TypeNode({ name: findingTypeName(type), findings: findings.sort(byNumber) }, incident.id),
    );
  }

  #none(message: string): [] {
    this.#view.message = message;
    this.#view.description = '';
    return [];
  }

  async #places(parent: ValueNode): Promise<FindingNode[]> {
    const store = this.app.open?.store;
    if (!store) return [];
    const { pii_type, value_mark } = parent.finding;
    const { issue_id } = parent;
    const spans = await store.listSpansOfValue({ issue_id, pii_type, value_mark, limit: MOST });
    const names = new Map<string, string>();
    for (const { log_file_id: id } of spans)
      if (!names.has(id)) names.set(id, (await store.getAttachment({ id })).file_name);
    return spans.map(span => new FindingNode(span, names.get(span.log_file_id) ?? '', parent));
  }

  getTreeItem(node: FindingsNode): vscode.TreeItem {
    if (node instanceof TypeNode) return typeItem(node);
    return node instanceof ValueNode ? valueItem(node) : findingItem(node);
  }

  getParent(node: FindingsNode): FindingsNode | undefined {
    return node instanceof TypeNode ? undefined : node.parent;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** As their replacements count them, `[IPv4-2]` before `[IPv4-10]`. */
const { compare } = new Intl.Collator('en', { numeric: true });
const byNumber = (a: Finding, b: Finding) => compare(a.replacement, b.replacement);

function idOf(node: FindingsNode): string | undefined {
  if (node instanceof TypeNode) return typeId(node);
  return node instanceof ValueNode ? valueId(node) : undefined;
}

const typeId = ({ type: { name, findings } }: TypeNode) => findings[0]?.pii_type ?? name;

const valueId = ({ finding }: ValueNode) => `${finding.pii_type} ${finding.value_mark}`;

function typeItem(node: TypeNode): vscode.TreeItem {
  const { name, findings } = node.type;
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  const [first] = findings;
  const [icon, color] = ICONS[findingClass(first?.pii_type ?? '')];
  item.id = typeId(node);
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.description = vscode.l10n.t('Values: {0}', findings.length);
  return item;
}

function valueItem(node: ValueNode): vscode.TreeItem {
  const { finding, parent } = node;
  const { original_value, replacement, found, waiting, kept } = finding;
  const name = withDirectionsClosed(original_value === '' ? replacement : original_value);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  const state =
    waiting > 0
      ? vscode.l10n.t('{0} to review', waiting)
      : kept === found
        ? vscode.l10n.t('kept')
        : vscode.l10n.t('redacted');
  item.id = valueId(node);
  // What was forgotten is named by its replacement already.
  const named = original_value === '' ? [] : [replacement];
  item.description = [...named, vscode.l10n.t('places: {0}', found), state].join(' · ');
  item.accessibilityInformation = {
    label: `${parent.type.name}, ${name}, ${item.description}`,
  };
  item.iconPath = waiting > 0 ? new vscode.ThemeIcon('circle-outline') : new vscode.ThemeIcon('pass');
  item.contextValue = ITEM_KINDS.value;
  return item;
}

function findingItem(node: FindingNode): vscode.TreeItem {
  const { span, fileName } = node;
  const item = new vscode.TreeItem(fileName);
  item.id = span.id;
  item.description =
    span.decision === null
      ? vscode.l10n.t('to review')
      : span.decision === 'keep'
        ? vscode.l10n.t('kept')
        : vscode.l10n.t('redacted');
  item.iconPath = vscode.ThemeIcon.File;
  item.resourceUri = vscode.Uri.from({ scheme: 'whydunit-icon', path: `/${fileName}` });
  item.contextValue = ITEM_KINDS.finding;
  item.command = { command: COMMANDS.findingOpen, title: vscode.l10n.t('Open'), arguments: [node] };
  return item;
}
