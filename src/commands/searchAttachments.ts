/** Search Attachments…: asks what to look for; the search view shows what is found. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { openMatch } from '../editor/open.js';
import type { EvidenceSearch } from '../tree/evidenceSearch.js';
import { FoundMatch } from '../tree/found.js';
import { IncidentNode } from '../tree/nodes.js';
import type { Asked } from '../tree/searchMessages.js';
import { UserError } from '../userError.js';
import { askSearch } from './askSearch.js';

/** Searches all incidents, or the one of the row that it is started from. */
export async function searchAttachments(
  unlocked: Unlocked,
  view: EvidenceSearch,
  row?: unknown,
): Promise<void> {
  const { app, active } = unlocked;
  // The thread is there by the time that a person has typed.
  app.searches.prepare();
  const here = row instanceof IncidentNode ? row.incident : undefined;
  const asked = await askSearch(start(view.asked, here), here ?? active.incident);
  if (asked) await view.search(unlocked, asked);
}

/** What was asked for last is there to be changed. */
function start(last: Asked | undefined, here: { id: string; title: string } | undefined): Asked {
  const { query, scope, ...time } = last ?? {
    query: { pattern: '', isRegex: false, matchCase: false, wholeWord: false },
    scope: { of: 'everything' },
  };
  return { query, scope: here ? { of: 'incident', id: here.id, title: here.title } : scope, ...time };
}

export async function searchAgain(unlocked: Unlocked, view: EvidenceSearch): Promise<void> {
  if (view.asked) await view.search(unlocked, view.asked);
  else await searchAttachments(unlocked, view);
}

export async function openFound({ store }: Unlocked, row: unknown): Promise<void> {
  if (!(row instanceof FoundMatch)) {
    throw new UserError(vscode.l10n.t('Choose a match in the Evidence Search view first.'));
  }
  const { line, start, end } = row.match;
  const attachment = await store.getAttachment({ id: row.parent.attachment.id });
  await openMatch(attachment, { line, start, end });
}
