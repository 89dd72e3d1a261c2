import * as vscode from 'vscode';
import type { Source } from '../evidence/index.js';

/** A document's address as evidence records it. */
export function sourceOf(uri: vscode.Uri): Source {
  return {
    uri: uri.toString(),
    path: uri.scheme === 'file' ? uri.fsPath : uri.toString(true),
    fileName: uri.path.split('/').at(-1) || uri.authority || uri.scheme,
  };
}
