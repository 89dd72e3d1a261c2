import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/ids.js';

const LOG =
  '2026-11-20T02:41:00Z INFO one\r\n2026-11-20T02:41:01Z ERROR two – größer\r\n2026-11-20T02:41:02Z INFO three\r\n';

describe('attaching', () => {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspace);
  const file = (name: string) => join(workspace.uri.fsPath, name);
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(file(name), content);
    return vscode.Uri.file(file(name));
  };
  const attachFiles = (...uris: vscode.Uri[]) =>
    vscode.commands.executeCommand<vscode.Uri[] | undefined>(COMMANDS.fileAttach, uris[0], uris);
  const read = (uri: vscode.Uri | undefined) =>
    vscode.workspace.fs.readFile(uri ?? vscode.Uri.parse('none:'));

  before(async () => {
    await vscode.commands.executeCommand(COMMANDS.incidentCreate, { title: 'In the host', severity: 'low' });
  });
  beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('keeps the bytes of a file, opens them read-only, in the language of their name', async () => {
    const [stored] = (await attachFiles(write('bytes.log', LOG))) ?? [];
    assert.equal(Buffer.from(await read(stored)).toString(), LOG);
    assert.ok(stored);
    assert.equal(stored.path, '/bytes.log');
    const document = await vscode.workspace.openTextDocument(stored);
    assert.equal(document.languageId, 'log');
    assert.equal(vscode.workspace.fs.isWritableFileSystem(stored.scheme), false);
    await assert.rejects(async () => vscode.workspace.fs.writeFile(stored, new Uint8Array([1])));
    await assert.rejects(async () => vscode.workspace.fs.delete(stored));
    assert.equal(Buffer.from(await read(stored)).toString(), LOG);
  });

  it('keeps each selection with its lines, in the order of the document', async () => {
    const document = await vscode.workspace.openTextDocument(write('selected.log', LOG));
    const editor = await vscode.window.showTextDocument(document);
    editor.selections = [new vscode.Selection(2, 0, 2, 10), new vscode.Selection(0, 0, 2, 0)];
    const stored = await vscode.commands.executeCommand<vscode.Uri[]>(COMMANDS.selectionAttach);
    assert.deepEqual(
      stored.map(({ path }) => path),
      ['/L1-L2/selected.log', '/L3-L3/selected.log'],
    );
    assert.equal(
      Buffer.from(await read(stored[0])).toString(),
      LOG.split('\r\n').slice(0, 2).join('\r\n') + '\r\n',
    );
  });

  it('takes unsaved text and documents without a file as they are on the screen', async () => {
    const document = await vscode.workspace.openTextDocument(write('unsaved.log', 'on disk'));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), 'typed, not '));
    const untitled = await vscode.workspace.openTextDocument({ content: 'pasted from a chat' });
    const stored = (await attachFiles(document.uri, untitled.uri)) ?? [];
    assert.equal(Buffer.from(await read(stored[0])).toString(), 'typed, not on disk');
    assert.equal(Buffer.from(await read(stored[1])).toString(), 'pasted from a chat');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('attaches the same content once', async () => {
    const first = await attachFiles(write('one.log', 'the same'));
    const second = await attachFiles(write('two.log', 'the same'));
    assert.deepEqual(second?.map(String), first?.map(String));
  });

  it('refuses what is empty, binary, a folder, a pipe or gone, and attaches the rest', async () => {
    mkdirSync(file('folder'));
    execFileSync('mkfifo', [file('pipe')]);
    const gone = write('gone.log', 'x');
    rmSync(gone.fsPath);
    const refused = [
      write('empty.log', ''),
      write('binary.log', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0])),
      vscode.Uri.file(file('folder')),
      vscode.Uri.file(file('pipe')),
      gone,
      // A file that exists and cannot be read, for the superuser too.
      ...(process.platform === 'linux' ? [vscode.Uri.file('/proc/self/mem')] : []),
    ];
    assert.deepEqual(await attachFiles(...refused), []);
    const stored = await attachFiles(...refused, write('good.log', 'still attached'));
    assert.deepEqual(
      stored?.map(({ path }) => path),
      ['/good.log'],
    );
  });

  it('refuses a file that may not be read', async function () {
    if (process.getuid?.() === 0) this.skip();
    const uri = write('secret.log', 'x');
    chmodSync(uri.fsPath, 0);
    assert.deepEqual(await attachFiles(uri), []);
  });

  it('with nothing selected attaches nothing', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(write('none.log', 'x')));
    assert.equal(await vscode.commands.executeCommand(COMMANDS.selectionAttach), undefined);
  });

  it('says of evidence that is not in the store that there is none', async () => {
    const unknown = vscode.Uri.parse('whydunit:/app.log?0199c0de-0000-7000-8000-000000000000');
    for (const uri of [unknown, vscode.Uri.parse('whydunit:/app.log')]) {
      await assert.rejects(async () => read(uri), { code: 'FileNotFound' });
    }
  });
});
