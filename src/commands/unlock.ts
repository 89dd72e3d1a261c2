/** Unlocking and locking the store. */
import * as vscode from 'vscode';
import type { App, Unlocked } from '../app.js';
import { needsKey } from '../db/errors.js';
import { looksLikeRecoveryKey, readRecoveryKey, type RecoveryFault } from '../db/key/recovery.js';
import { fromPassphrase, type KeySource } from '../db/session.js';
import { closeEvidence } from '../editor/tabs.js';

/**
 * The open store. Where it is locked, the key that this editor keeps is tried, and then the person is asked for one.
 *
 * @returns undefined where the person leaves
 * @throws StoreError where it is not a key that is missing
 */
export async function unlock(app: App): Promise<Unlocked | undefined> {
  try {
    return await app.unlock();
  } catch (error) {
    if (!needsKey(error)) throw error;
    return askForStoreKey(app.storeFile, source => app.unlock(source));
  }
}

/** Evidence that is shown goes before the key does. */
export async function lock(app: App): Promise<void> {
  await closeEvidence();
  await app.lock();
}

/** Asks for what opens the store. */
export function askForStoreKey<T>(
  file: string,
  attempt: (source: KeySource) => Promise<T>,
): Promise<T | undefined> {
  return askForKey(
    vscode.l10n.t('Unlock Store'),
    vscode.l10n.t('The recovery key or the passphrase of {0}', file),
    attempt,
  );
}

/**
 * Asks until a key fits or the person leaves; each is tried while the question stays.
 *
 * @param attempt throws a StoreError for which `needsKey` holds where the key does not fit
 */
export function askForKey<T>(
  title: string,
  prompt: string,
  attempt: (source: KeySource) => Promise<T>,
): Promise<T | undefined> {
  const box = vscode.window.createInputBox();
  box.title = title;
  box.prompt = prompt;
  box.password = true;
  box.ignoreFocusOut = true;
  return new Promise((resolve, reject) => {
    box.onDidChangeValue(text => (box.validationMessage = typingError(text)));
    box.onDidAccept(async () => {
      const { value } = box;
      if (value === '' || box.busy) return;
      box.validationMessage = typingError(value);
      if (box.validationMessage) return;
      box.busy = true;
      box.enabled = false;
      try {
        resolve(await attempt(sourceOf(value)));
        box.hide();
      } catch (error) {
        if (!needsKey(error)) {
          reject(error instanceof Error ? error : new Error(String(error)));
          return box.hide();
        }
        box.validationMessage = misfit(value);
      } finally {
        box.busy = false;
        box.enabled = true;
      }
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

function sourceOf(text: string): KeySource {
  const key = looksLikeRecoveryKey(text) ? readRecoveryKey(text) : undefined;
  return typeof key === 'string' ? () => Promise.resolve(key) : fromPassphrase(text);
}

/** What is mistyped in a recovery key; nothing is known of a passphrase before it was tried. */
function typingError(text: string): string {
  const key = looksLikeRecoveryKey(text) ? readRecoveryKey(text) : '';
  return typeof key === 'string' ? '' : faultSentence(key);
}

function misfit(text: string): string {
  return looksLikeRecoveryKey(text)
    ? vscode.l10n.t(
        'This recovery key does not open the store: it is of another store or of an earlier key, or the file is damaged. Nothing was changed.',
      )
    : vscode.l10n.t(
        'This passphrase does not open the store: it is another one, or the file is damaged. Nothing was changed.',
      );
}

/** What is wrong with a recovery key as it was typed. */
export function faultSentence(fault: RecoveryFault): string {
  switch (fault.fault) {
    case 'character':
      return vscode.l10n.t(
        'No recovery key has the character {0}, which is in group {1}.',
        fault.character,
        fault.group,
      );
    case 'length':
      return vscode.l10n.t(
        'A recovery key has {0} characters after WHY1; these are {1}.',
        fault.expected,
        fault.length,
      );
    case 'checksum':
      return vscode.l10n.t('A character is mistyped: the characters do not belong together.');
  }
}
