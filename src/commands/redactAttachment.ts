/** What becomes of an attachment when it is redacted: beside it, or as an attachment of its own. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Attachment } from '../db/rows/attachments.js';
import { attachmentUri, isImage } from '../editor/addresses.js';
import { isLarge } from '../editor/open.js';
import { showDifference } from '../editor/review/redactedText.js';
import { UserError } from '../userError.js';
import { redactText } from './gate.js';
import { attachmentOf } from './target.js';

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
  const { text } = await redactText(unlocked, { issue_id, log_file_id: id });
  await showDifference(attachmentUri(attachment), file_name, text);
}

async function textOf(unlocked: Unlocked, given: unknown): Promise<Attachment> {
  const row = await attachmentOf(unlocked, given);
  if (!isImage(row)) return row;
  throw new UserError(
    vscode.l10n.t('{0} is an image, and images are not searched: look at it yourself.', row.file_name),
  );
}
