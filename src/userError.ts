/** What a person reads when something goes wrong: one sentence that says what happened, what was kept, what to do. */
import * as vscode from 'vscode';
import type { App } from './app.js';
import { StoreError, type StoreErrorKind } from './db/errors.js';
import { COMMANDS, type CommandId } from './ids.js';
import { inMessage } from './labels.js';

interface Action {
  readonly title: string;
  readonly command: CommandId;
}

/** An error whose message is already the sentence for a person. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly actions: readonly Action[] = [],
  ) {
    super(message);
    this.name = 'UserError';
  }
}

const retry = (): Action => ({ title: vscode.l10n.t('Try Again'), command: COMMANDS.storeUnlock });
const unlock = (): Action => ({ title: vscode.l10n.t('Unlock'), command: COMMANDS.storeUnlock });
const salvage = (): Action => ({ title: vscode.l10n.t('Salvage…'), command: COMMANDS.storeSalvage });
const showLog = (): Action => ({ title: vscode.l10n.t('Show Log'), command: COMMANDS.logShow });

const SENTENCES: Record<StoreErrorKind, (file: string) => UserError> = {
  unsupportedNode: () =>
    new UserError(
      vscode.l10n.t(
        'This editor is too old for the encrypted store, and nothing was changed: update it to VS Code 1.104 or newer.',
      ),
      [showLog()],
    ),
  unsupportedPlatform: () =>
    new UserError(
      vscode.l10n.t(
        'This installation has no encrypted store for {0}-{1} with its system libraries, and nothing was changed: install the Whydunit package for this platform (Windows, macOS, Linux with glibc 2.34 or newer, or Alpine, on x64 or arm64).',
        process.platform,
        process.arch,
      ),
      [showLog()],
    ),
  noKey: file =>
    new UserError(
      vscode.l10n.t(
        'This editor keeps no key for {0}, so it was left untouched: unlock it with its recovery key or passphrase.',
        file,
      ),
      [unlock(), showLog()],
    ),
  locked: () =>
    new UserError(vscode.l10n.t('The store is locked, so nothing was changed: unlock it first.'), [unlock()]),
  wrongKey: file =>
    new UserError(
      vscode.l10n.t(
        'The key does not open {0}, so it was left untouched: unlock it with its recovery key or passphrase; if it is damaged or something else, put a backup in its place.',
        file,
      ),
      [unlock(), showLog()],
    ),
  notEncrypted: file =>
    new UserError(
      vscode.l10n.t(
        '{0} is a database without encryption, so it was left untouched: move it away and try again.',
        file,
      ),
      [retry(), showLog()],
    ),
  notAStore: file =>
    new UserError(
      vscode.l10n.t(
        '{0} is not a store of Whydunit, so it was left untouched: move it away, or put a backup in its place, and try again.',
        file,
      ),
      [retry(), showLog()],
    ),
  damaged: file =>
    new UserError(
      vscode.l10n.t(
        '{0} is damaged: what was asked for could not be read, and nothing was changed; salvage what can be read, or put a backup in its place.',
        file,
      ),
      [salvage(), retry(), showLog()],
    ),
  foreignLog: file =>
    new UserError(
      vscode.l10n.t(
        '{0} belongs to another store, so nothing was read or changed: move it away and try again.',
        `${file}-wal`,
      ),
      [retry(), showLog()],
    ),
  diskError: file =>
    new UserError(
      vscode.l10n.t(
        'The disk of {0} reported an error; what was saved before is kept, this change may not be: check the disk or the connection to it and try again.',
        file,
      ),
      [retry(), showLog()],
    ),
  busy: file =>
    new UserError(
      vscode.l10n.t(
        'Another program holds {0}, so nothing was changed: close that program and try again.',
        file,
      ),
      [retry(), showLog()],
    ),
  taken: () =>
    new UserError(
      vscode.l10n.t(
        'Another window is changing the key of the store or restoring a backup, so nothing was changed here: the store comes back by itself when it is done.',
      ),
      [retry()],
    ),
  full: file =>
    new UserError(
      vscode.l10n.t(
        'The disk of {0} is full; what was saved before is kept, this change is not: free some space and try again.',
        file,
      ),
      [showLog()],
    ),
  notWritable: file =>
    new UserError(
      vscode.l10n.t(
        '{0} cannot be opened for writing, so nothing was changed: check the permissions of its folder and try again.',
        file,
      ),
      [retry(), showLog()],
    ),
  newer: file =>
    new UserError(
      vscode.l10n.t(
        '{0} was written by a newer version of Whydunit, so it was left untouched: update the extension.',
        file,
      ),
      [showLog()],
    ),
  gone: () =>
    new UserError(vscode.l10n.t('That is no longer in the store: another window may have deleted it.')),
  stale: () =>
    new UserError(
      vscode.l10n.t(
        'It was changed in another window meanwhile, so nothing was changed here: look at what is there now, and try again.',
      ),
    ),
  exists: () =>
    new UserError(
      vscode.l10n.t('There is one with this name already, so nothing was changed: choose another name.'),
    ),
  noSecrets: file =>
    new UserError(
      vscode.l10n.t(
        '{0} is not encrypted, so it keeps no passwords and tokens, and nothing was changed: use an encrypted store for them.',
        file,
      ),
    ),
  ownFile: file =>
    new UserError(
      vscode.l10n.t('{0} is the store itself, so nothing was written: choose another file.', file),
    ),
  cancelled: () => new UserError(vscode.l10n.t('Cancelled; nothing was changed.')),
  invalid: () =>
    new UserError(vscode.l10n.t('The store did not accept that, and nothing was changed.'), [showLog()]),
  workerEnded: () =>
    new UserError(
      vscode.l10n.t(
        'The store stopped unexpectedly; what was saved before is kept, the last change may not be: try again.',
      ),
      [retry(), showLog()],
    ),
  other: () =>
    new UserError(vscode.l10n.t('Something unexpected went wrong with the store, and nothing was changed.'), [
      showLog(),
    ]),
};

/** The sentence for any error; what is not ours is told as unexpected, with its detail in the log only. */
export function toUserError(error: unknown, storeFile: string): UserError {
  if (error instanceof UserError) return error;
  if (error instanceof StoreError) return SENTENCES[error.kind](storeFile);
  return new UserError(vscode.l10n.t('Something unexpected went wrong, and nothing was changed.'), [
    showLog(),
  ]);
}

/** Shows an error with its buttons and writes its detail to the log. */
export function report(app: App, error: unknown): void {
  const shown = toUserError(error, app.storeFile);
  if (error !== shown) app.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const show = error instanceof UserError ? vscode.window.showWarningMessage : vscode.window.showErrorMessage;
  void show(inMessage(shown.message), ...shown.actions).then(
    action => action && vscode.commands.executeCommand(action.command),
  );
}
