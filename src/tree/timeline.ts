import * as vscode from 'vscode';
import type { App, Unlocked } from '../app.js';
import type { EventWithRefs, TimelineEvent } from '../db/rows/timeline.js';
import { CONTEXT_KEYS, VIEWS } from '../ids.js';
import { onDidChangeShownTimes, shownTimes } from '../vscodeZone.js';
import { focusedIn } from './focused.js';
import { ShownRows } from './shownRows.js';
import { dayItem, eventItem, moreEventsItem } from './timelineItems.js';
import { DayNode, EventNode, MoreEventsNode, type TimelineNode } from './timelineNodes.js';

/** How many events the list begins with and grows by. */
const PAGE = 200;

/** The events of the active incident, day by day. */
export class TimelineTree implements vscode.TreeDataProvider<TimelineNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<TimelineNode>;
  readonly #disposables: readonly { dispose(): unknown }[];
  /** The incident whose pages are shown, and how many of them. */
  #shown = { incident: '', pages: 1 };
  readonly #rows = new ShownRows<TimelineNode>({
    read: parent => this.#read(parent),
    id: node => (node instanceof DayNode ? node.day : undefined),
    visible: () => this.#view.visible,
    changed: () => this.#changed.fire(),
  });

  constructor(private readonly app: App) {
    this.#view = vscode.window.createTreeView(VIEWS.timeline, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    const topics = new Set(['timeline', 'attachments']);
    this.#disposables = [
      this.#view,
      this.#changed,
      app.onDidChange(changed => changed.some(topic => topics.has(topic)) && this.#rows.readAgain()),
      app.onDidActivate(() => this.#rows.readAgain()),
      onDidChangeShownTimes(() => this.#rows.forget()),
    ];
  }

  /** The row that the keyboard is on. */
  focused(): Promise<TimelineNode | undefined> {
    return focusedIn(this.#view);
  }

  loadMore(): void {
    this.#shown.pages++;
    void this.#rows.readAgain();
  }

  getChildren(parent?: TimelineNode): Promise<TimelineNode[]> {
    return this.#rows.below(parent);
  }

  async #read(parent: TimelineNode | undefined): Promise<TimelineNode[]> {
    if (parent instanceof DayNode) {
      const events = parent.events.map(event => new EventNode(event, parent));
      return parent.goesOn ? [...events, new MoreEventsNode(parent)] : events;
    }
    if (parent) return [];
    const unlocked = this.app.open;
    const incident = unlocked?.active.incident;
    setContext(CONTEXT_KEYS.hasActive, incident !== undefined);
    this.#view.description = incident?.title ?? '';
    if (!unlocked || !incident) return [];
    if (this.#shown.incident !== incident.id) this.#shown = { incident: incident.id, pages: 1 };
    const { events, more } = await this.#events(unlocked, incident.id);
    setContext(CONTEXT_KEYS.noEvents, events.length === 0);
    const times = shownTimes();
    const days = [...Map.groupBy(events, ({ at }) => times.text(at).slice(0, 10))];
    return days.map(([day, own], place) => new DayNode(day, own, more && place === days.length - 1));
  }

  async #events(
    { store }: Unlocked,
    issue_id: string,
  ): Promise<{ events: readonly EventWithRefs[]; more: boolean }> {
    const events: TimelineEvent[] = [];
    let more = true;
    for (let page = 0; more && page < this.#shown.pages; page++) {
      const after = events.at(-1);
      const next = await store.listEvents({ issue_id, limit: PAGE + 1, ...(after && { after }) });
      more = next.length > PAGE;
      events.push(...next.slice(0, PAGE));
    }
    const whole: EventWithRefs[] = [];
    for (let from = 0; from < events.length; from += PAGE) {
      const ids = events.slice(from, from + PAGE).map(({ id }) => id);
      whole.push(...(await store.getEvents({ ids })));
    }
    return { events: whole, more };
  }

  getTreeItem(node: TimelineNode): vscode.TreeItem {
    if (node instanceof DayNode) return dayItem(node);
    return node instanceof EventNode ? eventItem(node, shownTimes()) : moreEventsItem();
  }

  getParent(node: TimelineNode): TimelineNode | undefined {
    return node instanceof DayNode ? undefined : node.parent;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

function setContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
