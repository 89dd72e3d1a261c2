/** Pages in editors of their own, each on one thing of the store: the whys of an incident, a document. */
import * as vscode from 'vscode';
import type { App } from '../app.js';
import { pageHtml, pageOptions } from './vscodePage.js';

/** A kind of page. */
export interface PageKind {
  readonly viewType: string;
  /** Its script and style in `dist/pages`. */
  readonly page: string;
  /** Says nothing of the case: VS Code writes the titles of tabs to its state files. */
  readonly title: () => string;
  /** Serves the page until it is disposed; loaded when it is needed, since the host starts without its checks. */
  readonly fill: (app: App, panel: vscode.WebviewPanel, id: string) => Promise<vscode.Disposable>;
}

/** What a page keeps of itself for VS Code to bring it back: an id, nothing else of the case. */
interface State {
  readonly id: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The open pages of one kind, at most one for each thing, which come back after a reload of the window. */
export class Pages implements vscode.WebviewPanelSerializer<State | undefined>, vscode.Disposable {
  readonly #open = new Map<string, vscode.WebviewPanel>();
  readonly #registration: vscode.Disposable;

  constructor(
    private readonly app: App,
    private readonly kind: PageKind,
  ) {
    this.#registration = vscode.window.registerWebviewPanelSerializer(kind.viewType, this);
  }

  /** Opens the page of a thing, or shows the one that is open. */
  async show(id: string): Promise<void> {
    const open = this.#open.get(id);
    if (open) return open.reveal();
    const panel = vscode.window.createWebviewPanel(
      this.kind.viewType,
      this.kind.title(),
      vscode.ViewColumn.Active,
      // What a person is at stays while another tab is in front; VS Code writes nothing of it.
      { retainContextWhenHidden: true },
    );
    await this.#fill(panel, id);
  }

  /** The thing of the page in front, of those of this kind. */
  get front(): string | undefined {
    return [...this.#open].find(([, panel]) => panel.active)?.[0];
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: State | undefined): Promise<void> {
    const id = typeof state?.id === 'string' && UUID.test(state.id) ? state.id : undefined;
    // VS Code brings a tab back when somebody looks at it; its thing may have been opened anew before.
    const open = id === undefined ? undefined : this.#open.get(id);
    if (id !== undefined && !open) return this.#fill(panel, id);
    panel.dispose();
    open?.reveal();
  }

  async #fill(panel: vscode.WebviewPanel, id: string): Promise<void> {
    const { extensionUri } = this.app.context;
    this.#open.set(id, panel);
    const closed = new AbortController();
    panel.onDidDispose(() => {
      closed.abort();
      if (this.#open.get(id) === panel) this.#open.delete(id);
    });
    const served = await this.kind.fill(this.app, panel, id);
    if (closed.signal.aborted) {
      served.dispose();
      return;
    }
    panel.onDidDispose(() => void served.dispose());
    panel.webview.options = pageOptions(extensionUri);
    panel.webview.html = pageHtml(panel.webview, extensionUri, this.kind.page, this.kind.title(), id);
  }

  dispose(): void {
    this.#registration.dispose();
    for (const panel of this.#open.values()) panel.dispose();
  }
}
