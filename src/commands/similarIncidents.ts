/** Past incidents that are like one, and why: the more of their log lines and words both have, the further up. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Severity, Status } from '../db/values.js';
import type { JobOutput } from '../jobs/api.js';
import { inLabel, inMessage, severityName, statusName } from '../labels.js';
import { severityIcon } from '../tree/items.js';
import type { IncidentsTree } from '../tree/incidents.js';
import { withProgress } from './job.js';
import { incidentAtHand } from './target.js';

type Similar = JobOutput<'similar'>[number];

const SHOWN = 30;
/** Units of a kind of log line that a row shows. */
const TEMPLATE_UNITS = 90;

export async function similarIncidents(
  unlocked: Unlocked,
  tree: IncidentsTree,
  given?: unknown,
): Promise<void> {
  const { app, access } = unlocked;
  const incident = await incidentAtHand(unlocked, given, vscode.l10n.t('Similar Incidents'));
  if (!incident) return;
  const { id: issue_id, title } = incident;
  const found = await withProgress(
    app,
    vscode.l10n.t('Looking for similar incidents'),
    'similar',
    { store: access, issue_id, limit: SHOWN },
    { inBytes: true },
  );
  if (found.length === 0) {
    void vscode.window.showInformationMessage(
      inMessage(
        vscode.l10n.t(
          'No other incident has log lines or rare words of {0}: what is attached or written tells more.',
          title,
        ),
      ),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(found.map(itemOf), {
    title: vscode.l10n.t('Similar to {0}', inLabel(title)),
    placeHolder: vscode.l10n.t('Choose an incident to show it'),
    matchOnDetail: true,
  });
  if (picked) await tree.reveal(picked.id);
}

function itemOf(similar: Similar): vscode.QuickPickItem & { readonly id: string } {
  const [severity, status] = [similar.severity as Severity, similar.status as Status];
  return {
    id: similar.id,
    label: inLabel(similar.title),
    iconPath: severityIcon(severity, status),
    description: [
      `${Math.max(1, Math.round(100 * similar.score))} %`,
      severityName(severity),
      statusName(status),
      similar.created_at.slice(0, 10),
    ].join(' · '),
    detail: inLabel(reasonsOf(similar).join(' · ')),
  };
}

function reasonsOf({ words, templates, sharedTemplates, category, tags }: Similar): string[] {
  const [rarest] = templates;
  return [
    ...(rarest
      ? [
          vscode.l10n.t(
            'Log lines: “{0}” ({1} here, {2} there)',
            shortened(rarest.template),
            rarest.ours,
            rarest.theirs,
          ),
        ]
      : []),
    ...(sharedTemplates > 1 ? [vscode.l10n.t('kinds of log lines of both: {0}', sharedTemplates)] : []),
    ...(words.length > 0 ? [vscode.l10n.t('words: {0}', words.join(', '))] : []),
    ...(category === null ? [] : [vscode.l10n.t('category: {0}', category)]),
    ...(tags.length > 0 ? [vscode.l10n.t('tags: {0}', tags.join(', '))] : []),
  ];
}

function shortened(template: string): string {
  const shown = template.replaceAll('<*>', '…');
  return shown.length > TEMPLATE_UNITS ? `${shown.slice(0, TEMPLATE_UNITS)}…` : shown;
}
