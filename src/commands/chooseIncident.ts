import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Incident } from '../db/rows/incidents.js';
import { MAX_TITLE, normalTitle, SEVERITIES, type Severity } from '../db/values.js';
import { inLabel, severityName, statusName } from '../labels.js';
import { severityIcon } from '../tree/items.js';
import { UserError } from '../userError.js';

/** How many of the newest incidents a picker offers. */
const OFFERED = 500;

interface IncidentItem extends vscode.QuickPickItem {
  readonly choose: () => Promise<Incident | undefined>;
}

interface StoredItem extends IncidentItem {
  readonly id: string;
}

/** Asks for an incident, with a new one first; undefined where the person leaves. */
export async function chooseIncident(unlocked: Unlocked, title: string): Promise<Incident | undefined> {
  const create: IncidentItem = {
    label: vscode.l10n.t('New incident…'),
    iconPath: new vscode.ThemeIcon('add'),
    alwaysShow: true,
    choose: () => askForIncident(unlocked),
  };
  return pickIncident(
    stored(unlocked).then(items => [create, ...items]),
    title,
  );
}

/**
 * Asks for an incident that is there, with the active one first; undefined where the person leaves.
 *
 * @throws UserError where there is none yet
 */
export async function chooseStoredIncident(unlocked: Unlocked, title: string): Promise<Incident | undefined> {
  const items = await stored(unlocked);
  if (items.length === 0) {
    throw new UserError(vscode.l10n.t('There are no incidents yet: create one or attach something first.'));
  }
  const isActive = ({ id }: StoredItem) => id === unlocked.active.incident?.id;
  return pickIncident([...items.filter(isActive), ...items.filter(item => !isActive(item))], title);
}

async function stored({ store, active }: Unlocked): Promise<StoredItem[]> {
  const incidents = await store.listIncidents({ limit: OFFERED });
  return incidents.map(({ id, title, severity, status }) => ({
    id,
    label: inLabel(title),
    iconPath: severityIcon(severity, status),
    description: [
      ...(id === active.incident?.id ? [vscode.l10n.t('active')] : []),
      severityName(severity),
      statusName(status),
    ].join(' · '),
    choose: () => store.getIncident({ id }),
  }));
}

async function pickIncident(
  items: readonly IncidentItem[] | Promise<readonly IncidentItem[]>,
  title: string,
): Promise<Incident | undefined> {
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
