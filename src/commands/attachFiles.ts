import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { MAX_BYTES, type Origin, Refusal } from '../evidence/index.js';
import { UserError } from '../userError.js';
import { attach, type AttachOptions, type Candidate } from './attach.js';
import { filesOf } from './folderFiles.js';
import { sourceOf } from './source.js';

/**
 * Attaches whole documents: the explorer gives the file and all that are chosen with it, an editor's tab and
 * title give their document; from the palette it is the active tab's.
 */
export async function attachFiles(
  unlocked: Unlocked,
  clicked?: unknown,
  chosen?: unknown,
): Promise<vscode.Uri[] | undefined> {
  const uris = Array.isArray(chosen) && chosen.length > 0 ? chosen : [clicked ?? activeUri()];
  return attachUris(
    unlocked,
    uris.filter(uri => uri instanceof vscode.Uri),
    'file',
  );
}

/** Attaches documents, and all files below folders. */
export async function attachUris(
  unlocked: Unlocked,
  chosen: readonly vscode.Uri[],
  via: Origin['via'],
  options?: AttachOptions,
): Promise<vscode.Uri[] | undefined> {
  if (chosen.length === 0) {
    throw new UserError(
      vscode.l10n.t('No file is open or chosen: open a log, or choose one in the Explorer, then attach it.'),
    );
  }
  const files = await filesOf(chosen);
  return files && attach(unlocked, await Promise.all(files.map(uri => candidate(uri, via))), options);
}

/** The document of the active tab, also where it is too large for VS Code to give extensions its text. */
function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return input.uri;
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  return vscode.window.activeTextEditor?.document.uri;
}

async function candidate(uri: vscode.Uri, via: Origin['via']): Promise<Candidate> {
  const document = vscode.workspace.textDocuments.find(open => open.uri.toString() === uri.toString());
  const unsaved = document && (document.isDirty || document.isUntitled) ? document.getText() : undefined;
  const source = await sourceOf(uri, unsaved === undefined ? via : 'editor');
  return {
    source,
    read: async () =>
      unsaved === undefined ? await readFile(uri, source.fileName) : new TextEncoder().encode(unsaved),
  };
}

/** Only regular files are opened: reading a pipe or a device might never end. */
async function readFile(uri: vscode.Uri, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if (type & vscode.FileType.Directory) {
      throw new UserError(
        vscode.l10n.t('{0} is a folder and was not attached: choose the files in it.', name),
      );
    }
    if (!(type & vscode.FileType.File)) {
      throw new UserError(vscode.l10n.t('{0} is not a regular file and was not attached.', name));
    }
    if (size > MAX_BYTES) throw new Refusal('tooLarge');
    return new Uint8Array(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    throw error instanceof vscode.FileSystemError ? unreadable(error, name) : error;
  }
}

function unreadable(error: vscode.FileSystemError, name: string): UserError {
  switch (error.code) {
    case 'FileNotFound':
      return new UserError(vscode.l10n.t('{0} is no longer there, so it was not attached.', name));
    case 'NoPermissions':
      return new UserError(
        vscode.l10n.t('{0} may not be read, so it was not attached: check its permissions.', name),
      );
    default:
      return new UserError(vscode.l10n.t('{0} could not be read, so it was not attached.', name));
  }
}
