import * as vscode from 'vscode';
import { App } from './app.js';
import { BackgroundScan } from './commands/backgroundScan.js';
import { CommandLine } from './commands/commandLine.js';
import { AutoLock } from './autoLock.js';
import { registerCommands } from './commands/index.js';
import { Notices } from './commands/notices.js';
import { offerRecoveryKey } from './commands/recoveryKey.js';
import { EvidenceFiles } from './editor/evidenceFiles.js';
import { EvidenceLinks } from './editor/links.js';
import { MergedLogs } from './editor/mergedLogs.js';
import { LogViewer } from './editor/logViewer.js';
import { FindingActions } from './editor/review/actions.js';
import { FindingDecorations } from './editor/review/decorations.js';
import { Findings } from './editor/review/findings.js';
import { ActiveIncidentStatus, RecordingStatus } from './statusBar.js';
import { Terminals } from './terminals.js';
import { ActionsTree } from './tree/actions.js';
import { AttachmentsView } from './tree/attachments.js';
import { EvidenceSearch } from './tree/evidenceSearch.js';
import { registerRedactedTexts } from './editor/review/redactedText.js';
import { FindingsTree } from './tree/findings.js';
import { IncidentsTree } from './tree/incidents.js';
import { DOCUMENT } from './webviews/document/vscodeKind.js';
import { Pages } from './webviews/vscodePages.js';
import { WHYS } from './webviews/whys/vscodeKind.js';
import { TimelineTree } from './tree/timeline.js';
import { TIMELINE } from './webviews/timeline/vscodeKind.js';

let app: App | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Whydunit', { log: true });
  app = new App(context, log);
  const parts = {
    incidents: new IncidentsTree(app),
    terminals: new Terminals(),
    commandLine: new CommandLine(app),
    viewer: new LogViewer(app),
    findings: new Findings(app),
    search: new EvidenceSearch(app),
    documents: new Pages(app, DOCUMENT),
    merged: new MergedLogs(app),
    whys: new Pages(app, WHYS),
    timeline: new TimelineTree(app),
    timelinePages: new Pages(app, TIMELINE),
  };
  context.subscriptions.push(
    log,
    app,
    ...Object.values(parts),
    new AttachmentsView(app),
    new ActiveIncidentStatus(app),
    new RecordingStatus(parts.terminals),
    new AutoLock(app),
    new BackgroundScan(app),
    new FindingDecorations(parts.findings),
    new FindingActions(parts.findings),
    new FindingsTree(app),
    new ActionsTree(app),
    app.onDidOpen(unlocked => void offerRecoveryKey(unlocked)),
    app.onDidOpen(new Notices().show),
    EvidenceFiles.register(app, parts.merged),
    EvidenceLinks.register(app),
    registerRedactedTexts(),
    registerCommands(app, parts),
  );
}

/** VS Code waits for this, so that the store is closed cleanly. */
export async function deactivate(): Promise<void> {
  await app?.close();
}
