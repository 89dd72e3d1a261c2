/** Commands on the audit log. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { JobInput, JobOutput } from '../jobs/api.js';
import { UserError } from '../userError.js';
import { withProgress } from './job.js';

type Result = JobOutput<'verifyAudit'>;
type Fault = Result['faults'][number];
type Anchor = Exclude<JobInput<'verifyAudit'>['anchor'], undefined>;

/** How many faults are named one by one. */
const NAMED = 3;

/** Checks the whole chain, against a head that was exported earlier where the person has one. */
export async function verifyAuditLog(unlocked: Unlocked, given?: unknown): Promise<Result | undefined> {
  const anchor = given instanceof vscode.Uri ? await readHead(given) : await askForAnchor();
  if (anchor === undefined) return undefined;
  const result = await withProgress(unlocked.app, vscode.l10n.t('Verifying the audit log'), 'verifyAudit', {
    store: unlocked.access,
    ...(anchor !== 'none' && { anchor }),
  });
  tell(result, anchor !== 'none');
  return result;
}

async function askForAnchor(): Promise<Anchor | 'none' | undefined> {
  const alone = { label: vscode.l10n.t('Verify the chain'), choose: () => 'none' as const };
  const against = {
    label: vscode.l10n.t('Verify against an exported head…'),
    detail: vscode.l10n.t('Also shows whether the newest rows were cut off.'),
    choose: async () => {
      const [file] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t('Exported Head') })) ?? [];
      return file && readHead(file);
    },
  };
  const picked = await vscode.window.showQuickPick([alone, against], {
    title: vscode.l10n.t('Verify Audit Log'),
  });
  return picked?.choose();
}

/** Writes the end of the chain to a file, which shows later whether rows behind it or before it were lost. */
export async function exportAuditHead(unlocked: Unlocked, given?: unknown): Promise<vscode.Uri | undefined> {
  const head = await unlocked.store.auditHead({});
  const target =
    given instanceof vscode.Uri
      ? given
      : await vscode.window.showSaveDialog({
          title: vscode.l10n.t('Export Audit Log Head'),
          filters: { JSON: ['json'] },
        });
  if (!target) return undefined;
  await vscode.workspace.fs.writeFile(
    target,
    new TextEncoder().encode(`${JSON.stringify(head, undefined, 2)}\n`),
  );
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The head of the audit log (row {0}) is in {1}: keep it where nobody can change it together with the store.',
      head.seq,
      target.fsPath,
    ),
  );
  return target;
}

async function readHead(file: vscode.Uri): Promise<Anchor> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const head = parseHead(text);
  if (head) return head;
  throw new UserError(
    vscode.l10n.t('{0} is not an exported head of an audit log; nothing was verified.', file.fsPath),
  );
}

function parseHead(text: string): Anchor | undefined {
  try {
    const head: unknown = JSON.parse(text);
    if (typeof head !== 'object' || head === null || !('seq' in head) || !('entry_hash' in head)) return;
    const { seq, entry_hash } = head;
    if (typeof entry_hash !== 'string' || !Number.isInteger(seq)) return;
    return { seq: Number(seq), entry_hash };
  } catch {
    return undefined;
  }
}

function tell({ rows, faults }: Result, anchored: boolean): void {
  if (faults.length === 0) {
    void vscode.window.showInformationMessage(
      anchored
        ? vscode.l10n.t('The audit log is whole: {0} rows, and it holds the exported head.', rows)
        : vscode.l10n.t('The audit log is whole: {0} rows.', rows),
    );
    return;
  }
  const named = faults.slice(0, NAMED).map(auditSentence);
  const more = faults.length - named.length;
  if (more > 0) named.push(vscode.l10n.t('{0} more rows do not fit.', more));
  void vscode.window.showErrorMessage(
    vscode.l10n.t('The audit log was changed outside Whydunit: {0}', named.join(' ')),
  );
}

/** What is wrong with a row of the audit log. */
export function auditSentence({ fault, seq, id, action, timestamp }: Fault): string {
  const row = vscode.l10n.t('row {0} ({1}, {2} UTC, {3})', seq ?? '–', action, timestamp, id);
  return {
    edited: vscode.l10n.t('{0} was edited.', row),
    removed: vscode.l10n.t('Rows before {0} were removed.', row),
    inserted: vscode.l10n.t('{0} was inserted.', row),
    reordered: vscode.l10n.t('{0} was moved.', row),
    cutOff: vscode.l10n.t('The rows behind {0} were cut off.', row),
    importChanged: vscode.l10n.t('Rows that came with the import of {0} were changed.', row),
  }[fault];
}
