/** Search Incidents…: finds while one types, and shows what was chosen in the view. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Found, Part } from '../db/rows/search.js';
import { FILTERS, me, parseQuery, type Query } from '../incidents/index.js';
import { inLabel, severityName, statusName } from '../labels.js';
import { severityIcon } from '../tree/items.js';
import type { IncidentsTree } from '../tree/incidents.js';
import type { Pages } from '../webviews/vscodePages.js';

/** How many results are shown; who does not find it among these types more. */
const SHOWN = 100;

interface FoundItem extends vscode.QuickPickItem {
  /** What is found; none for a row that only says something. */
  readonly found?: Found;
}

/** What stands in a document or a why opens its page. */
export async function searchIncidents(
  { store }: Unlocked,
  tree: IncidentsTree,
  { documents, whys }: { readonly documents: Pages; readonly whys: Pages },
): Promise<void> {
  const chosen = await chooseFound(async query => {
    const found = await store.searchIncidents({ ...query.search, limit: SHOWN + 1 });
    return [...found.slice(0, SHOWN).map(foundItem), ...hints(query, found.length)];
  });
  if (!chosen) return;
  await tree.reveal(chosen.id);
  if (chosen.place?.kind === 'document') await documents.show(chosen.place.id);
  if (chosen.place?.kind === 'why') await whys.show(chosen.id);
}

/** A quick pick whose rows are those of the last thing typed: an answer to something older is dropped. */
function chooseFound(search: (query: Query) => Promise<FoundItem[]>): Promise<Found | undefined> {
  const pick = vscode.window.createQuickPick<FoundItem>();
  pick.title = vscode.l10n.t('Search Incidents');
  pick.placeholder = vscode.l10n.t('Words of the incident, its documents or whys, status:open, tag:db …');
  pick.ignoreFocusOut = true;
  return new Promise((resolve, reject) => {
    const show = async () => {
      const typed = pick.value;
      const items = await search(parseQuery(typed, me()));
      if (pick.value !== typed) return;
      pick.items = items;
      pick.busy = false;
    };
    const refresh = () => {
      pick.busy = true;
      show().catch((error: unknown) => {
        reject(error instanceof Error ? error : new Error(String(error)));
        pick.hide();
      });
    };
    pick.onDidChangeValue(refresh);
    pick.onDidAccept(() => {
      const [item] = pick.activeItems;
      if (!item?.found) return;
      resolve(item.found);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    refresh();
  });
}

function foundItem(found: Found): FoundItem {
  return {
    found,
    label: inLabel(found.title),
    iconPath: severityIcon(found.severity, found.status),
    description: [severityName(found.severity), statusName(found.status)].join(' · '),
    ...(found.snippet.length > 0 && {
      detail: inLabel([...placeOf(found), marked(found.snippet)].join(' ')),
    }),
    // The store has chosen: VS Code would choose again, by the filters as well.
    alwaysShow: true,
  };
}

/** Where it stands, if not in the words of the incident. */
function placeOf({ place }: Found): string[] {
  if (!place) return [];
  if (place.kind === 'why') return [vscode.l10n.t('in why {0}:', place.level)];
  return [vscode.l10n.t('in the document “{0}”:', place.title)];
}

/** On one line, with what matched between quotation marks. */
function marked(parts: readonly Part[]): string {
  const text = parts.map(part => (part.match ? `«${part.text}»` : part.text)).join('');
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** Rows that say what a search can hold, and why it shows less than one may expect. */
function hints({ misfits, search }: Query, found: number): FoundItem[] {
  const hint = (label: string, icon: string): FoundItem => ({
    label: inLabel(label),
    iconPath: new vscode.ThemeIcon(icon),
    alwaysShow: true,
  });
  const filters = FILTERS.map(name => `${name}:`).join(' ');
  return [
    ...misfits.map(typed => hint(vscode.l10n.t('“{0}” filters nothing yet.', typed), 'warning')),
    ...(found === 0 ? [hint(vscode.l10n.t('No incident fits.'), 'circle-slash')] : []),
    ...(found > SHOWN ? [hint(vscode.l10n.t('These are the first {0}; type more.', SHOWN), 'ellipsis')] : []),
    ...(search.text === '' ? [hint(vscode.l10n.t('Filters: {0}', filters), 'filter')] : []),
  ];
}
