/** Commands on action items. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { ActionItem } from '../db/rows/analysis.js';
import { ACTION_KINDS, type ActionKind, type ActionState, MAX_TITLE } from '../db/values.js';
import { isDay } from '../incidents/index.js';
import { actionKindName } from '../labels.js';
import { ActionNode } from '../tree/actionNodes.js';
import type { IncidentsTree } from '../tree/incidents.js';
import { UserError } from '../userError.js';
import { refreshActions } from '../vscodeDocuments.js';
import { incidentOf } from './target.js';

/** Asks for an action item of an incident. */
export async function addAction(unlocked: Unlocked, row?: unknown): Promise<void> {
  const incident = await incidentOf(unlocked, row, vscode.l10n.t('New Action Item'));
  if (!incident) return;
  const asked = await ask(vscode.l10n.t('New Action Item of “{0}”', incident.title));
  if (!asked) return;
  await unlocked.store.addAction({ ...asked, issue_id: incident.id, state: 'open' });
  await refreshActions(unlocked, incident.id);
}

export async function editAction(unlocked: Unlocked, row?: unknown): Promise<void> {
  const item = await actionOf(unlocked, row);
  const asked = await ask(vscode.l10n.t('Edit Action Item'), item);
  if (!asked) return;
  await unlocked.store.updateAction({ id: item.id, ...asked });
  await refreshActions(unlocked, item.issue_id);
}

export async function setActionState(unlocked: Unlocked, state: ActionState, row?: unknown): Promise<void> {
  const { id, issue_id } = await actionOf(unlocked, row);
  await unlocked.store.updateAction({ id, state });
  await refreshActions(unlocked, issue_id);
}

export async function removeAction(unlocked: Unlocked, row?: unknown): Promise<void> {
  const { id, issue_id, title } = await actionOf(unlocked, row);
  const confirm = vscode.l10n.t('Remove');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove the action item “{0}”?', title),
    { modal: true, detail: vscode.l10n.t('This cannot be undone.') },
    confirm,
  );
  if (answer !== confirm) return;
  await unlocked.store.removeAction({ id });
  await refreshActions(unlocked, issue_id);
}

/** Opens the page of the web where the item is tracked; VS Code asks first. */
export async function openActionLink(unlocked: Unlocked, row?: unknown): Promise<void> {
  const { tracking_url } = await actionOf(unlocked, row);
  if (tracking_url !== null && /^https?:\/\//i.test(tracking_url))
    await vscode.env.openExternal(vscode.Uri.parse(tracking_url, true));
}

export async function showIncidentOfAction(
  unlocked: Unlocked,
  incidents: IncidentsTree,
  row?: unknown,
): Promise<void> {
  await incidents.reveal((await actionOf(unlocked, row)).issue_id);
}

/** The action item of a row, as it is now. */
async function actionOf({ store }: Unlocked, row: unknown): Promise<ActionItem> {
  const named = row instanceof ActionNode ? { actionId: row.item.id, issueId: row.item.issue_id } : row;
  if (typeof named === 'object' && named !== null && 'actionId' in named && 'issueId' in named) {
    const items = await store.listActions({ issue_id: String(named.issueId), limit: 1000 });
    const item = items.find(({ id }) => id === named.actionId);
    if (item) return item;
  }
  throw new UserError(vscode.l10n.t('Choose an action item in the Action Items view first.'));
}

type Asked = Pick<ActionItem, 'title' | 'owner' | 'due_on' | 'kind' | 'tracking_url'>;

/** One question after another; undefined where the person leaves. */
async function ask(heading: string, item?: ActionItem): Promise<Asked | undefined> {
  const title = await box(heading, vscode.l10n.t('What is to be done'), item?.title ?? '', text =>
    text === '' || text.length > MAX_TITLE ? vscode.l10n.t('Say it in up to {0} characters.', MAX_TITLE) : '',
  );
  if (title === undefined) return undefined;
  const owner = await box(
    heading,
    vscode.l10n.t('Who does it; empty where nobody does yet'),
    item?.owner ?? '',
  );
  if (owner === undefined) return undefined;
  const due = await box(
    heading,
    vscode.l10n.t('When it is to be done, such as 2026-12-01; empty for no date'),
    item?.due_on ?? '',
    text => (text === '' || isDay(text) ? '' : vscode.l10n.t('Write the date as in 2026-12-01.')),
  );
  if (due === undefined) return undefined;
  const kind = await pickKind(heading, item?.kind ?? 'prevent');
  if (kind === undefined) return undefined;
  const url = await box(
    heading,
    vscode.l10n.t('Where it is tracked, as an address of the web; may be empty'),
    item?.tracking_url ?? '',
    text =>
      text === '' || (/^https?:\/\//i.test(text) && URL.canParse(text))
        ? ''
        : vscode.l10n.t('The address begins with https:// or http://.'),
  );
  if (url === undefined) return undefined;
  return { title, owner: owner || null, due_on: due || null, kind, tracking_url: url || null };
}

async function box(
  title: string,
  prompt: string,
  value: string,
  wrong: (text: string) => string = () => '',
): Promise<string | undefined> {
  const given = await vscode.window.showInputBox({
    ...{ title, prompt, value, ignoreFocusOut: true },
    validateInput: text => wrong(text.trim()),
  });
  return given?.trim();
}

async function pickKind(title: string, now: ActionKind): Promise<ActionKind | undefined> {
  const kinds = [now, ...ACTION_KINDS.filter(kind => kind !== now)];
  const items = kinds.map(kind => ({ label: actionKindName(kind), of: kind }));
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.of;
}
