import * as vscode from 'vscode';
import type { App, Unlocked } from '../app.js';
import type { Progress } from '../db/control.js';
import { StoreError } from '../db/errors.js';
import { surroundings } from '../editor/excerpt.js';
import type { SearchSummary } from '../evidence/contract/index.js';
import { CONTEXT_KEYS, VIEWS } from '../ids.js';
import { inMessage } from '../labels.js';
import { FoundAttachment, FoundIncident, FoundMatch, type FoundNode, Results } from './found.js';
import { foundItem } from './foundItems.js';
import { type Asked, foundSoFar, inShort, nothingFound, summaryOf } from './searchMessages.js';

/** The most matches that have a row, in all and in one attachment. */
const SHOWN = 10_000;
const SHOWN_OF_EACH = 1000;

/** How often rows are drawn anew while results come. */
const DRAW_MS = 150;

type State = 'none' | 'running' | 'found' | 'nothing';

/** What a search of attachments found, by incident and attachment, as it comes. */
export class EvidenceSearch implements vscode.TreeDataProvider<FoundNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<FoundNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<FoundNode>;
  readonly #disposables: readonly { dispose(): unknown }[];
  #results = new Results();
  #asked: Asked | undefined;
  #stop = new AbortController();
  #progress: Progress | undefined;
  readonly #dirty = new Set<FoundNode | undefined>();
  #drawing: NodeJS.Timeout | undefined;

  constructor(private readonly app: App) {
    this.#view = vscode.window.createTreeView(VIEWS.search, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#disposables = [
      this.#view,
      this.#changed,
      // What was found, and looked for, is not shown beyond the key.
      app.onDidChange(() => app.open ?? this.clear()),
    ];
  }

  /** What was searched for last. */
  get asked(): Asked | undefined {
    return this.#asked;
  }

  /** Searches and shows the results as they come; a search that is under way gives way. */
  async search(unlocked: Unlocked, asked: Asked): Promise<void> {
    this.clear();
    const stop = (this.#stop = new AbortController());
    this.#asked = asked;
    this.#enter('running');
    await vscode.commands.executeCommand(`${VIEWS.search}.focus`);
    const { query, scope, within } = asked;
    const input = { query, scope, limit: SHOWN, limitOfEach: SHOWN_OF_EACH, ...(within && { within }) };
    const watcher = {
      signal: stop.signal,
      part: part => this.#draw(stop, this.#results.add(part)),
      progress: progress => {
        this.#progress = progress;
        this.#draw(stop);
      },
    } satisfies Parameters<App['search']>[2];
    try {
      const summary = await vscode.window.withProgress({ location: { viewId: VIEWS.search } }, () =>
        this.app.search(unlocked, input, watcher),
      );
      this.#end(stop, summary);
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'cancelled') return this.#end(stop, 'stopped');
      this.#end(stop, 'failed');
      throw error;
    }
  }

  stop(): void {
    this.#stop.abort();
  }

  clear(): void {
    this.stop();
    this.#results = new Results();
    this.#asked = undefined;
    this.#progress = undefined;
    this.#enter('none');
    this.#view.message = '';
    this.#flush(undefined);
  }

  #end(stop: AbortController, how: SearchSummary | 'stopped' | 'failed'): void {
    // Another search began, or nobody is to see this one any more.
    if (this.#stop !== stop || !this.#asked) return;
    // The counts of incidents too, which were not drawn with each match.
    this.#flush(undefined);
    this.#enter(this.#results.count > 0 ? 'found' : 'nothing');
    const message =
      typeof how === 'string'
        ? foundSoFar(this.#asked, this.#results, how)
        : how.count === 0
          ? nothingFound(this.#asked, how)
          : summaryOf(this.#asked, this.#results, how);
    this.#view.message = inMessage(message);
  }

  /** Draws what changed soon, many changes at once. */
  #draw(stop: AbortController, ...nodes: readonly (FoundNode | undefined)[]): void {
    if (this.#stop !== stop || stop.signal.aborted) return;
    for (const node of nodes) this.#dirty.add(node);
    this.#drawing ??= setTimeout(() => {
      this.#flush(...this.#dirty);
      if (this.#asked) this.#view.message = inMessage(inShort(this.#asked, this.#results, this.#progress));
    }, DRAW_MS);
  }

  #flush(...nodes: readonly (FoundNode | undefined)[]): void {
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    this.#dirty.clear();
    if (nodes.includes(undefined)) this.#changed.fire(undefined);
    else for (const node of nodes) this.#changed.fire(node);
  }

  #enter(state: State): void {
    const value = state === 'none' ? undefined : state;
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.search, value);
    if (state === 'running' && this.#asked)
      this.#view.message = inMessage(inShort(this.#asked, this.#results));
  }

  getChildren(parent?: FoundNode): FoundNode[] {
    if (!parent) return [...this.#results.incidents];
    if (parent instanceof FoundIncident) return [...parent.attachments];
    return parent instanceof FoundAttachment ? [...parent.matches] : [];
  }

  getTreeItem(node: FoundNode): vscode.TreeItem {
    return foundItem(node);
  }

  /** The lines around a match are read where somebody looks at it. */
  async resolveTreeItem(item: vscode.TreeItem, node: FoundNode): Promise<vscode.TreeItem> {
    const store = this.app.open?.store;
    if (!(node instanceof FoundMatch) || !store) return item;
    try {
      const attachment = await store.getAttachment({ id: node.parent.attachment.id });
      item.tooltip = await surroundings(store, attachment, node.match.line);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      item.tooltip = vscode.l10n.t('This evidence cannot be read now.');
    }
    return item;
  }

  getParent(node: FoundNode): FoundNode | undefined {
    return node instanceof FoundIncident ? undefined : node.parent;
  }

  dispose(): void {
    this.stop();
    clearTimeout(this.#drawing);
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
