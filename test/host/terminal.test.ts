import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/ids.js';

/** A shell that says what ran, in the marks of shell integration, without one being installed. */
class Shell implements vscode.Pseudoterminal {
  readonly #written = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.#written.event;
  open(): void {
    this.#written.fire('\x1b]633;P;Cwd=/srv/checkout\x07\x1b]633;A\x07$ \x1b]633;B\x07');
  }
  close(): void {}

  /** Runs a command that writes `output`. */
  async run(line: string, output: string, exitCode: number): Promise<string> {
    const starting = once(vscode.window.onDidStartTerminalShellExecution);
    this.#written.fire(`${line}\r\n\x1b]633;E;${line}\x07\x1b]633;C\x07`);
    const started = await starting;
    const ended = once(vscode.window.onDidEndTerminalShellExecution);
    const { execution } = started;
    const written = Array.fromAsync(execution.read());
    this.#written.fire(`${output}\x1b]633;D;${exitCode}\x07\x1b]633;A\x07$ \x1b]633;B\x07`);
    await ended;
    return (await written).join('').replaceAll(/\x1b\]633;[^\x07]*\x07/g, '');
  }
}

function once<T>(event: vscode.Event<T>): Promise<T> {
  return new Promise(resolve => {
    const listener = event(value => {
      listener.dispose();
      resolve(value);
    });
  });
}

describe('a terminal with shell integration', () => {
  let shell: Shell;
  let terminal: vscode.Terminal;
  before(async () => {
    await vscode.commands.executeCommand(COMMANDS.incidentCreate, {
      title: 'At a terminal',
      severity: 'low',
    });
    shell = new Shell();
    terminal = vscode.window.createTerminal({ name: 'checkout', pty: shell });
    const integrated = once(vscode.window.onDidChangeTerminalShellIntegration);
    terminal.show();
    await integrated;
  });
  after(() => terminal.dispose());

  it('gives the output of its last command, colours included, marks not', async () => {
    await shell.run('TOKEN="a b" kubectl get pods', 'checkout-1 \x1b[31mCrashLoopBackOff\x1b[0m\r\n', 1);
    const [stored] = await attached();
    assert.ok(stored);
    assert.match(stored.path, /kubectl\.log$/);
    const text = Buffer.from(await vscode.workspace.fs.readFile(stored)).toString();
    assert.match(text, /checkout-1 \x1b\[31mCrashLoopBackOff\x1b\[0?m/);
    assert.doesNotMatch(text, /\]633;/);
  });

  it('that is recorded attaches each command that ends, until it is told to stop', async () => {
    await vscode.commands.executeCommand(COMMANDS.terminalRecord);
    const date = await shell.run('date', 'Fri Nov 20 02:41:00 UTC 2026\r\n', 0);
    const uptime = await shell.run('uptime', '02:41 up 3 days\r\n', 0);
    await vscode.commands.executeCommand(COMMANDS.terminalRecord);
    const whoami = await shell.run('whoami', 'somebody\r\n', 0);
    // Content that the incident has already is found under its first name.
    assert.match(await nameOf(date), /date\.log$/);
    assert.match(await nameOf(uptime), /uptime\.log$/);
    assert.match(await nameOf(whoami), /clipboard\.txt$/);
  });
});

async function nameOf(text: string): Promise<string> {
  await vscode.env.clipboard.writeText(text);
  const uris = await vscode.commands.executeCommand<vscode.Uri[] | undefined>(COMMANDS.clipboardAttach);
  return uris?.[0]?.path ?? '';
}

async function attached(): Promise<vscode.Uri[]> {
  return (
    (await vscode.commands.executeCommand<vscode.Uri[] | undefined>(COMMANDS.terminalAttachCommand)) ?? []
  );
}
