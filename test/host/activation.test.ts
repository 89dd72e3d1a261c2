import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, EXTENSION_ID } from '../../src/ids.js';

describe('the extension', () => {
  it('sleeps until it is needed, then offers every command', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert.ok(extension);
    assert.equal(extension.isActive, false);
    await extension.activate();
    const commands = await vscode.commands.getCommands(true);
    for (const command of Object.values(COMMANDS)) assert.ok(commands.includes(command), command);
  });
});
