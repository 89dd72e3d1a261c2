/** Commands that change incidents. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { STATUSES } from '../db/values.js';
import { statusName } from '../labels.js';
import type { Input } from '../db/api.js';
import { askForIncident, askSeverity, askTitle, chooseIncident, pickFrom } from './chooseIncident.js';
import { incidentOf } from './target.js';

/**
 * Creates an incident and makes it the active one.
 *
 * @param given a title and a severity, from a keybinding or another extension; the person is asked without them
 * @returns the incident's id
 */
export async function newIncident(unlocked: Unlocked, given?: unknown): Promise<string | undefined> {
  // The store checks what was given, as it checks everything.
  const incident = isGiven(given)
    ? await unlocked.store.createIncident(given)
    : await askForIncident(unlocked);
  if (incident) await unlocked.active.set(incident);
  return incident?.id;
}

function isGiven(given: unknown): given is Input<'createIncident'> {
  return typeof given === 'object' && given !== null && 'title' in given && 'severity' in given;
}

export async function activateIncident(unlocked: Unlocked, row?: unknown): Promise<void> {
  const title = vscode.l10n.t('Active Incident');
  const incident = await (row === undefined
    ? chooseIncident(unlocked, title)
    : incidentOf(unlocked, row, title));
  if (incident) await unlocked.active.set(incident);
}

export async function renameIncident(unlocked: Unlocked, row?: unknown): Promise<void> {
  const incident = await incidentOf(unlocked, row, vscode.l10n.t('Rename Incident'));
  if (!incident) return;
  const title = await askTitle(vscode.l10n.t('Rename Incident'), incident.title);
  if (title === undefined || title === incident.title) return;
  await unlocked.store.updateIncident({ id: incident.id, title });
}

export async function setSeverity(unlocked: Unlocked, row?: unknown): Promise<void> {
  const incident = await incidentOf(unlocked, row, vscode.l10n.t('Set Severity'));
  if (!incident) return;
  const severity = await askSeverity(vscode.l10n.t('Severity of “{0}”', incident.title), incident.severity);
  if (severity === undefined || severity === incident.severity) return;
  await unlocked.store.updateIncident({ id: incident.id, severity });
}

export async function setStatus(unlocked: Unlocked, row?: unknown): Promise<void> {
  const incident = await incidentOf(unlocked, row, vscode.l10n.t('Set Status'));
  if (!incident) return;
  const items = STATUSES.map(status => ({ label: statusName(status), status }));
  const isCurrent = (item: (typeof items)[number]) => item.status === incident.status;
  const picked = await pickFrom(items, isCurrent, vscode.l10n.t('Status of “{0}”', incident.title));
  if (!picked || isCurrent(picked)) return;
  await unlocked.store.updateIncident({ id: incident.id, status: picked.status });
}

export async function deleteIncident(unlocked: Unlocked, row?: unknown): Promise<void> {
  const incident = await incidentOf(unlocked, row, vscode.l10n.t('Delete Incident'));
  if (!incident) return;
  const confirm = vscode.l10n.t('Delete');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Delete “{0}”?', incident.title),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Its attachments, timeline, whys and documents go with it, and this cannot be undone. The files that the attachments came from stay where they are.',
      ),
    },
    confirm,
  );
  if (answer === confirm) await unlocked.store.deleteIncident({ id: incident.id });
}
