/** The one road into the store for content: draft each piece, add it, say what became of all of them. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { StoreError } from '../db/errors.js';
import type { Attachment } from '../db/rows/attachments.js';
import type { Incident } from '../db/rows/incidents.js';
import { draftAttachment, MAX_BYTES, Refusal, type RefusalReason, type Source } from '../evidence/index.js';
import { attachmentUri } from '../editor/addresses.js';
import { byteSize, inLabel, inMessage, nameWithLines } from '../labels.js';
import { report, UserError } from '../userError.js';
import { chooseIncident } from './chooseIncident.js';

const { ProgressLocation } = vscode;

/** How many pieces that were not attached are named one by one. */
const NAMED = 3;

/** Content that a person chose, not read yet. */
export interface Candidate {
  readonly source: Source;
  /** @throws UserError with the sentence where it cannot be read */
  readonly read: () => Promise<Uint8Array<ArrayBuffer>>;
}

export interface AttachOptions {
  /** Goes before the active incident. */
  readonly incident?: Incident | undefined;
  /** Says in the status bar, for a moment, what became of it, unless something was refused. */
  readonly quiet?: boolean;
}

interface Outcome {
  readonly added: Attachment[];
  readonly doubles: Attachment[];
  /** A sentence for each piece that was not attached. */
  readonly refused: string[];
  cancelled: boolean;
}

/**
 * Attaches the candidates to the active incident, or to one that the person chooses.
 *
 * @param given goes before the active incident
 * @returns the addresses of the attachments, also of those that were there already
 */
export async function attach(
  unlocked: Unlocked,
  candidates: readonly Candidate[],
  { incident: given, quiet = false }: AttachOptions = {},
): Promise<vscode.Uri[] | undefined> {
  const incident = given ?? (await activeOrChosen(unlocked));
  if (!incident) return undefined;
  const outcome = await vscode.window.withProgress(
    {
      // One piece is there before a notification could be read.
      location: candidates.length > 1 ? ProgressLocation.Notification : ProgressLocation.Window,
      title: vscode.l10n.t('Attaching to “{0}”', inMessage(incident.title)),
      cancellable: true,
    },
    (progress, token) => addAll(unlocked, incident, candidates, progress, token),
  );
  // Also where all was refused: the next try of the person goes to the incident that was chosen.
  if (!unlocked.active.incident) await unlocked.active.set(incident);
  if (outcome.added.length > 0) unlocked.app.attached(incident.id);
  // Not awaited: the command is over when the content is stored, not when a person has read the message.
  tell(unlocked, incident, outcome, quiet).catch((error: unknown) => report(unlocked.app, error));
  return [...outcome.added, ...outcome.doubles].map(attachmentUri);
}

/** The active incident, or one that the person chooses. */
export async function activeOrChosen(unlocked: Unlocked): Promise<Incident | undefined> {
  return unlocked.active.incident ?? (await chooseIncident(unlocked, vscode.l10n.t('Attach to Incident')));
}

async function addAll(
  { store }: Unlocked,
  incident: Incident,
  candidates: readonly Candidate[],
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  token: vscode.CancellationToken,
): Promise<Outcome> {
  const outcome: Outcome = { added: [], doubles: [], refused: [], cancelled: false };
  for (const { source, read } of candidates) {
    if (token.isCancellationRequested) return { ...outcome, cancelled: true };
    progress.report({ message: source.fileName, increment: 100 / candidates.length });
    try {
      const draft = await draftAttachment(incident.id, source, await read());
      const { attachment, added } = await store.addAttachment(draft);
      (added ? outcome.added : outcome.doubles).push(attachment);
    } catch (error) {
      outcome.refused.push(refusal(source, error));
    }
  }
  return outcome;
}

/** The sentence for a piece that was not attached; a fault of the store ends the whole command instead. */
function refusal({ fileName }: Source, error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof Refusal) return REFUSALS[error.reason](fileName);
  throw error instanceof StoreError || error instanceof Error ? error : new Error(String(error));
}

const REFUSALS: Record<RefusalReason, (name: string) => string> = {
  empty: name => vscode.l10n.t('{0} is empty, so there is nothing to attach.', name),
  binary: name =>
    vscode.l10n.t('{0} is not a text file and was not attached: attach its text instead.', name),
  tooLarge: name =>
    vscode.l10n.t(
      '{0} is larger than {1} and was not attached: open it, select the lines that matter, and attach the selection.',
      name,
      byteSize(MAX_BYTES),
    ),
};

async function tell(unlocked: Unlocked, incident: Incident, outcome: Outcome, quiet: boolean): Promise<void> {
  const { added, doubles, refused, cancelled } = outcome;
  const [first] = added;
  const sentences = [
    ...(added.length > 0 && first
      ? [
          added.length === 1
            ? vscode.l10n.t('Attached {0} to “{1}”.', nameWithLines(first), incident.title)
            : vscode.l10n.t('Attached {0} files to “{1}”.', added.length, incident.title),
        ]
      : []),
    ...doubles.map(double =>
      vscode.l10n.t('“{0}” has this content already, as {1}.', incident.title, nameWithLines(double)),
    ),
    ...refused.slice(0, NAMED),
    ...(refused.length > NAMED ? [vscode.l10n.t('{0} more were not attached.', refused.length - NAMED)] : []),
    ...(cancelled ? [vscode.l10n.t('The rest was cancelled.')] : []),
  ];
  const message = inMessage(sentences.join(' '));
  if (quiet && refused.length === 0) {
    vscode.window.setStatusBarMessage(`$(pin) ${inLabel(message)}`, 5000);
    return;
  }
  if (!first) return tellNothingAdded(message, doubles);

  const open = vscode.l10n.t('Open');
  const undo = vscode.l10n.t('Undo');
  const show = refused.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const answer = await show(message, ...(added.length === 1 ? [open] : []), undo);
  if (answer === open) await vscode.window.showTextDocument(attachmentUri(first));
  if (answer === undo) for (const { id } of added) await unlocked.store.removeAttachment({ id });
}

async function tellNothingAdded(message: string, [double]: readonly Attachment[]): Promise<void> {
  if (!double) {
    await vscode.window.showWarningMessage(message);
    return;
  }
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(message, open);
  if (answer === open) await vscode.window.showTextDocument(attachmentUri(double));
}
