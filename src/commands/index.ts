/** The one table of commands, and the only place that registers them. */
import * as vscode from 'vscode';
import type { App, Unlocked } from '../app.js';
import type { Findings } from '../editor/review/findings.js';
import type { LogViewer } from '../editor/logViewer.js';
import type { MergedLogs } from '../editor/mergedLogs.js';
import { type CommandLine, installCommandLine } from './commandLine.js';
import { COMMANDS, type CommandId, EXTENSION_ID, VIEWS, WALKTHROUGH } from '../ids.js';
import type { Pages } from '../webviews/vscodePages.js';
import type { Terminals } from '../terminals.js';
import type { EvidenceSearch } from '../tree/evidenceSearch.js';
import type { IncidentsTree } from '../tree/incidents.js';
import type { TimelineTree } from '../tree/timeline.js';
import { AttachmentNode, DocumentNode, MoreNode } from '../tree/nodes.js';
import { report } from '../userError.js';
import { addToTimeline } from './addToTimeline.js';
import { attachClipboard } from './attachClipboard.js';
import { attachDropped } from './attachDropped.js';
import { attachFiles } from './attachFiles.js';
import { openAttachment, openEvidence, removeAttachment, revealSource } from './attachments.js';
import { attachSelection } from './attachSelection.js';
import { attachLastCommand, attachTerminalSelection, recorded, toggleRecording } from './attachTerminal.js';
import { attachImage } from './attachImage.js';
import { copyAttachmentLink, copyEvidenceLink } from './copyLink.js';
import { editDetails } from './editDetails.js';
import { verifyAttachments } from './verifyAttachments.js';
import {
  addEvent,
  deleteEvent,
  editEvent,
  linkEvidence,
  moveEvent,
  openEventEvidence,
  openTimeline,
  tagEvent,
} from './events.js';
import { exportAuditHead, verifyAuditLog } from './auditLog.js';
import { backUp } from './backUp.js';
import { changeKey } from './changeKey.js';
import { exportBundle } from './exportBundle.js';
import { exportDocument } from './exportDocument.js';
import { inFront } from './inFront.js';
import { importFile } from './importFile.js';
import {
  activateIncident,
  deleteIncident,
  newIncident,
  renameIncident,
  setSeverity,
  setStatus,
} from './incidents.js';
import { openFound, searchAgain, searchAttachments } from './searchAttachments.js';
import { searchIncidents } from './searchIncidents.js';
import { similarIncidents } from './similarIncidents.js';
import { checkStore } from './checkStore.js';
import { salvageStore } from './salvage.js';
import { showRecoveryKey, verifyRecoveryKey } from './recoveryKey.js';
import { restore } from './restore.js';
import { copyRedacted } from './copyRedacted.js';
import { compareRedacted, redactAttachment } from './redactAttachment.js';
import { chooseDecision, decide, goToFinding, keepValue, openFinding } from './review.js';
import { setClock } from './setClock.js';
import {
  addAction,
  editAction,
  openActionLink,
  removeAction,
  setActionState,
  showIncidentOfAction,
} from './actions.js';
import {
  customizeTemplate,
  deleteDocument,
  generateDocument,
  openDocument,
  regenerateDocument,
} from './documents.js';
import { attachmentOf } from './target.js';
import { mergeLogs, openMergedSource } from './mergeLogs.js';
import { addToWhy, exportWhys, openWhys } from './whys.js';
import { lock, unlock } from './unlock.js';

type Args = readonly unknown[];

/** A command needs an open store, which is opened for it and unlocked by the person, or does without one. */
type Command =
  | { readonly unlocked: (unlocked: Unlocked, ...args: Args) => unknown }
  | { readonly locked: (app: App, ...args: Args) => unknown };

/** The arguments that keybindings of views give: the row that the keyboard is on. */
const FOCUSED = 'focused';
const FOCUSED_EVENT = 'focusedEvent';

/** The parts that commands work on. */
export interface Parts {
  readonly incidents: IncidentsTree;
  readonly terminals: Terminals;
  readonly commandLine: CommandLine;
  readonly viewer: LogViewer;
  readonly findings: Findings;
  readonly search: EvidenceSearch;
  readonly documents: Pages;
  readonly merged: MergedLogs;
  readonly whys: Pages;
  readonly timeline: TimelineTree;
  readonly timelinePages: Pages;
}

export function registerCommands(
  app: App,
  {
    incidents,
    terminals,
    commandLine,
    viewer,
    findings,
    search,
    merged,
    whys,
    documents,
    timeline,
    timelinePages,
  }: Parts,
): vscode.Disposable {
  const shown = { findings, viewer };
  /** A command that, started from no row, works on the thing of the page in front. */
  const onPage = (run: (unlocked: Unlocked, given: unknown) => unknown): Command => ({
    unlocked: async (unlocked, given) =>
      run(unlocked, given ?? (await inFront(unlocked, { whys, timelinePages, documents }))),
  });
  const table: Record<CommandId, Command> = {
    [COMMANDS.incidentCreate]: { unlocked: newIncident },
    [COMMANDS.incidentActivate]: { unlocked: activateIncident },
    [COMMANDS.incidentRename]: onPage(renameIncident),
    [COMMANDS.incidentSetSeverity]: onPage(setSeverity),
    [COMMANDS.incidentSetStatus]: onPage(setStatus),
    [COMMANDS.incidentEdit]: onPage(editDetails),
    [COMMANDS.incidentDelete]: { unlocked: deleteIncident },
    [COMMANDS.incidentsSearch]: {
      unlocked: unlocked => searchIncidents(unlocked, incidents, { documents, whys }),
    },
    [COMMANDS.rowDelete]: {
      unlocked: (unlocked, row) => deleteRow(unlocked, row),
    },
    [COMMANDS.rcaGenerate]: onPage((unlocked, row) => generateDocument(unlocked, documents, 'rca', row)),
    [COMMANDS.postmortemGenerate]: onPage((unlocked, row) =>
      generateDocument(unlocked, documents, 'postmortem', row),
    ),
    [COMMANDS.documentOpen]: { unlocked: (unlocked, row) => openDocument(unlocked, documents, row) },
    [COMMANDS.documentRegenerate]: onPage(regenerateDocument),
    [COMMANDS.documentDelete]: onPage(deleteDocument),
    [COMMANDS.templateCustomize]: { locked: customizeTemplate },
    [COMMANDS.actionAdd]: onPage(addAction),
    [COMMANDS.actionEdit]: { unlocked: editAction },
    [COMMANDS.actionSetDone]: { unlocked: (unlocked, row) => setActionState(unlocked, 'done', row) },
    [COMMANDS.actionReopen]: { unlocked: (unlocked, row) => setActionState(unlocked, 'open', row) },
    [COMMANDS.actionRemove]: { unlocked: removeAction },
    [COMMANDS.actionOpenLink]: { unlocked: openActionLink },
    [COMMANDS.actionShowIncident]: {
      unlocked: (unlocked, row) => showIncidentOfAction(unlocked, incidents, row),
    },
    [COMMANDS.incidentsLoadMore]: {
      unlocked: (_, row) => row instanceof MoreNode && incidents.loadMore(row),
    },
    [COMMANDS.selectionAttach]: { unlocked: attachSelection },
    [COMMANDS.fileAttach]: { unlocked: attachFiles },
    [COMMANDS.terminalAttachSelection]: { unlocked: attachTerminalSelection },
    [COMMANDS.terminalAttachCommand]: { unlocked: unlocked => attachLastCommand(unlocked, terminals) },
    [COMMANDS.terminalRecord]: { unlocked: unlocked => toggleRecording(unlocked, terminals) },
    [COMMANDS.clipboardAttach]: { unlocked: attachClipboard },
    [COMMANDS.commandLineInstall]: { locked: () => installCommandLine(app, commandLine) },
    [COMMANDS.attachmentOpen]: { unlocked: openAttachment },
    [COMMANDS.viewerFind]: { locked: () => viewer.focus('find') },
    [COMMANDS.viewerGoToLine]: { locked: () => viewer.focus('line') },
    [COMMANDS.evidenceCopyLink]: { locked: () => viewer.copyLink() || copyEvidenceLink() },
    [COMMANDS.attachmentsSearch]: { unlocked: (unlocked, row) => searchAttachments(unlocked, search, row) },
    [COMMANDS.searchAgain]: { unlocked: unlocked => searchAgain(unlocked, search) },
    [COMMANDS.searchStop]: { locked: () => search.stop() },
    [COMMANDS.searchClear]: { locked: () => search.clear() },
    [COMMANDS.matchOpen]: { unlocked: openFound },
    [COMMANDS.attachmentReveal]: { unlocked: revealSource },
    [COMMANDS.attachmentRemove]: { unlocked: removeAttachment },
    [COMMANDS.attachmentsVerify]: { unlocked: verifyAttachments },
    [COMMANDS.attachmentsShow]: {
      locked: () => vscode.commands.executeCommand(`${VIEWS.attachments}.focus`),
    },
    [COMMANDS.attachmentCopyLink]: { unlocked: copyAttachmentLink },
    [COMMANDS.attachmentShowIncident]: {
      unlocked: async (unlocked, row) => incidents.reveal((await attachmentOf(unlocked, row)).issue_id),
    },
    [COMMANDS.whysOpen]: onPage((unlocked, row) => openWhys(unlocked, whys, row)),
    [COMMANDS.whysExport]: onPage(exportWhys),
    [COMMANDS.evidenceAddToWhy]: {
      unlocked: (unlocked, given) => viewer.addToWhy(given) || addToWhy(unlocked, whys, given),
    },
    [COMMANDS.clipboardAttachImage]: { unlocked: unlocked => attachImage(unlocked) },
    [COMMANDS.evidenceOpen]: { unlocked: openEvidence },
    [COMMANDS.incidentSimilar]: onPage((unlocked, row) => similarIncidents(unlocked, incidents, row)),
    [COMMANDS.documentExport]: onPage((unlocked, row) => exportDocument(unlocked, documents, row)),
    [COMMANDS.timelineOpen]: onPage((unlocked, given) => openTimeline(unlocked, timelinePages, given)),
    // The view shows the active incident, whatever page is in front.
    [COMMANDS.timelineOpenActive]: { unlocked: unlocked => openTimeline(unlocked, timelinePages) },
    [COMMANDS.timelineLoadMore]: { unlocked: () => timeline.loadMore() },
    [COMMANDS.eventAdd]: onPage(addEvent),
    [COMMANDS.eventAddToActive]: { unlocked: unlocked => addEvent(unlocked) },
    [COMMANDS.eventEdit]: { unlocked: editEvent },
    [COMMANDS.eventMove]: { unlocked: moveEvent },
    [COMMANDS.eventTag]: { unlocked: tagEvent },
    [COMMANDS.eventLink]: { unlocked: linkEvidence },
    [COMMANDS.eventOpenEvidence]: { unlocked: openEventEvidence },
    [COMMANDS.eventDelete]: { unlocked: deleteEvent },
    [COMMANDS.lineAddToTimeline]: {
      unlocked: async (unlocked, given) => {
        if (viewer.addToTimeline(given)) return undefined;
        // A menu of an editor gives its address.
        const isHere = given === undefined || given instanceof vscode.Uri;
        return addToTimeline(unlocked, (isHere && (await merged.lineOfCursor(unlocked))) || given);
      },
    },
    [COMMANDS.findingRedact]: { unlocked: (unlocked, given) => decide(unlocked, shown, 'redact', given) },
    [COMMANDS.findingKeep]: { unlocked: (unlocked, given) => decide(unlocked, shown, 'keep', given) },
    [COMMANDS.findingReset]: { unlocked: (unlocked, given) => decide(unlocked, shown, null, given) },
    [COMMANDS.valueKeep]: { unlocked: (unlocked, given) => keepValue(unlocked, shown, false, given) },
    [COMMANDS.valueIgnore]: { unlocked: (unlocked, given) => keepValue(unlocked, shown, true, given) },
    [COMMANDS.findingDecide]: { unlocked: () => chooseDecision(shown) },
    [COMMANDS.findingNext]: { locked: () => goToFinding(shown, 'next') },
    [COMMANDS.findingPrevious]: { locked: () => goToFinding(shown, 'previous') },
    [COMMANDS.findingOpen]: { unlocked: (unlocked, given) => openFinding(unlocked, findings, given) },
    [COMMANDS.redactedCopy]: { unlocked: (unlocked, given) => copyRedacted(unlocked, viewer, given) },
    [COMMANDS.attachmentRedact]: { unlocked: redactAttachment },
    [COMMANDS.redactedCompare]: { unlocked: compareRedacted },
    [COMMANDS.logsMerge]: {
      unlocked: (unlocked, row, rows) => mergeLogs(unlocked, merged, row, rows),
    },
    [COMMANDS.mergedOpenSource]: { unlocked: unlocked => openMergedSource(unlocked, merged) },
    [COMMANDS.clockSet]: { unlocked: setClock },
    [COMMANDS.auditVerify]: { unlocked: verifyAuditLog },
    [COMMANDS.auditExportHead]: { unlocked: exportAuditHead },
    [COMMANDS.storeCheck]: { unlocked: checkStore },
    [COMMANDS.storeSalvage]: { locked: salvageStore },
    [COMMANDS.storeUnlock]: { unlocked: () => undefined },
    [COMMANDS.storeLock]: { locked: lock },
    [COMMANDS.keyChange]: { unlocked: changeKey },
    [COMMANDS.recoveryKeyShow]: { unlocked: showRecoveryKey },
    [COMMANDS.recoveryKeyVerify]: { locked: verifyRecoveryKey },
    [COMMANDS.storeBackUp]: { unlocked: backUp },
    [COMMANDS.storeRestore]: { locked: restore },
    [COMMANDS.tftsrImport]: { unlocked: (unlocked, given) => importFile(unlocked, 'tftsr', given) },
    [COMMANDS.bundleImport]: { unlocked: (unlocked, given) => importFile(unlocked, 'bundle', given) },
    [COMMANDS.bundleExport]: { unlocked: exportBundle },
    [COMMANDS.logShow]: { locked: () => app.log.show() },
    [COMMANDS.sampleOpen]: { locked: openSample },
    [COMMANDS.walkthroughOpen]: {
      locked: () =>
        vscode.commands.executeCommand('workbench.action.openWalkthrough', `${EXTENSION_ID}#${WALKTHROUGH}`),
    },
  };

  const withFocused = async (args: Args): Promise<Args> => {
    if (args[0] === FOCUSED) return [await incidents.focused()];
    return args[0] === FOCUSED_EVENT ? [await timeline.focused()] : args;
  };
  const run = async (command: Command, args: Args) => {
    app.used();
    try {
      const given = await withFocused(args);
      if ('locked' in command) return await command.locked(app, ...given);
      const unlocked = await unlock(app);
      return unlocked && (await command.unlocked(unlocked, ...given));
    } catch (error) {
      report(app, error);
      return undefined;
    }
  };
  return vscode.Disposable.from(
    incidents.onDidDrop(dropped => run({ unlocked: unlocked => attachDropped(unlocked, dropped) }, [])),
    terminals.onDidRecord(command => recorded(app, command)),
    ...Object.entries(table).map(([id, command]) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => run(command, args)),
    ),
  );
}

function deleteRow(unlocked: Unlocked, row: unknown): Promise<void> {
  if (row instanceof AttachmentNode) return removeAttachment(unlocked, row);
  return row instanceof DocumentNode ? deleteDocument(unlocked, row) : deleteIncident(unlocked, row);
}

/** Opens the log that comes with the extension beside the walkthrough, for a first try without any log at hand. */
async function openSample({ context }: App): Promise<void> {
  const sample = vscode.Uri.joinPath(context.extensionUri, 'media', 'sample', 'checkout.log');
  await vscode.window.showTextDocument(sample, { viewColumn: vscode.ViewColumn.Beside });
}
