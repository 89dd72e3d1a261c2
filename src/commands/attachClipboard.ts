import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { UserError } from '../userError.js';
import { attach } from './attach.js';

/** Attaches the text that the clipboard holds. */
export async function attachClipboard(unlocked: Unlocked): Promise<vscode.Uri[] | undefined> {
  const text = await vscode.env.clipboard.readText();
  if (text === '') {
    throw new UserError(
      vscode.l10n.t(
        'The clipboard holds no text, so nothing was attached: copy some first. For a picture choose Paste Image to Incident.',
      ),
    );
  }
  const name = vscode.l10n.t('clipboard');
  return attach(unlocked, [
    {
      source: { uri: null, path: name, fileName: `${name}.txt`, origin: { via: 'clipboard' } },
      content: { kind: 'bytes', bytes: new TextEncoder().encode(text) },
      as: { kind: 'text', encoding: 'utf-8' },
    },
  ]);
}
