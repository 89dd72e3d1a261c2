import * as vscode from 'vscode';
import type { App } from './app.js';
import { COMMANDS } from './ids.js';
import { inLabel, severityName, statusName } from './labels.js';

/** The active incident in the status bar; a click chooses another one. */
export class ActiveIncidentStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    'whydunit.activeIncident',
    vscode.StatusBarAlignment.Left,
    50,
  );
  readonly #disposables: readonly { dispose(): unknown }[];

  constructor(private readonly app: App) {
    this.#item.name = vscode.l10n.t('Active Incident');
    this.#item.command = COMMANDS.incidentActivate;
    this.#disposables = [
      this.#item,
      app.onDidActivate(() => this.#show()),
      app.onDidChange(() => this.#show()),
    ];
  }

  #show(): void {
    const unlocked = this.app.open;
    if (!unlocked) return this.#item.hide();
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

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
