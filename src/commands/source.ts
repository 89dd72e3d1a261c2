import * as vscode from 'vscode';
import type { Origin, Source } from '../evidence/index.js';
import { commitOf } from '../vscodeGit.js';

/** A document's address as evidence records it, with the commit of its folder where it is tracked. */
export async function sourceOf(uri: vscode.Uri, via: Origin['via']): Promise<Source> {
  const git = await commitOf(uri);
  return {
    uri: uri.toString(),
    path: uri.scheme === 'file' ? uri.fsPath : uri.toString(true),
    fileName: uri.path.split('/').at(-1) || uri.authority || uri.scheme,
    origin: { via, ...(git && { git }) },
  };
}
