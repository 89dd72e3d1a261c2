import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Incident } from '../db/rows/incidents.js';
import { MAX_TITLE, normalTitle, SEVERITIES, type Severity } from '../db/values.js';
import { inLabel, severityName, statusName } from '../labels.js';
import { severityIcon } from '../tree/items.js';

/** How many of the newest incidents a picker offers. */
const OFFERED = 500;

interface IncidentItem extends vscode.QuickPickItem {
  readonly choose: () => Promise<Incident | undefined>;
}

/** Asks for an incident, with a new one first; undefined where the person leaves. */
export async function chooseIncident(unlocked: Unlocked, title: string): Promise<Incident | undefined> {
  const { store, active } = unlocked;
  const create: IncidentItem = {
    label: vscode.l10n.t('New incident…'),
    iconPath: new vscode.ThemeIcon('add'),
    alwaysShow: true,
    choose: () => askForIncident(unlocked),
  };
  const items = store.listIncidents({ limit: OFFERED }).then(incidents => [
    create,
    ...incidents.map((incident): IncidentItem => ({
      label: inLabel(incident.title),
      iconPath: severityIcon(incident.severity, incident.status),
      description: [
        ...(incident.id === active.incident?.id ? [vscode.l10n.t('active')] : []),
        severityName(incident.severity),
        statusName(incident.status),
      ].join(' · '),
      choose: () => store.getIncident({ id: incident.id }),
    })),
  ]);
  const placeHolder = vscode.l10n.t('Choose an incident');
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
  return picked?.choose();
}

/** Asks for title and severity and creates the incident; undefined where the person leaves. */
export async function askForIncident({ store }: Unlocked): Promise<Incident | undefined> {
  const title = await askTitle(vscode.l10n.t('New Incident'));
  if (title === undefined) return undefined;
  const severity = await askSeverity(vscode.l10n.t('New Incident: Severity'));
  return severity === undefined ? undefined : store.createIncident({ title, severity });
}

export async function askTitle(title: string, value?: string): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title,
    ...(value !== undefined && { value }),
    prompt: vscode.l10n.t('What is going wrong, in a few words'),
    placeHolder: vscode.l10n.t('Checkout answers 502'),
    ignoreFocusOut: true,
    validateInput: validateTitle,
  });
  return answer === undefined ? undefined : normalTitle(answer);
}

function validateTitle(text: string): string | undefined {
  const title = normalTitle(text);
  if (title === '') return vscode.l10n.t('An incident needs a title.');
  if (title.length > MAX_TITLE)
    return vscode.l10n.t('A title has at most {0} characters; this one has {1}.', MAX_TITLE, title.length);
  return undefined;
}

export async function askSeverity(title: string, current: Severity = 'high'): Promise<Severity | undefined> {
  const items = SEVERITIES.map(severity => ({
    label: severityName(severity),
    iconPath: severityIcon(severity),
    severity,
  }));
  return (await pickFrom(items, item => item.severity === current, title))?.severity;
}

/** A quick pick that begins on the current value. */
export function pickFrom<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  isCurrent: (item: Item) => boolean,
  title: string,
): Promise<Item | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = title;
  pick.items = items;
  pick.activeItems = items.filter(isCurrent);
  pick.ignoreFocusOut = true;
  return new Promise(resolve => {
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
