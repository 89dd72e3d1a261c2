import * as vscode from 'vscode';
import { EVIDENCE_SCHEME } from '../ids.js';

/** Closes every tab that shows stored evidence, also beside something else. */
export async function closeEvidence(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter(tab => shown(tab.input).some(isEvidence)));
}

const isEvidence = (uri: vscode.Uri) => uri.scheme === EVIDENCE_SCHEME;

function shown(input: unknown): vscode.Uri[] {
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return [input.uri];
  if (input instanceof vscode.TabInputTextDiff) return [input.original, input.modified];
  return [];
}
