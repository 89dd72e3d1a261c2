/** The recovery key: offered until it was shown once, and proved whenever a person wants to know. */
import { chmod, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { App, Unlocked } from '../app.js';
import { readRecoveryKey, recoveryKey } from '../db/key/recovery.js';
import { COMMANDS } from '../ids.js';
import { report, UserError } from '../userError.js';
import { runAlone } from './job.js';
import { faultSentence } from './unlock.js';

/** Says that a store has a key which nobody has kept elsewhere. It comes back with the store until it was shown. */
export async function offerRecoveryKey({ key }: Unlocked): Promise<void> {
  if (!key || key.recoveryKeyShown) return;
  const show = vscode.l10n.t('Show Recovery Key');
  const later = vscode.l10n.t('Later');
  const answer = await vscode.window.showInformationMessage(
    key.mode === 'raw'
      ? vscode.l10n.t(
          'Your store has a new key, which only this editor keeps: without its recovery key, a lost profile or machine means a lost store.',
        )
      : vscode.l10n.t(
          'Your store has a new key, made of its passphrase: without its recovery key, a forgotten passphrase means a lost store.',
        ),
    show,
    later,
  );
  if (answer === show) await vscode.commands.executeCommand(COMMANDS.recoveryKeyShow);
}

/** Shows the recovery key, once for each key of the store. */
export async function showRecoveryKey({ app, store, access }: Unlocked): Promise<void> {
  if (access.key === null) throw unencrypted();
  if (!(await store.claimRecoveryKey({}))) {
    throw new UserError(
      vscode.l10n.t(
        'The recovery key of this store was shown before and is shown only once: if it is lost, give the store a new key.',
      ),
      [{ title: vscode.l10n.t('Change Key…'), command: COMMANDS.keyChange }],
    );
  }
  const text = recoveryKey(access.key);
  const copy: vscode.MessageItem = { title: vscode.l10n.t('Copy') };
  const save: vscode.MessageItem = { title: vscode.l10n.t('Save…') };
  const done: vscode.MessageItem = { title: vscode.l10n.t('Done'), isCloseAffordance: true };
  let kept = '';
  for (;;) {
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('Recovery key of your store'),
      {
        modal: true,
        detail: [
          text,
          vscode.l10n.t(
            'Whoever has it can read the store. Keep it outside this machine, where you keep passwords; it is not shown again.',
          ),
          ...(kept ? [kept] : []),
        ].join('\n\n'),
      },
      copy,
      save,
      done,
    );
    if (answer === copy) {
      await vscode.env.clipboard.writeText(text);
      kept = vscode.l10n.t('It is in the clipboard.');
    } else if (answer === save) {
      kept = await saveTo(app, text).catch((error: unknown) => (report(app, error), ''));
    } else return;
  }
}

/** @returns a sentence that says where it is, or nothing where the person left */
async function saveTo({ storeFile }: App, text: string): Promise<string> {
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Recovery Key'),
    defaultUri: vscode.Uri.file(join(homedir(), 'whydunit-recovery-key.txt')),
    filters: { [vscode.l10n.t('Text')]: ['txt'] },
  });
  if (!target) return '';
  const content = `${vscode.l10n.t('Recovery key of the Whydunit store {0}', storeFile)}\n\n${text}\n`;
  if (target.scheme === 'file') await writePrivate(target.fsPath, content);
  else await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(content));
  return vscode.l10n.t('It is in {0}.', target.fsPath);
}

/** A file for its owner only, also where one with more rights was there. */
async function writePrivate(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, '', { mode: 0o600 });
    await chmod(file, 0o600);
    await writeFile(file, content);
  } catch {
    throw new UserError(vscode.l10n.t('{0} could not be written, so the recovery key is not there.', file));
  }
}

/**
 * Proves a recovery key against the file and changes nothing.
 *
 * @param given the recovery key, from another extension; the person is asked without it
 * @returns whether it opens the store; undefined where the person leaves
 */
export async function verifyRecoveryKey(app: App, given?: unknown): Promise<boolean | undefined> {
  const text = typeof given === 'string' ? given : await askRecoveryKey();
  if (text === undefined) return undefined;
  const key = readRecoveryKey(text);
  if (typeof key !== 'string') throw new UserError(faultSentence(key));
  const fits = await runAlone(app, 'verifyKey', { store: { file: app.storeFile, key } });
  void (fits
    ? vscode.window.showInformationMessage(vscode.l10n.t('This recovery key opens the store.'))
    : vscode.window.showWarningMessage(
        vscode.l10n.t(
          'This recovery key does not open the store: it is of another store or of an earlier key, or the file is damaged. Nothing was changed.',
        ),
      ));
  return fits;
}

function askRecoveryKey(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Verify Recovery Key'),
    prompt: vscode.l10n.t('The recovery key that you kept; it is tried and nothing is changed'),
    placeHolder: 'WHY1-…',
    password: true,
    ignoreFocusOut: true,
    validateInput: text => {
      const key = readRecoveryKey(text);
      return typeof key === 'string' || text === '' ? undefined : faultSentence(key);
    },
  });
}

/** The sentence where a store without encryption is asked for its key. */
export function unencrypted(): UserError {
  return new UserError(vscode.l10n.t('This store has no encryption, so it has no key.'));
}
