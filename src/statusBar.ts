import * as vscode from 'vscode';
import type { App } from './app.js';
import { COMMANDS } from './ids.js';
import { severityName, statusName } from './labels.js';

const { t } = vscode.l10n;

/** The active incident in the status bar; a click chooses another one. */
export class ActiveIncidentStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    'whydunit.activeIncident',
    vscode.StatusBarAlignment.Left,
    50,
  );
  readonly #disposables: readonly { dispose(): unknown }[];

  constructor(private readonly app: App) {
    this.#item.name = t('Active Incident');
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
      // `$(` would begin an icon.
      this.#item.text = `$(flame) ${incident.title.replaceAll('$(', '$\u200b(')}`;
      this.#item.tooltip = [
        t('Active incident: {0}', incident.title),
        `${severityName(incident.severity)} · ${statusName(incident.status)}`,
        t('Click to choose another one.'),
      ].join('\n');
    } else {
      this.#item.text = `$(circle-outline) ${t('No active incident')}`;
      this.#item.tooltip = t('Choose the incident that attached lines go to.');
    }
    this.#item.accessibilityInformation = { label: this.#item.tooltip };
    this.#item.show();
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
