import * as vscode from 'vscode';
import { App } from './app.js';
import { registerCommands } from './commands/index.js';
import { EvidenceFiles } from './editor/evidenceFiles.js';
import { ActiveIncidentStatus } from './statusBar.js';
import { IncidentsTree } from './tree/incidents.js';

let app: App | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Whydunit', { log: true });
  app = new App(context, log);
  const incidents = new IncidentsTree(app);
  context.subscriptions.push(
    log,
    app,
    incidents,
    new ActiveIncidentStatus(app),
    EvidenceFiles.register(app),
    registerCommands(app, incidents),
  );
}

/** VS Code waits for this, so that the store is closed cleanly. */
export async function deactivate(): Promise<void> {
  await app?.close();
}
