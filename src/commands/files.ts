/** Asking for files of the machine that the store is on. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../userError.js';

/** Asks where to write a file; undefined where the person leaves. */
export async function chooseTarget(
  title: string,
  name: string,
  extension: string,
): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showSaveDialog({
    title,
    saveLabel: title,
    defaultUri: vscode.Uri.file(join(homedir(), name)),
    filters: { [name]: [extension] },
  });
  return chosen && onDisk(chosen);
}

/** Asks for a file to read; undefined where the person leaves. */
export async function chooseFile(title: string, openLabel: string): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel,
      defaultUri: vscode.Uri.file(homedir()),
    })) ?? [];
  return file && onDisk(file);
}

/** Files of a virtual workspace have no place on a disk. */
function onDisk(uri: vscode.Uri): vscode.Uri {
  if (uri.scheme === 'file' || uri.scheme === 'vscode-userdata') return uri;
  throw new UserError(
    vscode.l10n.t(
      '{0} is not on a disk of this machine, so nothing was done: choose a local file.',
      uri.path,
    ),
  );
}
