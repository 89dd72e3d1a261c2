/** Merge Logs by Time: several attachments of an incident as one text. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Attachment } from '../db/rows/attachments.js';
import { isImage } from '../editor/addresses.js';
import type { MergedLogs } from '../editor/mergedLogs.js';
import { byteSize, nameWithLines } from '../labels.js';
import { AttachmentNode, IncidentNode } from '../tree/nodes.js';
import { UserError } from '../userError.js';
import { withProgress } from './job.js';
import { incidentOf } from './target.js';

/** So many attachments can be merged, and are offered. */
const MOST = 200;

/** @param rows all rows that are selected in the view, where it was started there */
export async function mergeLogs(
  unlocked: Unlocked,
  merged: MergedLogs,
  row?: unknown,
  rows?: unknown,
): Promise<void> {
  const ids = (await chosen(unlocked, row, rows))?.map(({ id }) => id);
  if (!ids) return;
  const title = vscode.l10n.t('Merging logs by time');
  await merged.open(unlocked, ids, (input, { part }) =>
    withProgress(unlocked.app, title, 'mergeLogs', input, { inBytes: true, part }),
  );
}

/** The logs that are selected; where that is one or none, those that the person picks of its incident. */
async function chosen(unlocked: Unlocked, row: unknown, rows: unknown): Promise<Attachment[] | undefined> {
  const selected = (Array.isArray(rows) ? rows : [row])
    .filter(one => one instanceof AttachmentNode)
    .map(({ attachment }) => attachment)
    .filter(isLog);
  if (selected.length > 1) return selected.slice(0, MOST);
  const title = vscode.l10n.t('Merge Logs by Time');
  const incident = await incidentOf(unlocked, row instanceof IncidentNode ? row : selected[0] && row, title);
  if (!incident) return undefined;
  const logs = (await unlocked.store.listAttachments({ issue_id: incident.id, limit: MOST })).filter(isLog);
  if (logs.length < 2)
    throw new UserError(
      vscode.l10n.t(
        '“{0}” has fewer than two logs: attach those that are to be merged first.',
        incident.title,
      ),
    );
  const items = logs.map(log => ({
    label: nameWithLines(log),
    description: byteSize(log.file_size ?? 0),
    picked: selected.length === 0 || selected.some(({ id }) => id === log.id),
    log,
  }));
  const placeHolder = vscode.l10n.t('The logs whose lines are to stand in the order of time');
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, canPickMany: true });
  return picked && picked.length > 0 ? picked.map(({ log }) => log) : undefined;
}

function isLog(row: AttachmentNode['attachment']): row is Attachment {
  return !isImage(row) && row.mime_type !== 'application/octet-stream';
}

/** Opens the attachment that the line of the cursor is from. */
export async function openMergedSource(unlocked: Unlocked, merged: MergedLogs): Promise<void> {
  if (!(await merged.openSource(unlocked)))
    throw new UserError(
      vscode.l10n.t('Put the cursor on a line of merged logs first: it leads to its attachment.'),
    );
}
