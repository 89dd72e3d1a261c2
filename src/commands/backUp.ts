import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { chooseTarget } from './files.js';
import { withProgress } from './job.js';
import { unencrypted } from './recoveryKey.js';

/**
 * Writes a copy of the store, while it is in use. What has the chosen name already is replaced once the copy is whole.
 *
 * @param given where to; the person is asked without it
 */
export async function backUp({ app, access }: Unlocked, given?: unknown): Promise<vscode.Uri | undefined> {
  if (access.key === null) throw unencrypted();
  const name = `whydunit-${new Date().toISOString().slice(0, 10)}.db`;
  const title = vscode.l10n.t('Back Up');
  const to = given instanceof vscode.Uri ? given : await chooseTarget(title, name, 'db');
  if (!to) return undefined;
  await withProgress(app, vscode.l10n.t('Backing up the store'), 'backUp', { store: access, to: to.fsPath });
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The backup is in {0}. It opens with the key that the store has now: keep its recovery key or passphrase.',
      to.fsPath,
    ),
  );
  return to;
}
