import * as vscode from 'vscode';
import type { Attachment, Image } from '../db/rows/attachments.js';
import { attachmentAddress } from '../evidence/index.js';
import { EVIDENCE_SCHEME } from '../ids.js';

export function isImage(row: Attachment | Image): row is Image {
  return 'upload_hash' in row;
}

/** The address under which a stored attachment opens. */
export function attachmentUri(row: Attachment | Image): vscode.Uri {
  const lines = isImage(row) ? { start_line: null, end_line: null } : row;
  return vscode.Uri.from({
    scheme: EVIDENCE_SCHEME,
    ...attachmentAddress({ id: row.id, file_name: row.file_name, ...lines }),
  });
}

/** What starts a command of ours with one argument where it is followed as a link. */
export function commandUri(command: string, argument: unknown): vscode.Uri {
  return vscode.Uri.from({ scheme: 'command', path: command, query: JSON.stringify([argument]) });
}
