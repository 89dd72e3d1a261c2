/** What becomes of an attachment when it is redacted: beside it, or as an attachment of its own. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Attachment } from '../db/rows/attachments.js';
import { attachmentUri, isImage } from '../editor/addresses.js';
import { isLarge, openRow } from '../editor/open.js';
import { showDifference } from '../editor/review/redactedText.js';
import { inMessage } from '../labels.js';
import { countOf } from '../redaction/review/index.js';
import { UserError } from '../userError.js';
import { redactionOptions, redactTexts } from './gate.js';
import { withProgress } from './job.js';
import { attachmentOf } from './target.js';

/** Makes a redacted copy; what was found in the original is forgotten where the person wants so. */
export async function redactAttachment(unlocked: Unlocked, given?: unknown): Promise<Attachment | undefined> {
  const attachment = await textOf(unlocked, given);
  const choice = await choose(attachment);
  if (!choice) return undefined;
  const name = redactedName(attachment.file_name);
  const title = vscode.l10n.t('Redacting {0}', attachment.file_name);
  const input = { store: unlocked.access, id: attachment.id, name, clear: choice.clear };
  const options = { ...input, ...redactionOptions() };
  const result = await withProgress(unlocked.app, title, 'redact', options, { inBytes: true });
  if (!result)
    throw new UserError(
      vscode.l10n.t('{0} holds no text, so there is nothing to redact.', attachment.file_name),
    );
  if (result.copy.id === attachment.id) {
    void vscode.window.showInformationMessage(
      inMessage(
        vscode.l10n.t(
          'Nothing in {0} is to be redacted, so a copy would be the same: none was made.',
          attachment.file_name,
        ),
      ),
    );
    return undefined;
  }
  const count = countOf(result.redacted);
  const open = vscode.l10n.t('Open');
  const told = result.added
    ? vscode.l10n.t(
        '{0} is the redacted copy. Findings redacted: {1}, kept: {2}.',
        inMessage(name),
        count,
        result.kept,
      )
    : vscode.l10n.t('The incident has this redacted copy already, as {0}.', inMessage(result.copy.file_name));
  void vscode.window
    .showInformationMessage(told, open)
    .then(answer => (answer === open ? openRow(result.copy) : undefined));
  return result.copy;
}

interface Choice extends vscode.QuickPickItem {
  readonly clear: boolean;
}

async function choose({ file_name, waiting }: Attachment): Promise<Choice | undefined> {
  const choices: Choice[] = [
    {
      label: vscode.l10n.t('Make a redacted copy'),
      detail: vscode.l10n.t('What was found stays listed, so that it can be decided again.'),
      clear: false,
    },
    {
      label: vscode.l10n.t('Make a redacted copy and forget the values'),
      detail: vscode.l10n.t('What was found is no longer listed by its text; the original attachment stays.'),
      clear: true,
    },
  ];
  const title = vscode.l10n.t('Redact {0}', file_name);
  const placeHolder = waiting
    ? vscode.l10n.t('Findings that wait for a decision, and are redacted: {0}', waiting)
    : '';
  return vscode.window.showQuickPick(choices, { title, placeHolder });
}

/** `app.log` becomes `app.redacted.log`. */
function redactedName(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name}.redacted` : `${name.slice(0, dot)}.redacted${name.slice(dot)}`;
}

export async function compareRedacted(unlocked: Unlocked, given?: unknown): Promise<void> {
  const attachment = await textOf(unlocked, given);
  if (isLarge(attachment))
    throw new UserError(
      vscode.l10n.t(
        '{0} is too large to be compared: redact it as an attachment of its own and open that.',
        attachment.file_name,
      ),
    );
  const { id, issue_id, file_name } = attachment;
  const { texts } = await redactTexts(unlocked, { issue_id, log_file_id: id });
  const [text = ''] = texts;
  await showDifference(attachmentUri(attachment), file_name, text);
}

async function textOf(unlocked: Unlocked, given: unknown): Promise<Attachment> {
  const row = await attachmentOf(unlocked, given);
  if (!isImage(row)) return row;
  throw new UserError(
    vscode.l10n.t('{0} is an image, and images are not searched: look at it yourself.', row.file_name),
  );
}
