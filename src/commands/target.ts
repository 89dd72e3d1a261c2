/** What a command works on: the row that it was started from, or what a person chooses. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Attachment, Image } from '../db/rows/attachments.js';
import type { Incident } from '../db/rows/incidents.js';
import { evidenceOf } from '../editor/open.js';
import { AttachmentNode, DocumentNode, IncidentNode } from '../tree/nodes.js';
import { UserError } from '../userError.js';
import { chooseIncident } from './chooseIncident.js';

/** The incident of a row, else one that the person chooses; undefined where the person leaves. */
export async function incidentOf(
  unlocked: Unlocked,
  row: unknown,
  title: string,
): Promise<Incident | undefined> {
  if (row instanceof IncidentNode) return unlocked.store.getIncident({ id: row.incident.id });
  if (row instanceof AttachmentNode) return unlocked.store.getIncident({ id: row.attachment.issue_id });
  if (row instanceof DocumentNode) return unlocked.store.getIncident({ id: row.document.issue_id });
  return chooseIncident(unlocked, title);
}

/** The attachment of a row of the tree or the table, as it is now. */
export async function attachmentOf({ store }: Unlocked, row: unknown): Promise<Attachment | Image> {
  const id = row instanceof AttachmentNode ? row.attachment.id : evidenceIdOf(row);
  if (id === undefined) {
    throw new UserError(vscode.l10n.t('Choose an attachment in the Incidents view first.'));
  }
  return evidenceOf(store, id);
}

/** What a menu of the table gives. */
function evidenceIdOf(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null || !('evidenceId' in row)) return undefined;
  return typeof row.evidenceId === 'string' ? row.evidenceId : undefined;
}
