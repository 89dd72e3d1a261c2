import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { linkText } from '../../src/evidence/link/index.js';
import { COMMANDS } from '../../src/ids.js';

describe('a link to evidence shows its lines under the pointer', () => {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspace);

  before(() => vscode.commands.executeCommand(COMMANDS.incidentCreate, { title: 'Linked', severity: 'low' }));

  async function hoverOver(name: string, content: string | Uint8Array, line: number): Promise<string> {
    const file = vscode.Uri.file(join(workspace?.uri.fsPath ?? '', name));
    writeFileSync(file.fsPath, content);
    const [stored] = await vscode.commands.executeCommand<vscode.Uri[]>(COMMANDS.fileAttach, file, [file]);
    const link = linkText(name, { id: stored?.query ?? '', lines: { first: line, last: line } });
    const { uri } = await vscode.workspace.openTextDocument({ content: `see ${link}` });
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      new vscode.Position(0, 10),
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map(content => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n');
  }

  it('in the encoding of the evidence', async () => {
    const latin1 = Buffer.from('Anfang\nDie Größe fehlt für Übergänge\nEnde\n', 'latin1');
    assert.match(await hoverOver('latin.log', latin1, 2), /Die Größe fehlt für Übergänge/);
  });

  it('of a log that is kept in chunks', async () => {
    const lines = Array.from({ length: 200_000 }, (_, at) => `line ${at + 1} of a log that is not small\n`);
    assert.match(await hoverOver('linked-big.log', lines.join(''), 150_000), /^line 150000 of a log/m);
  });
});
