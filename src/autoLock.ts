import * as vscode from 'vscode';
import type { App } from './app.js';
import { COMMANDS, SETTINGS } from './ids.js';

const MINUTE_MS = 60_000;
/** A timer stands still while the machine sleeps, so the clock is looked at this often. */
const LOOK_MS = 15_000;

/** Locks the store after a time in which nobody used this window. */
export class AutoLock implements vscode.Disposable {
  readonly #disposables: readonly vscode.Disposable[];
  #lastUse = Date.now();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly app: App) {
    const used = () => this.#used();
    this.#disposables = [
      app.onDidOpen(() => this.#begin()),
      app.onDidUse(used),
      // Typing moves the selection; a change of the text may come from a program.
      vscode.window.onDidChangeTextEditorSelection(({ kind }) => kind !== undefined && used()),
      vscode.window.onDidChangeActiveTextEditor(used),
      // Also when somebody comes back to the window, or types in a panel.
      vscode.window.onDidChangeWindowState(({ focused, active }) => focused && active && used()),
      vscode.workspace.onDidChangeConfiguration(
        change => change.affectsConfiguration(SETTINGS.storeLockAfter) && this.#begin(),
      ),
    ];
  }

  /** Milliseconds; 0 where the store does not lock itself. */
  get #limit(): number {
    const minutes = vscode.workspace.getConfiguration().get(SETTINGS.storeLockAfter);
    return typeof minutes === 'number' && minutes > 0 ? minutes * MINUTE_MS : 0;
  }

  #begin(): void {
    this.#lastUse = Date.now();
    this.#look();
  }

  #used(): void {
    // Whoever comes back after the time finds the store locked, also where no timer ran meanwhile.
    if (this.#left() > 0) this.#lastUse = Date.now();
    else this.#look();
  }

  #left(): number {
    const limit = this.#limit;
    if (limit === 0 || this.app.working) return Infinity;
    return this.#lastUse + limit - Date.now();
  }

  #look(): void {
    clearTimeout(this.#timer);
    if (this.#limit === 0 || this.app.state !== 'open') return;
    const left = this.#left();
    if (left <= 0) return void vscode.commands.executeCommand(COMMANDS.storeLock);
    this.#timer = setTimeout(() => this.#look(), Math.min(left, LOOK_MS));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
