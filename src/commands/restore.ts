/** Putting a backup in the store's place. */
import * as vscode from 'vscode';
import type { App } from '../app.js';
import { StoreError } from '../db/errors.js';
import { inspect } from '../db/inspect.js';
import type { JobOutput } from '../jobs/api.js';
import type { StoreFile } from '../db/protocol.js';
import { fromPassphrase, keyName, type KeySource } from '../db/session.js';
import { chooseFile } from './files.js';
import { withProgress } from './job.js';
import { refusedFile } from './refusals.js';
import { askForKey } from './unlock.js';
import { shownTimestamp } from '../vscodeZone.js';

type Contents = Extract<JobOutput<'inspectBackup'>, { contents: unknown }>['contents'];

interface Checked {
  readonly backup: StoreFile & { readonly key: string };
  readonly contents: Contents;
}

/**
 * Checks a backup, tells what is in it, and puts it in the store's place. It works as well where the present store is
 * damaged, locked or gone.
 *
 * @param given the backup; the person is asked without it
 */
export async function restore(app: App, given?: unknown): Promise<void> {
  const title = vscode.l10n.t('Restore');
  const uri = given instanceof vscode.Uri ? given : await chooseFile(title, vscode.l10n.t('Check Backup'));
  if (!uri) return;
  const file = uri.fsPath;
  const store = await app.unlocked().then(
    ({ access }) => access,
    // Nobody has to open the present store to put another one in its place.
    () => ({ file: app.storeFile, key: null }),
  );
  const salt = saltOf(file);
  const checked = await check(app, store, file, salt);
  if (!checked || !(await confirm(checked.contents, file))) return;
  const { backup, contents } = checked;
  // Kept before the file is in its place, so that no crash leaves a store that nobody can open.
  if (contents.mode === 'raw') await app.context.secrets.store(keyName(salt), backup.key);
  const result = await withProgress(app, vscode.l10n.t('Restoring the backup'), 'restore', { store, backup });
  if ('refused' in result) throw refusedFile(result.refused, file);
  await reopen(app, () => Promise.resolve(backup.key));
  void vscode.window.showInformationMessage(
    result.kept === null
      ? vscode.l10n.t('The backup is the store now.')
      : vscode.l10n.t('The backup is the store now; what was there before is kept as {0}.', result.kept),
  );
}

/** The first 16 bytes of the backup, under which its key is kept. */
function saltOf(file: string): string {
  try {
    const found = inspect(file);
    if (found.kind === 'encrypted') return found.salt;
    throw refusedFile(found.kind === 'nothing' ? 'nothing' : 'notADatabase', file);
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'notAStore') throw refusedFile('notADatabase', file);
    throw error;
  }
}

/** With the key of the present store, the one that this editor keeps for the backup, or one that the person gives. */
async function check(app: App, store: StoreFile, file: string, salt: string): Promise<Checked | undefined> {
  const passphrase = process.env['TFTSR_DB_KEY'];
  const known: KeySource[] = [
    () => Promise.resolve(store.key ?? undefined),
    salt => app.context.secrets.get(keyName(salt)),
    ...(passphrase ? [fromPassphrase(passphrase)] : []),
  ];
  const attempt = async (source: KeySource): Promise<Checked> => {
    const key = await source(salt);
    if (key === undefined) throw new StoreError('noKey', 'none is kept');
    const backup = { file, key };
    const title = vscode.l10n.t('Checking the backup');
    const result = await withProgress(app, title, 'inspectBackup', { store, backup });
    if ('contents' in result) return { backup, contents: result.contents };
    if (result.refused === 'wrongPassphrase') throw new StoreError('wrongKey', 'of a backup');
    throw refusedFile(result.refused, file);
  };
  for (const source of known) {
    const checked = await attempt(source).catch(unlessMisfit);
    if (checked) return checked;
  }
  return askForKey(
    vscode.l10n.t('Restore'),
    vscode.l10n.t('The recovery key or the passphrase of {0}', file),
    attempt,
  );
}

function unlessMisfit(error: unknown): undefined {
  if (error instanceof StoreError && (error.kind === 'noKey' || error.kind === 'wrongKey')) return undefined;
  throw error;
}

async function confirm(contents: Contents, file: string): Promise<boolean> {
  const replace = vscode.l10n.t('Restore');
  const lines = [
    vscode.l10n.t('Incidents: {0}', contents.incidents),
    ...(contents.newest === null
      ? []
      : [vscode.l10n.t('Newest change: {0}', shownTimestamp(contents.newest))]),
    contents.auditFaults === 0
      ? vscode.l10n.t('Audit log whole: {0} rows', contents.auditRows)
      : vscode.l10n.t(
          'The audit log was changed outside Whydunit: {0} rows do not fit',
          contents.auditFaults,
        ),
    '',
    vscode.l10n.t(
      'The present store is kept under another name beside it. Every window goes on with the backup.',
    ),
  ];
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Put {0} in the place of the store?', file),
    { modal: true, detail: lines.join('\n') },
    replace,
  );
  return answer === replace;
}

/** This window let go of the old file as every other, and may be opening the new one by itself already. */
async function reopen(app: App, source: KeySource): Promise<void> {
  await app.unlock(source).catch(() => app.unlock(source));
}
