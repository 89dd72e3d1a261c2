/** The window's side of the command `whydunit`: what comes through it is attached like everything else. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { chmod, copyFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../app.js';
import { attachUris } from './attachFiles.js';
import { attach } from './attach.js';
import { dataFolder } from '../db/location.js';
import { type Answer, type Piped, PipeServer, windowsFolder } from '../pipe/index.js';
import { toUserError } from '../userError.js';

const ON_WINDOWS = process.platform === 'win32';
const programFile = () => join(dataFolder(), 'whydunit.cjs');

/** Listens for the command, in windows of people who installed it. */
export class CommandLine implements vscode.Disposable {
  #server: PipeServer | undefined;
  readonly #focus: vscode.Disposable;

  constructor(private readonly app: App) {
    this.#focus = vscode.window.onDidChangeWindowState(({ focused }) => focused && this.#server?.focused());
    if (existsSync(programFile())) this.listen().catch((error: unknown) => app.log.error(String(error)));
  }

  async listen(): Promise<void> {
    this.#server ??= await PipeServer.start(
      windowsFolder(dataFolder()),
      piped => this.#attach(piped),
      error =>
        this.app.log.warn(`the command whydunit: ${error instanceof Error ? error.message : String(error)}`),
    );
    // The program is the one of the newest version that ran.
    await copyFile(join(this.app.context.extensionPath, 'dist', 'cli.js'), programFile());
  }

  async #attach(piped: Piped): Promise<Answer> {
    try {
      // Somebody who locked the store may not be there.
      if (this.app.state === 'locked') {
        return {
          ok: false,
          text: vscode.l10n.t('The store is locked: unlock it in the window, then try again.'),
        };
      }
      const unlocked = await this.app.unlocked();
      const attached =
        piped.what === 'files'
          ? await attachUris(
              unlocked,
              piped.paths.map(path => (isWeb(path) ? vscode.Uri.parse(path) : vscode.Uri.file(path))),
              'pipe',
            )
          : await attach(unlocked, [
              {
                source: { uri: null, path: piped.name, fileName: piped.name, origin: { via: 'pipe' } },
                content: { kind: 'stream', stream: piped.bytes },
                as: { kind: 'anything' },
              },
            ]);
      const count = attached?.length ?? 0;
      if (count > 0) return { ok: true, text: vscode.l10n.t('Attached: {0}.', count) };
      return { ok: false, text: vscode.l10n.t('Nothing was attached; the window says why.') };
    } catch (error) {
      return { ok: false, text: toUserError(error, this.app.storeFile).message };
    }
  }

  dispose(): void {
    this.#focus.dispose();
    this.#server?.close();
  }
}

const isWeb = (path: string) => /^https?:\/\//.test(path);

/** Puts the command `whydunit` where the person's shell finds it. */
export async function installCommandLine(app: App, commandLine: CommandLine): Promise<void> {
  const folder = await launcherFolder();
  if (folder === undefined) return;
  mkdirSync(dataFolder(), { recursive: true, mode: 0o700 });
  await commandLine.listen();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, ON_WINDOWS ? 'whydunit.cmd' : 'whydunit');
  writeFileSync(file, launcher());
  await chmod(file, 0o755);
  app.log.info('the command whydunit was installed');
  const onPath = (process.env['PATH'] ?? '').split(delimiter).includes(folder);
  void vscode.window.showInformationMessage(
    onPath
      ? vscode.l10n.t(
          'Installed {0}: try “kubectl logs … | whydunit attach - --name app.log” in a terminal.',
          file,
        )
      : vscode.l10n.t('Installed {0}: add its folder to your PATH to use it as “whydunit”.', file),
  );
}

async function launcherFolder(): Promise<string | undefined> {
  const usual = ON_WINDOWS ? join(dataFolder(), 'bin') : join(homedir(), '.local', 'bin');
  const here = { label: usual, folder: usual };
  const other = { label: vscode.l10n.t('Another folder…'), folder: undefined };
  const picked = await vscode.window.showQuickPick([here, other], {
    title: vscode.l10n.t('Install Command “whydunit”'),
    placeHolder: vscode.l10n.t('Where your shell looks for programs'),
  });
  if (!picked) return undefined;
  if (picked.folder !== undefined) return picked.folder;
  const [chosen] =
    (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false })) ?? [];
  return chosen?.fsPath;
}

/** The editor's own Node runs the program, since there may be no other. */
function launcher(): string {
  return ON_WINDOWS
    ? `@echo off\r\nset ELECTRON_RUN_AS_NODE=1\r\nset "WHYDUNIT_DATA=${dataFolder()}"\r\n"${process.execPath}" "${programFile()}" %*\r\n`
    : `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 WHYDUNIT_DATA=${quoted(dataFolder())} exec ${quoted(process.execPath)} ${quoted(programFile())} "$@"\n`;
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
