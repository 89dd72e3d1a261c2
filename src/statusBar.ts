import * as vscode from 'vscode';
import type { App } from './app.js';
import { COMMANDS } from './ids.js';
import type { Terminals } from './terminals.js';
import { inLabel, severityName, statusName } from './labels.js';

/** The active incident in the status bar; a click chooses another one. While the store is locked, it says so. */
export class ActiveIncidentStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    'whydunit.activeIncident',
    vscode.StatusBarAlignment.Left,
    50,
  );
  readonly #disposables: readonly { dispose(): unknown }[];

  constructor(private readonly app: App) {
    this.#item.name = vscode.l10n.t('Active Incident');
    this.#disposables = [
      this.#item,
      app.onDidActivate(() => this.#show()),
      app.onDidChange(() => this.#show()),
    ];
  }

  #show(): void {
    const unlocked = this.app.open;
    if (this.app.state === 'locked') return this.#showLocked();
    if (!unlocked) return this.#item.hide();
    this.#item.command = COMMANDS.incidentActivate;
    const { incident } = unlocked.active;
    if (incident) {
      this.#item.text = `$(flame) ${inLabel(incident.title)}`;
      this.#item.tooltip = [
        vscode.l10n.t('Active incident: {0}', incident.title),
        `${severityName(incident.severity)} · ${statusName(incident.status)}`,
        vscode.l10n.t('Click to choose another one.'),
      ].join('\n');
    } else {
      this.#item.text = `$(circle-outline) ${vscode.l10n.t('No active incident')}`;
      this.#item.tooltip = vscode.l10n.t('Choose the incident that attached lines go to.');
    }
    this.#item.accessibilityInformation = { label: this.#item.tooltip };
    this.#item.show();
  }

  #showLocked(): void {
    this.#item.command = COMMANDS.storeUnlock;
    this.#item.text = `$(lock) ${vscode.l10n.t('Locked')}`;
    this.#item.tooltip = vscode.l10n.t('The store of your incidents is locked. Click to unlock it.');
    this.#item.accessibilityInformation = { label: this.#item.tooltip };
    this.#item.show();
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** Whether the active terminal is recorded; a click ends the recording. */
export class RecordingStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    'whydunit.recording',
    vscode.StatusBarAlignment.Left,
    49,
  );
  readonly #disposables: readonly { dispose(): unknown }[];

  constructor(terminals: Terminals) {
    this.#item.name = vscode.l10n.t('Recorded Terminal');
    this.#item.command = COMMANDS.terminalRecord;
    this.#item.text = `$(record) ${vscode.l10n.t('Recording')}`;
    this.#item.tooltip = vscode.l10n.t(
      'Each command of this terminal is attached to the active incident. Click to stop.',
    );
    const show = () =>
      terminals.isRecorded(vscode.window.activeTerminal) ? this.#item.show() : this.#item.hide();
    this.#disposables = [this.#item, terminals.onDidChange(show)];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
