import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { attachmentIdOf, linkText } from '../evidence/index.js';
import { EVIDENCE_SCHEME } from '../ids.js';
import { UserError } from '../userError.js';
import { inLabel, nameWithLines } from '../labels.js';
import { linesOf } from './attachSelection.js';
import { attachmentOf } from './target.js';

/** Copies a link to the selected lines of stored evidence, or to the line of the cursor. */
export async function copyEvidenceLink(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const id =
    editor?.document.uri.scheme === EVIDENCE_SCHEME ? attachmentIdOf(editor.document.uri) : undefined;
  if (!editor || id === undefined) {
    throw new UserError(
      vscode.l10n.t(
        'Open an attachment and select its lines first: the link leads to lines of stored evidence.',
      ),
    );
  }
  const { start, end } = linesOf(editor.selection);
  const name = editor.document.uri.path.split('/').at(-1) ?? '';
  await vscode.env.clipboard.writeText(
    linkText(name, { id, lines: { first: start, last: Math.max(start, end) } }),
  );
  vscode.window.setStatusBarMessage(
    `$(link) ${vscode.l10n.t('Copied a link to lines {0} to {1}.', start, Math.max(start, end))}`,
    5000,
  );
}

/** Copies a link to a whole attachment. */
export async function copyAttachmentLink(unlocked: Unlocked, row?: unknown): Promise<void> {
  const attachment = await attachmentOf(unlocked, row);
  await vscode.env.clipboard.writeText(linkText(attachment.file_name, { id: attachment.id }));
  vscode.window.setStatusBarMessage(
    `$(link) ${vscode.l10n.t('Copied a link to {0}.', inLabel(nameWithLines(attachment)))}`,
    5000,
  );
}
