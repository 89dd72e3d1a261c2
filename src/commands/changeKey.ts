/** Giving the store another key. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { looksLikeRecoveryKey } from '../db/key/recovery.js';
import { newKey } from '../db/session.js';
import { RECOVERY_KEY_SHOWN } from '../db/values.js';
import { withProgress } from './job.js';
import { unencrypted } from './recoveryKey.js';

/** Characters. Each guess costs a tenth of a second, so this many are out of reach even where they are all lower case. */
const SHORTEST = 12;

interface Choice extends vscode.QuickPickItem {
  /** The passphrase of the new key, '' for a random one, undefined where the person leaves. */
  readonly choose: () => Promise<string | undefined>;
}

/**
 * Puts the store under another key; the old one stays in force until the new one is.
 *
 * @param given the new passphrase, or '' for a random key; the person is asked without it
 */
export async function changeKey(unlocked: Unlocked, given?: unknown): Promise<void> {
  const { app, access, key } = unlocked;
  if (access.key === null || !key) throw unencrypted();
  const passphrase = typeof given === 'string' ? given : await choose(key.mode === 'passphrase');
  if (passphrase === undefined) return;
  if (given === undefined && !(await isReady(unlocked))) return;
  const current = { key: access.key, salt: key.salt };
  const next = await newKey(passphrase);
  const input = { store: access, next };
  await app.exchangeKey(current, next, () =>
    withProgress(app, vscode.l10n.t('Changing the key of the store'), 'changeKey', input),
  );
  void vscode.window.showInformationMessage(
    passphrase
      ? vscode.l10n.t('The store has its new passphrase; the old key opens it no more.')
      : vscode.l10n.t(
          'The store has a new random key, which this editor keeps; the old key opens it no more.',
        ),
  );
}

/** The present key is forgotten, and with it what opens the backups that were made so far. */
async function isReady({ key, store }: Unlocked): Promise<boolean> {
  if (!key || key.mode === 'passphrase') return true;
  // Asked again: it may have been shown since the store was opened, in this window or another one.
  if ((await store.getSetting({ key: RECOVERY_KEY_SHOWN })) !== null) return true;
  const change = vscode.l10n.t('Change Anyway');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The recovery key of the present key was never shown.'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Backups that were made so far open with it alone. To keep them, cancel, choose Show Recovery Key, then change the key.',
      ),
    },
    change,
  );
  return answer === change;
}

async function choose(hasPassphrase: boolean): Promise<string | undefined> {
  const passphrase: Choice = {
    label: hasPassphrase ? vscode.l10n.t('Change passphrase…') : vscode.l10n.t('Set passphrase…'),
    detail: vscode.l10n.t('Asked for in every window; this editor does not keep it.'),
    choose: askPassphrase,
  };
  const random: Choice = {
    label: hasPassphrase ? vscode.l10n.t('Remove passphrase') : vscode.l10n.t('New random key'),
    detail: vscode.l10n.t('This editor keeps the key, and nobody is asked.'),
    choose: () => Promise.resolve(''),
  };
  const picked = await vscode.window.showQuickPick([passphrase, random], {
    title: vscode.l10n.t('Change Key'),
    placeHolder: vscode.l10n.t('Backups that were made before keep the key that they have'),
    ignoreFocusOut: true,
  });
  return picked?.choose();
}

/** Asks for a new passphrase, twice. */
export async function askPassphrase(): Promise<string | undefined> {
  const options = { password: true, ignoreFocusOut: true } as const;
  const passphrase = await vscode.window.showInputBox({
    ...options,
    title: vscode.l10n.t('New Passphrase (1 of 2)'),
    prompt: vscode.l10n.t('Several words that do not belong together make a good one'),
    validateInput: validate,
  });
  if (passphrase === undefined) return undefined;
  return vscode.window.showInputBox({
    ...options,
    title: vscode.l10n.t('New Passphrase (2 of 2)'),
    prompt: vscode.l10n.t('The same passphrase again'),
    validateInput: again =>
      again === passphrase ? undefined : vscode.l10n.t('This is not the same passphrase.'),
  });
}

function validate(passphrase: string): string | undefined {
  if (looksLikeRecoveryKey(passphrase)) {
    return vscode.l10n.t('This would be taken for a recovery key: choose something else.');
  }
  const length = Array.from(passphrase).length;
  if (length >= SHORTEST) return undefined;
  return vscode.l10n.t('A passphrase needs {0} characters or more; this one has {1}.', SHORTEST, length);
}
