/** Verifying attachments, and saying what was found. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { isImage } from '../editor/addresses.js';
import type { JobInput, JobOutput } from '../jobs/api.js';
import { byteSize, evidenceFault, inMessage } from '../labels.js';
import { AttachmentNode, IncidentNode } from '../tree/nodes.js';
import { withProgress } from './job.js';

type Scope = JobInput<'verifyAttachments'>['scope'];
type Report = JobOutput<'verifyAttachments'>;

/** Holds the attachments of a row to the hashes that they came with; from the palette, those of all incidents. */
export async function verifyAttachments({ app, access }: Unlocked, row?: unknown): Promise<Report> {
  const input = { store: access, scope: scopeOf(row) };
  const title = vscode.l10n.t('Verifying attachments');
  const report = await withProgress(app, title, 'verifyAttachments', input, { inBytes: true });
  void tell(report);
  return report;
}

function scopeOf(row: unknown): Scope {
  if (row instanceof IncidentNode) return { kind: 'incident', id: row.incident.id };
  if (!(row instanceof AttachmentNode)) return { kind: 'all' };
  const { attachment } = row;
  return { kind: isImage(attachment) ? 'image' : 'attachment', id: attachment.id };
}

async function tell(report: Report): Promise<void> {
  const { verified, broken, unhashed, stopped } = report;
  const sentences = [
    ...(verified > 0 || unhashed === 0 ? [outcome(report)] : []),
    ...(unhashed > 0
      ? [vscode.l10n.t('{0} came without a hash, so there is nothing to hold them to.', unhashed)]
      : []),
    ...(stopped ? [vscode.l10n.t('The rest was cancelled.')] : []),
  ];
  const message = inMessage(sentences.join(' '));
  if (broken.length === 0) return void vscode.window.showInformationMessage(message);
  const details = vscode.l10n.t('Details');
  const chosen = await vscode.window.showErrorMessage(message, ...(broken.length > 1 ? [details] : []));
  if (chosen !== details) return;
  const title = vscode.l10n.t('Broken Attachments');
  await vscode.window.showQuickPick(broken.map(sentence), { title });
}

function outcome({ verified, bytes, broken }: Report): string {
  const [first] = broken;
  if (!first) {
    if (verified === 0) return vscode.l10n.t('There are no attachments to verify.');
    return verified === 1
      ? vscode.l10n.t('The attachment ({0}) is whole.', byteSize(bytes))
      : vscode.l10n.t('Verified {0} attachments ({1}): all are whole.', verified, byteSize(bytes));
  }
  if (verified === 1) return vscode.l10n.t('An attachment is broken. {0}', sentence(first));
  return broken.length === 1
    ? vscode.l10n.t('Verified {0} attachments: one is broken. {1}', verified, sentence(first))
    : vscode.l10n.t(
        'Verified {0} attachments: {1} are broken. The first: {2}',
        verified,
        broken.length,
        sentence(first),
      );
}

function sentence({ file_name, fault }: Report['broken'][number]): string {
  return `${file_name}: ${evidenceFault(fault)}.`;
}
