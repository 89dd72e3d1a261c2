import * as vscode from 'vscode';
import type { App } from '../app.js';
import { VIEWS } from '../ids.js';

/** The attachments of all incidents in one table: a page, since a tree has no columns. */
export class AttachmentsView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #registration: vscode.Disposable;

  constructor(private readonly app: App) {
    // What a person typed and where they were stays while the view is hidden; VS Code writes nothing of it.
    this.#registration = vscode.window.registerWebviewViewProvider(VIEWS.attachments, this, {
      webviewOptions: { retainContextWhenHidden: true },
    });
  }

  async resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    // Loaded when it is needed: the host starts without it.
    const { showAttachments } = await import('../webviews/attachments/panel.js');
    const shown = showAttachments(this.app, view);
    view.onDidDispose(() => void shown.dispose());
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
