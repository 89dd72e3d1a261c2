/** Checking the store, and saying what was found. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { COMMANDS } from '../ids.js';
import type { JobOutput } from '../jobs/api.js';
import { auditSentence } from './auditLog.js';
import { withProgress } from './job.js';

type Result = JobOutput<'checkStore'>;
type Fault = Result['faults'][number];

/** Checks every page, the structure, references, search and the audit log. */
export async function checkStore(unlocked: Unlocked): Promise<Result> {
  const { app, access } = unlocked;
  const input = { store: access };
  const result = await withProgress(app, vscode.l10n.t('Checking the store'), 'checkStore', input);
  void tell(unlocked, result);
  return result;
}

async function tell(unlocked: Unlocked, { pages, auditRows, faults }: Result): Promise<void> {
  const [first] = faults;
  if (!first) {
    const sound = vscode.l10n.t(
      'The store is sound: {0} pages and {1} rows of the audit log were checked.',
      pages,
      auditRows,
    );
    return void vscode.window.showInformationMessage(sound);
  }
  const details = vscode.l10n.t('Details');
  const repair = vscode.l10n.t('Repair Search');
  const salvage = vscode.l10n.t('Salvage…');
  const buttons = [
    ...(faults.length > 1 ? [details] : []),
    ...(faults.some(({ fault }) => fault === 'search') ? [repair] : []),
    ...(faults.some(({ fault }) => fault === 'unreadable' || fault === 'structure') ? [salvage] : []),
  ];
  const found =
    faults.length === 1
      ? vscode.l10n.t('The check found a fault in the store: {0}', sentence(first))
      : vscode.l10n.t(
          'The check found {0} faults in the store. The first: {1}',
          faults.length,
          sentence(first),
        );
  const chosen = await vscode.window.showErrorMessage(found, ...buttons);
  if (chosen === details) await showDetails(faults);
  if (chosen === repair) await repairSearch(unlocked);
  if (chosen === salvage) await vscode.commands.executeCommand(COMMANDS.storeSalvage);
}

async function showDetails(faults: readonly Fault[]): Promise<void> {
  const title = vscode.l10n.t('What Is Wrong with the Store');
  await vscode.window.showQuickPick(faults.map(sentence), { title });
}

async function repairSearch({ app, access }: Unlocked): Promise<void> {
  const title = vscode.l10n.t('Making the search index anew');
  await withProgress(app, title, 'repairSearch', { store: access });
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The search index was made anew from the incidents.'),
  );
}

function sentence(fault: Fault): string {
  switch (fault.fault) {
    case 'unreadable':
      return vscode.l10n.t('A page of {0} cannot be read.', fault.name);
    case 'structure':
      return vscode.l10n.t('The structure is broken: {0}.', fault.detail);
    case 'reference':
      return vscode.l10n.t(
        '{0} rows of {1} belong to rows of {2} that are not there.',
        fault.rows,
        fault.name,
        fault.parent,
      );
    case 'search':
      return vscode.l10n.t('The search index {0} does not agree with its table.', fault.name);
    case 'audit':
      return vscode.l10n.t('The audit log was changed outside Whydunit: {0}', auditSentence(fault.audit));
  }
}
