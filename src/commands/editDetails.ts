/** Edit Details…: description, category, assignee and tags of an incident, one at a time. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Incident, IncidentChange } from '../db/rows/incidents.js';
import { normalTitle } from '../db/values.js';
import { fromOneLine, LINE_BREAK, MAX_WORD, me, toOneLine, toTags } from '../incidents/index.js';
import { inLabel } from '../labels.js';
import { incidentOf } from './target.js';

interface Field extends vscode.QuickPickItem {
  /** What it holds now, as it is typed. */
  readonly value: string;
  readonly prompt: string;
  /** The words of what was typed, where their length has a limit. */
  readonly words: (typed: string) => string[];
  readonly change: (typed: string) => Omit<IncidentChange, 'id'>;
}

export async function editDetails(unlocked: Unlocked, row?: unknown): Promise<void> {
  const incident = await incidentOf(unlocked, row, vscode.l10n.t('Edit Details'));
  if (!incident) return;
  const title = vscode.l10n.t('Details of “{0}”', incident.title);
  const field = await vscode.window.showQuickPick(fieldsOf(incident), { title, ignoreFocusOut: true });
  if (!field) return;
  const typed = await vscode.window.showInputBox({
    title: field.label,
    value: field.value,
    prompt: field.prompt,
    ignoreFocusOut: true,
    validateInput: text => tooLong(field.words(text)),
  });
  if (typed === undefined || typed === field.value) return;
  await unlocked.store.updateIncident({ id: incident.id, ...field.change(typed) });
}

function fieldsOf(incident: Incident): Field[] {
  const tags = (incident.tags ?? []).join(', ');
  const word = (typed: string) => [normalTitle(typed)];
  return [
    field(vscode.l10n.t('Description'), toOneLine(incident.description ?? ''), {
      prompt: vscode.l10n.t('What is known so far; {0} begins a new line', LINE_BREAK),
      words: () => [],
      change: typed => ({ description: fromOneLine(typed) || null }),
    }),
    field(vscode.l10n.t('Category'), incident.category ?? '', {
      prompt: vscode.l10n.t('The kind of incident, such as network or storage'),
      words: word,
      change: typed => ({ category: normalTitle(typed) || null }),
    }),
    field(vscode.l10n.t('Assignee'), incident.assigned_to ?? '', {
      prompt: vscode.l10n.t('Who takes care of it; “me” is {0}', me()),
      words: word,
      change: typed => ({ assigned_to: nameOf(typed) }),
    }),
    field(vscode.l10n.t('Tags'), tags, {
      prompt: vscode.l10n.t('Words to find it by, with commas between them'),
      words: toTags,
      change: typed => ({ tags: toTags(typed) }),
    }),
  ];
}

function field(label: string, value: string, more: Pick<Field, 'prompt' | 'words' | 'change'>): Field {
  return { label, value, description: value === '' ? vscode.l10n.t('none') : inLabel(value), ...more };
}

function nameOf(typed: string): string | null {
  const name = normalTitle(typed);
  return name.toLowerCase() === 'me' ? me() : name || null;
}

function tooLong(words: readonly string[]): string | undefined {
  const longest = Math.max(0, ...words.map(word => word.length));
  if (longest <= MAX_WORD) return undefined;
  return vscode.l10n.t('At most {0} characters; this has {1}.', MAX_WORD, longest);
}
