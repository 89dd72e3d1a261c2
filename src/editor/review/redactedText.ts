/** Redacted text in read-only documents that exist in memory only. */
import * as vscode from 'vscode';
import { REDACTED_SCHEME } from '../../ids.js';

const texts = new Map<string, string>();
let number = 0;

export function registerRedactedTexts(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(REDACTED_SCHEME, {
      provideTextDocumentContent: ({ query }) => texts.get(query) ?? '',
    }),
    vscode.workspace.onDidCloseTextDocument(
      ({ uri }) => uri.scheme === REDACTED_SCHEME && texts.delete(uri.query),
    ),
  );
}

export async function showRedacted(text: string): Promise<void> {
  await vscode.window.showTextDocument(keep(text, vscode.l10n.t('Redacted')), { preview: true });
}

/** Shows what becomes of a stored text beside it. */
export async function showDifference(original: vscode.Uri, name: string, text: string): Promise<void> {
  const title = vscode.l10n.t('{0}: original and redacted', name);
  await vscode.commands.executeCommand('vscode.diff', original, keep(text, name), title);
}

function keep(text: string, name: string): vscode.Uri {
  const query = `${++number}`;
  texts.set(query, text);
  return vscode.Uri.from({ scheme: REDACTED_SCHEME, path: `/${name}`, query });
}
