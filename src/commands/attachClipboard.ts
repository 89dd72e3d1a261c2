import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { attach } from './attach.js';
import { attachImage } from './attachImage.js';

/** Attaches the text that the clipboard holds; where it holds none, an image can be pasted. */
export async function attachClipboard(unlocked: Unlocked): Promise<vscode.Uri[] | undefined> {
  const text = await vscode.env.clipboard.readText();
  if (text === '') {
    await attachImage(unlocked, { noText: true });
    return undefined;
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
