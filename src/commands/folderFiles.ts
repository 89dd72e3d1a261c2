/** The files below folders, for attaching many at once. */
import * as vscode from 'vscode';
import { UserError } from '../userError.js';

/** More files than this are asked about first. */
const ASK_ABOVE = 100;
/** Nobody means to attach so many. */
const MOST = 100_000;

/** Folders that hold no logs and very many files. */
const LEFT_OUT = new Set(['.git', 'node_modules', '.hg', '.svn']);

/**
 * The files that are meant by what a person chose: a folder means all files below it. Links to folders are not
 * followed, so that a loop of them ends.
 *
 * @returns undefined where the person declined or cancelled
 */
export async function filesOf(chosen: readonly vscode.Uri[]): Promise<vscode.Uri[] | undefined> {
  const files: vscode.Uri[] = [];
  const folders: vscode.Uri[] = [];
  for (const uri of chosen) ((await isFolder(uri)) ? folders : files).push(uri);
  if (folders.length === 0) return files;
  const found = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Looking for files'),
      cancellable: true,
    },
    (progress, token) => below(folders, files, progress, token),
  );
  if (!found) return undefined;
  if (found.length === 0) {
    throw new UserError(vscode.l10n.t('There is no file in that folder, so nothing was attached.'));
  }
  return found.length <= ASK_ABOVE || (await confirm(found.length)) ? found : undefined;
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.Directory) !== 0;
  } catch {
    // What cannot be looked at is told of, by its name, where it is read.
    return false;
  }
}

async function below(
  folders: readonly vscode.Uri[],
  files: readonly vscode.Uri[],
  progress: vscode.Progress<{ message: string }>,
  token: vscode.CancellationToken,
): Promise<vscode.Uri[] | undefined> {
  const found = [...files];
  const waiting = [...folders];
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    if (token.isCancellationRequested) return undefined;
    for (const [name, type] of await vscode.workspace.fs.readDirectory(folder)) {
      const uri = vscode.Uri.joinPath(folder, name);
      if (type === vscode.FileType.Directory && !LEFT_OUT.has(name)) waiting.push(uri);
      // A link that leads nowhere is told of, by its name, where it is read.
      if (type & vscode.FileType.File || type === vscode.FileType.SymbolicLink) found.push(uri);
    }
    if (found.length > MOST) {
      throw new UserError(
        vscode.l10n.t(
          'There are more than {0} files in that folder, so nothing was attached: choose a smaller one.',
          MOST.toLocaleString(vscode.env.language),
        ),
      );
    }
    progress.report({
      message: vscode.l10n.t('{0} found', found.length.toLocaleString(vscode.env.language)),
    });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function confirm(count: number): Promise<boolean> {
  const attachAll = vscode.l10n.t('Attach All');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Attach {0} files?', count.toLocaleString(vscode.env.language)),
    {
      modal: true,
      detail: vscode.l10n.t('Each becomes an attachment of its own. You can cancel at any time.'),
    },
    attachAll,
  );
  return answer === attachAll;
}
