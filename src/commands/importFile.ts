/** Importing a database of TFTSR or a case bundle: one command under two names, which recognises what it is given. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Preview, Refusal } from '../db/import/report.js';
import { chooseFile } from './files.js';
import { showImport, tableName } from './importReport.js';
import { withProgress } from './job.js';
import { refusedFile } from './refusals.js';

interface Found {
  readonly preview: Preview;
  readonly passphrase: string | null;
}

/**
 * Looks at a file, tells what would come, and brings it.
 *
 * @param given the file; the person is asked without it
 */
export async function importFile(
  unlocked: Unlocked,
  what: 'tftsr' | 'bundle',
  given?: unknown,
): Promise<void> {
  const title =
    what === 'tftsr' ? vscode.l10n.t('Import TFTSR Database') : vscode.l10n.t('Import Case Bundle');
  const uri = given instanceof vscode.Uri ? given : await chooseFile(title, vscode.l10n.t('Import'));
  if (!uri) return;
  const file = uri.fsPath;
  const found = await look(unlocked, file, title);
  if (!found || !(await confirm(found.preview, file))) return;
  const { app, access } = unlocked;
  const result = await withProgress(app, vscode.l10n.t('Importing incidents'), 'importDatabase', {
    store: access,
    source: { file, passphrase: found.passphrase },
  });
  if ('refused' in result) throw refusedFile(result.refused, file);
  await showImport(result.report, file);
}

/** Asks for the passphrase where the file has one, until it fits or the person leaves. */
async function look({ app, access }: Unlocked, file: string, title: string): Promise<Found | undefined> {
  let passphrase: string | null = null;
  for (;;) {
    const result = await withProgress(app, vscode.l10n.t('Looking at the file'), 'previewImport', {
      store: access,
      source: { file, passphrase },
    });
    if ('preview' in result) return { preview: result.preview, passphrase };
    if (!needsPassphrase(result.refused)) throw refusedFile(result.refused, file);
    const again: string | undefined = await vscode.window.showInputBox({
      title,
      prompt:
        passphrase === null
          ? vscode.l10n.t('The passphrase that {0} is encrypted with', file)
          : vscode.l10n.t('That did not open {0}. Its passphrase, or Escape to leave', file),
      password: true,
      ignoreFocusOut: true,
    });
    if (!again) return undefined;
    passphrase = again;
  }
}

const needsPassphrase = (refusal: Refusal) => refusal === 'passphraseNeeded' || refusal === 'wrongPassphrase';

async function confirm(preview: Preview, file: string): Promise<boolean> {
  const bring = vscode.l10n.t('Import');
  const lines = preview.tables.map(({ table, found, here }) =>
    here === 0
      ? vscode.l10n.t('{0}: {1}', tableName(table), found)
      : vscode.l10n.t('{0}: {1}, of which {2} are here already', tableName(table), found, here),
  );
  if (preview.newest !== null) lines.push(vscode.l10n.t('Newest change: {0}', preview.newest));
  for (const { table, column, rows } of preview.unknown) {
    const name = column === null ? table : `${table}.${column}`;
    lines.push(vscode.l10n.t('Stays behind, since nothing here knows it: {0} ({1})', name, rows));
  }
  const answer = await vscode.window.showInformationMessage(
    preview.kind === 'tftsr'
      ? vscode.l10n.t('Import the TFTSR database {0}?', file)
      : vscode.l10n.t('Import {0}?', file),
    {
      modal: true,
      detail: [...lines, '', vscode.l10n.t('The file stays as it is. What is here already is kept.')].join(
        '\n',
      ),
    },
    bring,
  );
  return answer === bring;
}
