/** What VS Code's own Git extension knows of a file. */
import * as vscode from 'vscode';
import type { Origin } from './evidence/index.js';

/** The part of its interface that is used here. https://github.com/microsoft/vscode/blob/main/extensions/git/src/api/git.d.ts */
interface GitExtension {
  getAPI(version: 1): { getRepository(uri: vscode.Uri): Repository | null };
}

interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    readonly mergeChanges: readonly Change[];
  };
  getObjectDetails(treeish: string, path: string): Promise<unknown>;
}

interface Change {
  readonly uri: vscode.Uri;
}

/** The commit that a tracked file's folder is at; nothing where it is not tracked or there is no Git. */
export async function commitOf(uri: vscode.Uri): Promise<Origin['git']> {
  const repository = await repositoryOf(uri);
  const commit = repository?.state.HEAD?.commit;
  if (!repository || commit === undefined) return undefined;
  try {
    await repository.getObjectDetails('HEAD', uri.fsPath);
  } catch {
    // Git knows no such path in this commit: the file is not tracked.
    return undefined;
  }
  const { indexChanges, workingTreeChanges, mergeChanges } = repository.state;
  const unsaved = vscode.workspace.textDocuments.some(open => open.isDirty && same(open.uri, uri));
  const changed = [...indexChanges, ...workingTreeChanges, ...mergeChanges].some(change =>
    same(change.uri, uri),
  );
  return { commit, dirty: unsaved || changed };
}

async function repositoryOf(uri: vscode.Uri): Promise<Repository | undefined> {
  if (uri.scheme !== 'file') return undefined;
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return undefined;
  try {
    const git = extension.isActive ? extension.exports : await extension.activate();
    return git.getAPI(1).getRepository(uri) ?? undefined;
  } catch {
    // It throws where the setting `git.enabled` is off.
    return undefined;
  }
}

const same = (one: vscode.Uri, other: vscode.Uri) => one.toString() === other.toString();
