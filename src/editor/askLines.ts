/** Asks for lines of an attachment. */
import * as vscode from 'vscode';
import type { Store } from '../db/api.js';
import type { Attachment } from '../db/rows/attachments.js';
import type { LineRange } from '../evidence/index.js';
import { excerptOf } from './excerpt.js';
import { parseLines } from './parseLines.js';

/** Null for all of it, undefined where the person leaves. Lines that it does not have are not taken. */
export async function askLines(store: Store, attachment: Attachment): Promise<LineRange | null | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Lines of {0}', attachment.file_name),
    prompt: vscode.l10n.t('Lines such as 12 or 12-40, or nothing for all of it'),
    ignoreFocusOut: true,
    validateInput: async text => {
      const lines = parseLines(text);
      if (lines === undefined)
        return vscode.l10n.t('Write lines such as 12 or 12-40, or nothing for all of it.');
      const isThere = lines === null || (await excerptOf(store, attachment, lines.last, 1)).lines.length > 0;
      return isThere ? undefined : vscode.l10n.t('It has no line {0}.', lines.last);
    },
  });
  return typed === undefined ? undefined : parseLines(typed);
}
