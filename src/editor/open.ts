import * as vscode from 'vscode';
import type { Store } from '../db/api.js';
import { StoreError } from '../db/errors.js';
import type { Attachment, Image } from '../db/rows/attachments.js';
import { type LineRange, lineFragment, SMALL_BYTES } from '../evidence/index.js';
import { EDITORS } from '../ids.js';
import { attachmentUri, isImage } from './addresses.js';

/** A viewer of a large log that is open. */
interface OpenLog {
  readonly uri: vscode.Uri;
  readonly reveal: (lines: LineRange) => void;
  /** Goes to a finding in it. */
  readonly showFinding: (id: string) => void;
}

/** By the attachment's id: a log that is open already is shown, not opened once more. */
export const openLogs = new Map<string, OpenLog>();

/** Opens stored evidence: a small text in an ordinary editor, a large log in the viewer, an image as an image. */
export async function openRow(row: Attachment | Image, lines?: LineRange): Promise<void> {
  const uri = attachmentUri(row);
  const at = lines ? uri.with({ fragment: lineFragment(lines) }) : uri;
  if (isImage(row) || !isLarge(row)) {
    await vscode.commands.executeCommand('vscode.open', at);
    return;
  }
  const open = openLogs.get(row.id);
  await vscode.commands.executeCommand('vscode.openWith', open?.uri ?? at, EDITORS.log);
  if (lines) open?.reveal(lines);
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
  attachment: Attachment,
  { line, start, end }: { readonly line: number; readonly start: number; readonly end: number },
): Promise<void> {
  if (isLarge(attachment)) return openRow(attachment, { first: line, last: line });
  const selection = new vscode.Range(line - 1, start, line - 1, end);
  await vscode.commands.executeCommand('vscode.open', attachmentUri(attachment), { selection });
}

/** Whether the content is kept in chunks, and too large for an ordinary editor. */
export function isLarge({ file_size, mime_type }: Attachment): boolean {
  return (file_size ?? 0) > SMALL_BYTES && !isDocument(mime_type);
}

const isDocument = (mime: string | null) => mime !== null && /pdf|wordprocessing/.test(mime);
