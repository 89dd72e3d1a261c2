import * as vscode from 'vscode';
import type { App, Unlocked } from '../app.js';
import { needsKey } from '../db/errors.js';
import { CONTEXT_KEYS, VIEWS } from '../ids.js';
import { report } from '../userError.js';
import { onDidChangeShownTimes } from '../vscodeZone.js';
import { type Dropped, IncidentsDrop } from './drop.js';
import { focusedIn } from './focused.js';
import {
  attachmentItem,
  attachmentTooltip,
  documentItem,
  incidentItem,
  incidentTooltip,
  moreItem,
} from './items.js';
import { AttachmentNode, DocumentNode, IncidentNode, MoreNode, type Node } from './nodes.js';
import { ShownRows } from './shownRows.js';

/** How many rows a list begins with and grows by. */
const PAGE = 100;
/** How often a row is asked to be shown. */
const MOST_TRIES = 10;

/** The incidents, newest first, each with its attachments below it. */
export class IncidentsTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #dropped = new vscode.EventEmitter<Dropped>();
  /** After something was dropped on the view. */
  readonly onDidDrop = this.#dropped.event;
  readonly #view: vscode.TreeView<Node>;
  readonly #disposables: readonly { dispose(): unknown }[];
  /** How many pages of a list are shown, by the incident's id; the list of incidents itself is ''. */
  readonly #pages = new Map<string, number>();
  readonly #rows = new ShownRows<Node>({
    read: parent => this.#read(parent),
    id: node => (node instanceof IncidentNode ? node.incident.id : undefined),
    visible: () => this.#view.visible,
    changed: () => this.#show(),
  });
  /** The tooltips that VS Code keeps until it reads the rows anew. */
  readonly #tooltips = new Map<Node, string>();

  constructor(private readonly app: App) {
    this.#view = vscode.window.createTreeView(VIEWS.incidents, {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
      dragAndDropController: new IncidentsDrop(dropped => this.#dropped.fire(dropped)),
    });
    this.#disposables = [
      this.#view,
      this.#changed,
      this.#dropped,
      app.onDidChange(() => void this.#update()),
      app.onDidActivate(() => this.#show()),
      onDidChangeShownTimes(() => this.#show()),
      app.onDidAttach(id => this.#unfold(id)),
    ];
  }

  /** The row that the keyboard is on. */
  focused(): Promise<Node | undefined> {
    return focusedIn(this.#view);
  }

  getChildren(parent?: Node): Promise<Node[]> {
    return this.#rows.below(parent);
  }

  /** Has VS Code ask for the rows again. */
  #show(): void {
    this.#tooltips.clear();
    this.#changed.fire();
  }

  async #update(): Promise<void> {
    await this.#rows.readAgain();
    for (const [node, text] of this.#tooltips)
      // What cannot be read any more is as good as changed.
      if ((await this.#tooltip(node).catch(() => undefined)) !== text) return this.#show();
  }

  async #read(parent: Node | undefined): Promise<Node[]> {
    const unlocked = this.app.open;
    if (!unlocked) {
      // The change event brings us back here when the store is open.
      if (this.app.state === 'closed') this.#open();
      return [];
    }
    if (!parent) return this.#incidents(unlocked);
    return parent instanceof IncidentNode ? this.#attachments(unlocked, parent) : [];
  }

  /** A view asks nobody for a key: it says that the store is locked. */
  #open(): void {
    this.app.unlocked().catch((error: unknown) => {
      if (!needsKey(error)) report(this.app, error);
    });
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node instanceof MoreNode) return moreItem(node);
    if (node instanceof AttachmentNode) return attachmentItem(node);
    if (node instanceof DocumentNode) return documentItem(node);
    return incidentItem(node, node.incident.id === this.app.open?.active.incident?.id);
  }

  /** Lists do not read what only a tooltip shows. */
  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    const text = await this.#tooltip(node);
    if (text === undefined) return item;
    this.#tooltips.set(node, text);
    item.tooltip = text;
    return item;
  }

  async #tooltip(node: Node): Promise<string | undefined> {
    const store = this.app.open?.store;
    if (!store) return undefined;
    if (node instanceof AttachmentNode)
      return attachmentTooltip(node, await store.getClock({ log_file_id: node.attachment.id }));
    if (!(node instanceof IncidentNode)) return undefined;
    const { id } = node.incident;
    const [details, milestones] = await Promise.all([
      store.getIncident({ id }),
      store.listMilestones({ issue_id: id }),
    ]);
    return incidentTooltip(node, details, milestones);
  }

  getParent(node: Node): Node | undefined {
    return node instanceof IncidentNode ? undefined : node.parent;
  }

  loadMore(node: MoreNode): void {
    const list = listOf(node.parent);
    this.#pages.set(list, this.#pagesOf(list) + 1);
    void this.#rows.readAgain();
  }

  #pagesOf(list: string): number {
    return this.#pages.get(list) ?? 1;
  }

  async #incidents({ store }: Unlocked): Promise<Node[]> {
    const { rows, more } = await this.#readPages('', page => store.listIncidents(page));
    setContext(CONTEXT_KEYS.hasIncidents, rows.length > 0);
    setContext(CONTEXT_KEYS.noIncidents, rows.length === 0);
    setContext(
      CONTEXT_KEYS.hasAttachments,
      rows.some(row => row.attachments > 0),
    );
    return [...rows.map(row => new IncidentNode(row)), ...(more ? [new MoreNode(undefined)] : [])];
  }

  async #attachments({ store }: Unlocked, parent: IncidentNode): Promise<Node[]> {
    const issue_id = parent.incident.id;
    const { rows, more } = await this.#readPages(issue_id, page =>
      store.listAttachments({ issue_id, ...page }),
    );
    // Pictures are few: a page of them stands before the logs.
    const images = await store.listImages({ issue_id, limit: PAGE });
    const documents = await store.listDocuments({ issue_id, limit: PAGE });
    return [
      ...documents.map(row => new DocumentNode(row, parent)),
      ...[...images, ...rows].map(row => new AttachmentNode(row, parent)),
      ...(more ? [new MoreNode(parent)] : []),
    ];
  }

  /** Reads as many pages as are shown, and whether the list goes on. */
  async #readPages<Row extends { readonly id: string }>(
    list: string,
    fetch: (page: { after?: string; limit: number }) => Promise<Row[]>,
  ): Promise<{ rows: Row[]; more: boolean }> {
    const rows: Row[] = [];
    for (let page = 0; page < this.#pagesOf(list); page++) {
      const last = rows.at(-1);
      const next = await fetch({ ...(last && { after: last.id }), limit: PAGE + 1 });
      rows.push(...next.slice(0, PAGE));
      if (next.length <= PAGE) return { rows, more: false };
    }
    return { rows, more: true };
  }

  /** Shows the view with the incident selected, and as much of the list as that takes. */
  async reveal(incidentId: string): Promise<void> {
    await vscode.commands.executeCommand(`${VIEWS.incidents}.focus`);
    await this.#lengthen(incidentId);
    await this.#reveal(incidentId, { select: true, focus: true });
  }

  /** VS Code refuses to show a row while the view is reading its rows anew, as after a change: it is asked again then. */
  async #reveal(
    incidentId: string,
    options: { readonly select: boolean; readonly focus: boolean; readonly expand?: boolean },
  ): Promise<void> {
    for (let tries = 1; ; tries++) {
      const node = await this.#find(incidentId);
      if (!node) return;
      try {
        return await this.#view.reveal(node, options);
      } catch (error) {
        if (tries === MOST_TRIES) throw error;
      }
    }
  }

  /** Unfolds an incident, where the view is open: a person who looks elsewhere stays there. */
  async #unfold(incidentId: string): Promise<void> {
    if (!this.#view.visible) return;
    await this.#reveal(incidentId, { select: false, focus: false, expand: true });
  }

  async #find(incidentId: string): Promise<Node | undefined> {
    const nodes = await this.#rows.latest();
    return nodes.find(node => node instanceof IncidentNode && node.incident.id === incidentId);
  }

  /** Shows so many pages of the list that the incident is among them. */
  async #lengthen(incidentId: string): Promise<void> {
    const { store } = await this.app.unlocked();
    let last: string | undefined;
    for (let pages = 1; ; pages++) {
      const rows = await store.listIncidents({ limit: PAGE, ...(last !== undefined && { after: last }) });
      if (rows.some(({ id }) => id === incidentId)) {
        if (pages <= this.#pagesOf('')) return;
        this.#pages.set('', pages);
        return this.#rows.readAgain();
      }
      last = rows.at(-1)?.id;
      if (rows.length < PAGE) return;
    }
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

const listOf = (parent: IncidentNode | undefined) => parent?.incident.id ?? '';

function setContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
