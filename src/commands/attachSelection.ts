import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { UserError } from '../userError.js';
import { attach, type Candidate } from './attach.js';
import { labelOf } from './encoding.js';
import { sourceOf } from './source.js';

/** Attaches the selected text, each selection as an attachment of its own, in the order of the document. */
export async function attachSelection(unlocked: Unlocked): Promise<vscode.Uri[] | undefined> {
  const editor = editorWithSelection();
  const selections = editor?.selections.filter(selection => !selection.isEmpty) ?? [];
  if (!editor || selections.length === 0) {
    throw new UserError(
      vscode.l10n.t('Nothing is selected: select the lines that matter in an editor, then attach them.'),
    );
  }
  const { document } = editor;
  selections.sort((a, b) => a.start.compareTo(b.start));
  // Taken now: the document may change while the person chooses an incident.
  const taken = selections.map(selection => ({
    lines: linesOf(selection),
    text: document.getText(selection),
  }));
  const { encoding } = document;
  const source = await sourceOf(document.uri, 'selection');
  // In the encoding of the document, so that the bytes are those of the file.
  const candidates = taken.map(async ({ lines, text }): Promise<Candidate> => ({
    source: { ...source, lines },
    content: { kind: 'bytes', bytes: await vscode.workspace.encode(text, { encoding }) },
    as: { kind: 'text', encoding: labelOf(encoding) },
  }));
  return attach(unlocked, await Promise.all(candidates));
}

/** The active editor; from a walkthrough or a panel, which is no text editor, the one beside it. */
function editorWithSelection(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  return activeTextEditor ?? visibleTextEditors.find(editor => !editor.selection.isEmpty);
}

/** The lines that a selection covers, from 1; one that ends before a line's first character doesn't cover it. */
export function linesOf({ start, end }: vscode.Selection): { start: number; end: number } {
  return { start: start.line + 1, end: end.character === 0 ? end.line : end.line + 1 };
}
