import * as vscode from 'vscode';
import type { Attachment } from '../db/rows/attachments.js';
import { attachmentAddress } from '../evidence/index.js';
import { EVIDENCE_SCHEME } from '../ids.js';

/** The address under which a stored attachment opens. */
export function attachmentUri(attachment: Attachment): vscode.Uri {
  return vscode.Uri.from({ scheme: EVIDENCE_SCHEME, ...attachmentAddress(attachment) });
}
