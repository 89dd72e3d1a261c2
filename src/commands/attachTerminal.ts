/** Attaching what stands in a terminal. */
import * as vscode from 'vscode';
import type { App, Unlocked } from '../app.js';
import { commandFileName, type Origin } from '../evidence/index.js';
import { inLabel } from '../labels.js';
import type { RanCommand, Recorded, Terminals } from '../terminals.js';
import { report, UserError } from '../userError.js';
import { activeOrChosen, attach, type Candidate } from './attach.js';

const encode = (text: string) => new TextEncoder().encode(text);

/** The words that a person selected in the active terminal. */
export async function attachTerminalSelection(unlocked: Unlocked): Promise<vscode.Uri[] | undefined> {
  const terminal = activeTerminal();
  const text = await selectionOf();
  if (text === '') {
    throw new UserError(
      vscode.l10n.t('Nothing is selected in the terminal: select the lines that matter, then attach them.'),
    );
  }
  return attach(unlocked, [candidateOf(terminal.name, encode(text), { via: 'terminal' })]);
}

/**
 * VS Code gives extensions no terminal selection; it copies it. What the clipboard held before is put back, so that
 * nothing of the case stays there.
 */
async function selectionOf(): Promise<string> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  await clipboard.writeText('');
  try {
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    return await clipboard.readText();
  } finally {
    await clipboard.writeText(before);
  }
}

/** The last command that ended in the active terminal, with its output. */
export async function attachLastCommand(
  unlocked: Unlocked,
  terminals: Terminals,
): Promise<vscode.Uri[] | undefined> {
  const terminal = activeTerminal();
  const ran = terminals.last(terminal);
  if (ran) return attach(unlocked, [commandCandidate(ran)]);
  throw new UserError(
    terminal.shellIntegration
      ? vscode.l10n.t(
          'No command has ended in this terminal since Whydunit started: run it again, then attach it.',
        )
      : vscode.l10n.t(
          'This terminal has no shell integration, so its commands cannot be told apart: select the lines and choose Attach Terminal Selection.',
        ),
  );
}

/** Turns the recording of the active terminal on or off. */
export async function toggleRecording(unlocked: Unlocked, terminals: Terminals): Promise<void> {
  const terminal = activeTerminal();
  const on = !terminals.isRecorded(terminal);
  if (on && !terminal.shellIntegration) {
    throw new UserError(
      vscode.l10n.t(
        'This terminal has no shell integration, so its commands cannot be recorded: select the lines and choose Attach Terminal Selection.',
      ),
    );
  }
  if (on && !(await activeOrChosen(unlocked))) return;
  await terminals.record(terminal, on);
}

/** A command that ends by itself opens no store that somebody locked. */
export function recorded(app: App, { ran, waitUntil }: Recorded): void {
  if (!app.open) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The store is not open, so the command that ended in the recorded terminal was not attached.',
      ),
    );
    return;
  }
  waitUntil(attachRecorded(app.open, ran).catch((error: unknown) => report(app, error)));
}

/** Attaches a command of a recorded terminal, without a message each time. */
async function attachRecorded(unlocked: Unlocked, ran: RanCommand): Promise<void> {
  if (ran.output === '') {
    const said = vscode.l10n.t('{0} wrote nothing, so it was not attached.', inLabel(ran.line));
    vscode.window.setStatusBarMessage(`$(record) ${said}`, 5000);
    return;
  }
  await attach(unlocked, [commandCandidate(ran)], { quiet: true });
}

function commandCandidate(ran: RanCommand): Candidate {
  const { line, cwd, exitCode, started, ended, cut } = ran;
  return candidateOf(commandFileName(line) ?? `${vscode.l10n.t('command')}.log`, encode(ran.output), {
    via: 'command',
    command: {
      line,
      ...(cwd && { cwd: cwd.scheme === 'file' ? cwd.fsPath : cwd.toString(true) }),
      ...(exitCode !== undefined && { exitCode }),
      started: started.toISOString(),
      ended: ended.toISOString(),
    },
    ...(cut && { partial: 'beginningCut' as const }),
  });
}

function candidateOf(name: string, bytes: Uint8Array, origin: Origin): Candidate {
  return {
    source: { uri: null, path: name, fileName: name, origin },
    content: { kind: 'bytes', bytes },
    as: { kind: 'text', encoding: 'utf-8' },
  };
}

function activeTerminal(): vscode.Terminal {
  const { activeTerminal } = vscode.window;
  if (activeTerminal) return activeTerminal;
  throw new UserError(vscode.l10n.t('No terminal is open: open one, then attach what stands in it.'));
}
