import * as vscode from 'vscode';
import type { App } from '../app.js';
import { attachmentIdOf, type LineRange } from '../evidence/index.js';
import { CONTEXT_KEYS, EDITORS } from '../ids.js';
import { openLogs } from './open.js';
import type { OpenViewer } from '../webviews/viewer/panel.js';

interface Log extends vscode.CustomDocument {
  readonly id: string;
}

/** Large logs in a page of their own: VS Code gives an ordinary editor no file of that size. */
export class LogViewer implements vscode.CustomReadonlyEditorProvider<Log>, vscode.Disposable {
  #active: OpenViewer | undefined;
  readonly #registration: vscode.Disposable;

  constructor(private readonly app: App) {
    this.#registration = vscode.window.registerCustomEditorProvider(EDITORS.log, this, {
      webviewOptions: { retainContextWhenHidden: true },
    });
  }

  openCustomDocument(uri: vscode.Uri): Log {
    const id = attachmentIdOf(uri);
    if (id === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return { uri, id, dispose: () => undefined };
  }

  async resolveCustomEditor({ id, uri }: Log, panel: vscode.WebviewPanel): Promise<void> {
    // Loaded when it is needed: the host starts without it.
    const { showLog } = await import('../webviews/viewer/panel.js');
    const viewer = await showLog(this.app, id, uri.fragment, panel);
    const focused = () => this.#focused(viewer, panel.active);
    const open = {
      uri,
      reveal: (lines: LineRange) => viewer.tell({ type: 'reveal', ...lines }),
      showFinding: (id: string) => viewer.showFinding(id),
    };
    openLogs.set(id, open);
    focused();
    panel.onDidChangeViewState(focused);
    panel.onDidDispose(() => {
      viewer.close();
      if (openLogs.get(id) === open) openLogs.delete(id);
      this.#focused(viewer, false);
    });
  }

  /** Of two viewers, the one that is left may say so after the other one was entered. */
  #focused(viewer: OpenViewer, active: boolean): void {
    if (active) this.#active = viewer;
    else if (this.#active === viewer) this.#active = undefined;
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.viewer, this.#active !== undefined);
  }

  /** Copies a link to the selected lines of the viewer that is looked at; false where there is none. */
  copyLink(): boolean {
    this.#active?.tell({ type: 'copyLink' });
    return this.#active !== undefined;
  }

  /** Copies the selected lines of the viewer that is looked at through the gate; false where there is none. */
  copyRedacted(): boolean {
    this.#active?.tell({ type: 'copyRedacted' });
    return this.#active !== undefined;
  }

  /**
   * Adds the selected lines of the viewer that is looked at to a why, unless they were given already; false where there
   * is no viewer.
   */
  addToWhy(given: unknown): boolean {
    if (given !== undefined && !(given instanceof vscode.Uri)) return false;
    this.#active?.tell({ type: 'addToWhy' });
    return this.#active !== undefined;
  }

  /**
   * Adds the selected lines of the viewer that is looked at to the timeline, unless others were given; false where there
   * is no viewer.
   */
  addToTimeline(given: unknown): boolean {
    if (given !== undefined && !(given instanceof vscode.Uri)) return false;
    this.#active?.tell({ type: 'addToTimeline' });
    return this.#active !== undefined;
  }

  /** Goes to the next finding that waits in the viewer that is looked at; false where there is none. */
  goToFinding(by: 1 | -1): boolean {
    this.#active?.tell({ type: 'finding', by });
    return this.#active !== undefined;
  }

  /** The finding that the viewer which is looked at is at, or the one of it with this id. */
  finding(id?: string): ReturnType<OpenViewer['finding']> {
    return this.#active?.finding(id);
  }

  /** Puts the keyboard into a field of the viewer that is looked at. */
  focus(field: 'find' | 'line'): void {
    this.#active?.tell({ type: 'focus', field });
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
