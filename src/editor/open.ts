import * as vscode from 'vscode';
import type { Store } from '../db/api.js';
import { StoreError } from '../db/errors.js';
import type { Attachment, Image } from '../db/rows/attachments.js';
import { type LineRange, lineFragment, SMALL_BYTES } from '../evidence/index.js';
import { EDITORS } from '../ids.js';
import { attachmentUri, isImage } from './addresses.js';
import type { LogViewer } from './logViewer.js';

/** Opens stored evidence: a small text in an ordinary editor, a large log in the viewer, an image as an image. */
export async function openRow(row: Attachment | Image, lines?: LineRange): Promise<void> {
  const uri = attachmentUri(row);
  const at = lines ? uri.with({ fragment: lineFragment(lines) }) : uri;
  if (!isImage(row) && isLarge(row)) await vscode.commands.executeCommand('vscode.openWith', at, EDITORS.log);
  else await vscode.commands.executeCommand('vscode.open', at);
}

/** What an id of evidence names, of either table. @throws StoreError `gone` */
export async function evidenceOf(
  store: Pick<Store, 'getAttachment' | 'getImage'>,
  id: string,
): Promise<Attachment | Image> {
  try {
    return await store.getAttachment({ id });
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'gone') return store.getImage({ id });
    throw error;
  }
}

/** Goes to a place within a line of stored text; columns are UTF-16 units from 0. */
export async function openMatch(
  viewer: LogViewer,
  attachment: Attachment,
  { line, start, end }: { readonly line: number; readonly start: number; readonly end: number },
): Promise<void> {
  const lines = { first: line, last: line };
  if (isLarge(attachment)) {
    if (!viewer.reveal(attachment.id, lines)) await openRow(attachment, lines);
    return;
  }
  const selection = new vscode.Range(line - 1, start, line - 1, end);
  await vscode.commands.executeCommand('vscode.open', attachmentUri(attachment), { selection });
}

/** Whether the content is kept in chunks, and too large for an ordinary editor. */
export function isLarge({ file_size, mime_type }: Attachment): boolean {
  return (file_size ?? 0) > SMALL_BYTES && !isDocument(mime_type);
}

const isDocument = (mime: string | null) => mime !== null && /pdf|wordprocessing/.test(mime);
