import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { recoveryKey } from '../../src/db/key/recovery.js';
import { COMMANDS, EVIDENCE_SCHEME, SETTINGS, VIEWS } from '../../src/ids.js';

describe('locking the store', () => {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspace);
  let evidence: vscode.Uri;

  const evidenceTabs = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === EVIDENCE_SCHEME);
  const isLocked = () =>
    assert.rejects(async () => vscode.workspace.fs.readFile(evidence), { code: 'Unavailable' });
  const read = async () => Buffer.from(await vscode.workspace.fs.readFile(evidence)).toString();

  before(async () => {
    await vscode.commands.executeCommand(COMMANDS.incidentCreate, { title: 'Locked', severity: 'low' });
    const log = vscode.Uri.file(join(workspace.uri.fsPath, 'locked.log'));
    writeFileSync(log.fsPath, 'kept from sight');
    const stored = await vscode.commands.executeCommand<vscode.Uri[]>(COMMANDS.fileAttach, log, [log]);
    assert.ok(stored[0]);
    evidence = stored[0];
  });
  beforeEach(async () => {
    await vscode.commands.executeCommand(COMMANDS.storeUnlock);
    await vscode.window.showTextDocument(evidence);
    assert.equal(evidenceTabs().length, 1);
  });
  after(() => vscode.commands.executeCommand(COMMANDS.storeUnlock));

  it('closes the tabs that show evidence, and no view opens it again by itself', async () => {
    await vscode.commands.executeCommand(COMMANDS.storeLock);
    assert.equal(evidenceTabs().length, 0);
    await isLocked();
    await vscode.commands.executeCommand(`${VIEWS.incidents}.focus`);
    await isLocked();
    await vscode.commands.executeCommand(COMMANDS.storeUnlock);
    assert.equal(await read(), 'kept from sight');
  });

  it('lets a command unlock it with the key that this editor keeps', async () => {
    await vscode.commands.executeCommand(COMMANDS.storeLock);
    const id = await vscode.commands.executeCommand(COMMANDS.incidentCreate, { title: 'X', severity: 'low' });
    assert.equal(typeof id, 'string');
  });

  it('happens by itself after the time that is set, counted from the last use', async () => {
    const settings = vscode.workspace.getConfiguration();
    const limit = 2500;
    await settings.update(SETTINGS.storeLockAfter, limit / 60_000, vscode.ConfigurationTarget.Global);
    try {
      const closed = new Promise<number>(resolve =>
        vscode.window.tabGroups.onDidChangeTabs(
          ({ closed }) => closed.length > 0 && evidenceTabs().length === 0 && resolve(Date.now()),
        ),
      );
      // Used for longer than the time, and never left alone for so long.
      let last = Date.now();
      for (const began = last; last - began < 1.2 * limit; last = Date.now()) {
        await vscode.commands.executeCommand(COMMANDS.incidentCreate, { title: 'Used', severity: 'low' });
        assert.equal(await read(), 'kept from sight');
      }
      const waited = (await closed) - last;
      assert.ok(waited > 0.9 * limit && waited < 3 * limit, `locked after ${waited} ms`);
      await isLocked();
    } finally {
      await settings.update(SETTINGS.storeLockAfter, undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('leaves recovery keys to be proved, without unlocking', async () => {
    await vscode.commands.executeCommand(COMMANDS.storeLock);
    const verify = (text: string) =>
      vscode.commands.executeCommand<boolean | undefined>(COMMANDS.recoveryKeyVerify, text);
    assert.equal(await verify(`WHY1-${'0000-'.repeat(13)}0001`), undefined);
    assert.equal(await verify(recoveryKey('ab'.repeat(32))), false);
    await isLocked();
  });
});
