/** What a command works on: the row that it was started from, or what a person chooses. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Attachment, Image } from '../db/rows/attachments.js';
import type { Incident } from '../db/rows/incidents.js';
import { evidenceOf } from '../editor/open.js';
import { AttachmentNode, DocumentNode, IncidentNode } from '../tree/nodes.js';
import { UserError } from '../userError.js';
import { chooseStoredIncident } from './chooseIncident.js';

/** The incident of a row or a page, else one that the person chooses; undefined where the person leaves. */
export async function incidentOf(
  unlocked: Unlocked,
  given: unknown,
  title: string,
): Promise<Incident | undefined> {
  if (given instanceof IncidentNode) return unlocked.store.getIncident({ id: given.incident.id });
  if (given instanceof AttachmentNode) return unlocked.store.getIncident({ id: given.attachment.issue_id });
  if (given instanceof DocumentNode) return unlocked.store.getIncident({ id: given.document.issue_id });
  const id = textIn(given, 'incidentId');
  if (id !== undefined) return unlocked.store.getIncident({ id });
  const document = textIn(given, 'documentId');
  if (document === undefined) return chooseStoredIncident(unlocked, title);
  return unlocked.store.getIncident({ id: (await unlocked.store.getDocument({ id: document })).issue_id });
}

/** The incident of a row or a page, else the active one, else one that the person chooses. */
export async function incidentAtHand(
  unlocked: Unlocked,
  given: unknown,
  title: string,
): Promise<Incident | undefined> {
  return (given === undefined && unlocked.active.incident) || incidentOf(unlocked, given, title);
}

/** A text of what a page gives. */
export function textIn(given: unknown, name: string): string | undefined {
  if (typeof given !== 'object' || given === null || !(name in given)) return undefined;
  const value = (given as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}

/** The attachment of a row of the tree or the table, as it is now. */
export async function attachmentOf({ store }: Unlocked, row: unknown): Promise<Attachment | Image> {
  const id = row instanceof AttachmentNode ? row.attachment.id : textIn(row, 'evidenceId');
  if (id === undefined) {
    throw new UserError(vscode.l10n.t('Choose an attachment in the Incidents view first.'));
  }
  return evidenceOf(store, id);
}
