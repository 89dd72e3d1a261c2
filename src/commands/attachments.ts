/** Commands on stored attachments. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Attachment } from '../db/rows/attachments.js';
import { isImage } from '../editor/addresses.js';
import { evidenceOf, isLarge, openRow } from '../editor/open.js';
import { findLinks, locate, readText } from '../evidence/index.js';
import { nameWithLines } from '../labels.js';
import { UserError } from '../userError.js';
import { attachmentOf } from './target.js';

export async function openAttachment(unlocked: Unlocked, row?: unknown): Promise<void> {
  const attachment = await attachmentOf(unlocked, row);
  await openRow(attachment);
}

/** Opens what a link in a text leads to. */
export async function openEvidence({ store }: Unlocked, link?: unknown): Promise<void> {
  const [found] = typeof link === 'string' ? findLinks(link) : [];
  if (found) await openRow(await evidenceOf(store, found.id), found.lines);
}

export async function removeAttachment(unlocked: Unlocked, row?: unknown): Promise<void> {
  const attachment = await attachmentOf(unlocked, row);
  const confirm = vscode.l10n.t('Remove');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove {0} from the incident?', nameWithLines(attachment)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The stored copy is deleted, and this cannot be undone. The file that it came from stays.',
      ),
    },
    confirm,
  );
  if (answer !== confirm) return;
  const { id } = attachment;
  await (isImage(attachment) ? unlocked.store.removeImage({ id }) : unlocked.store.removeAttachment({ id }));
}

/** Goes back to the lines that an attachment came from, while they exist. */
export async function revealSource(unlocked: Unlocked, row?: unknown): Promise<void> {
  const attachment = await attachmentOf(unlocked, row);
  if (isImage(attachment) || attachment.source_uri === null) throw noSource(attachment.file_path);
  if (isLarge(attachment)) {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(attachment.source_uri));
    return;
  }
  const document = await openSource(attachment);
  if (attachment.start_line === null) {
    await vscode.window.showTextDocument(document);
    return;
  }
  const evidence = await readText(unlocked.store, attachment);
  const line = Math.min(attachment.start_line, document.lineCount) - 1;
  const located = locate(document.getText(), evidence, document.offsetAt(new vscode.Position(line, 0)));
  if (!located) {
    throw new UserError(
      vscode.l10n.t(
        'The lines are no longer in {0}: it was changed since. The attachment still holds them.',
        attachment.file_name,
      ),
    );
  }
  const selection = new vscode.Range(document.positionAt(located.start), document.positionAt(located.end));
  await vscode.window.showTextDocument(document, { selection });
  if (located.moved) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('The lines have moved since they were attached.'), 5000);
  }
}

async function openSource({ source_uri, file_path }: Attachment): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.parse(source_uri ?? '', false);
  // `openTextDocument` would make a new document of an untitled address that is gone.
  const gone =
    uri.scheme === 'untitled' &&
    !vscode.workspace.textDocuments.some(open => open.uri.toString() === uri.toString());
  try {
    if (gone) throw new vscode.FileSystemError(uri);
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    throw noSource(file_path);
  }
}

function noSource(path: string): UserError {
  return new UserError(
    vscode.l10n.t(
      '{0} is no longer there or cannot be opened. The attachment still holds its content.',
      path,
    ),
  );
}
