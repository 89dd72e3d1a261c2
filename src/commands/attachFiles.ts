import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Origin } from '../evidence/index.js';
import { byteSize } from '../labels.js';
import { UserError } from '../userError.js';
import { attach, type AttachOptions, type Candidate } from './attach.js';
import { labelOf } from './encoding.js';
import { filesOf } from './folderFiles.js';
import { sourceOf } from './source.js';

/** The most that is read of a file on another machine. */
const MOST_REMOTE_BYTES = 64 * 1024 * 1024;

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
  const web = chosen.find(({ scheme }) => scheme === 'http' || scheme === 'https');
  if (web) throw refusedAddress(web.toString(true));
  const files = await filesOf(chosen);
  return files && attach(unlocked, await Promise.all(files.map(uri => candidate(uri, via))), options);
}

/** Whydunit fetches nothing: what a page shows today is not what it showed, and asking for it tells others. */
function refusedAddress(address: string): UserError {
  return new UserError(
    vscode.l10n.t(
      '{0} is an address on the web, which Whydunit does not fetch, so nothing was attached: download it and attach the file.',
      address,
    ),
  );
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
  if (document && (document.isDirty || document.isUntitled)) return unsaved(document);
  const source = await sourceOf(uri, via);
  const as = { kind: 'anything' } as const;
  if (uri.scheme === 'file') return { source, content: { kind: 'path', path: uri.fsPath }, as };
  return { source, content: { kind: 'bytes', bytes: await remote(uri, source.fileName) }, as };
}

/** As it is on the screen. */
async function unsaved(document: vscode.TextDocument): Promise<Candidate> {
  const { encoding } = document;
  const bytes = await vscode.workspace.encode(document.getText(), { encoding });
  const source = await sourceOf(document.uri, 'editor');
  return { source, content: { kind: 'bytes', bytes }, as: { kind: 'text', encoding: labelOf(encoding) } };
}

/** What is not on this machine comes whole through VS Code, so it has a limit. */
async function remote(uri: vscode.Uri, name: string): Promise<Uint8Array> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if (!(type & vscode.FileType.File)) {
      throw new UserError(vscode.l10n.t('{0} is not a regular file and was not attached.', name));
    }
    if (size <= MOST_REMOTE_BYTES) return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    throw error instanceof vscode.FileSystemError ? unreadable(error, name) : error;
  }
  throw new UserError(
    vscode.l10n.t(
      '{0} is larger than {1} and lies on another machine, so it was not attached: send it through a pipe instead, as in “ssh host cat {0} | whydunit attach - --name {0}”.',
      name,
      byteSize(MOST_REMOTE_BYTES),
    ),
  );
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
