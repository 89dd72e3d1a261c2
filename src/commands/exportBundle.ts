import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { inLabel, severityName, statusName } from '../labels.js';
import { severityIcon } from '../tree/items.js';
import { IncidentNode } from '../tree/nodes.js';
import { askPassphrase } from './changeKey.js';
import { chooseTarget } from './files.js';
import { withProgress } from './job.js';

/** How many of the newest incidents are offered. */
const OFFERED = 1000;

/** Writes chosen incidents, with all that hangs on them, into a file under a passphrase of its own. */
export async function exportBundle(unlocked: Unlocked, row?: unknown): Promise<vscode.Uri | undefined> {
  const { app, access } = unlocked;
  const incidents = await choose(unlocked, row instanceof IncidentNode ? row.incident.id : undefined);
  if (!incidents || incidents.length === 0) return undefined;
  const passphrase = await askPassphrase();
  if (passphrase === undefined) return undefined;
  const title = vscode.l10n.t('Export Case Bundle');
  const name = `case-${new Date().toISOString().slice(0, 10)}.whydunit`;
  const to = await chooseTarget(title, name, 'whydunit');
  if (!to) return undefined;
  await withProgress(app, vscode.l10n.t('Exporting a case bundle'), 'exportBundle', {
    store: access,
    to: to.fsPath,
    incidents,
    passphrase,
  });
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} holds the chosen incidents with their evidence as it is: nothing in it is redacted, and only the passphrase opens it.',
      to.fsPath,
    ),
  );
  return to;
}

/** @param first the incident that is chosen to begin with */
async function choose({ store, active }: Unlocked, first?: string): Promise<string[] | undefined> {
  const chosen = first ?? active.incident?.id;
  const incidents = await store.listIncidents({ limit: OFFERED });
  const items = incidents.map(({ id, title, severity, status, created_at }) => ({
    id,
    label: inLabel(title),
    iconPath: severityIcon(severity, status),
    description: `${severityName(severity)} · ${statusName(status)} · ${created_at.slice(0, 10)}`,
    picked: id === chosen,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export Case Bundle'),
    placeHolder: vscode.l10n.t(
      'Choose the incidents that go along, with their evidence as it is: nothing is redacted',
    ),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.map(({ id }) => id);
}
