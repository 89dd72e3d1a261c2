import * as vscode from 'vscode';
import type { App, Unlocked } from '../app.js';
import { StoreError } from '../db/errors.js';
import { milliseconds } from '../db/time.js';
import { attachmentIdOf, textOf, unpackAttachment } from '../evidence/index.js';
import { EVIDENCE_SCHEME } from '../ids.js';
import { toUserError, UserError } from '../userError.js';
import { isImage } from './addresses.js';
import type { MergedLogs } from './mergedLogs.js';
import { evidenceOf, isLarge } from './open.js';

const { FileSystemError } = vscode;

/** Stored evidence as read-only files: it opens in ordinary editors and is never copied to the disk. */
export class EvidenceFiles implements vscode.FileSystemProvider {
  readonly onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]>;

  constructor(
    private readonly app: App,
    private readonly merged: MergedLogs,
  ) {
    this.onDidChangeFile = merged.onDidChange;
  }

  static register(app: App, merged: MergedLogs): vscode.Disposable {
    return vscode.workspace.registerFileSystemProvider(EVIDENCE_SCHEME, new EvidenceFiles(app, merged), {
      isCaseSensitive: true,
      isReadonly: true,
    });
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { time, size } = await this.#read(uri, async unlocked => {
      const merged = await this.merged.textOf(unlocked, uri);
      if (merged) return { time: merged.made, size: merged.bytes.length };
      const { file_size, uploaded_at } = await evidenceOf(unlocked.store, idOf(uri));
      return { time: milliseconds(uploaded_at), size: file_size ?? 0 };
    });
    return {
      type: vscode.FileType.File,
      permissions: vscode.FilePermission.Readonly,
      ctime: time,
      mtime: time,
      size,
    };
  }

  readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return this.#read(uri, async unlocked => {
      const merged = await this.merged.textOf(unlocked, uri);
      if (merged) return merged.bytes;
      const id = idOf(uri);
      const row = await evidenceOf(unlocked.store, id);
      if (isImage(row)) return unlocked.store.readImage({ id });
      if (isLarge(row))
        throw new UserError(
          vscode.l10n.t('{0} is too large for this editor: open it from the Incidents view.', row.file_name),
        );
      return asShown(await unpackAttachment(await unlocked.store.readAttachment({ id })), row.encoding);
    });
  }

  async #read<T>(uri: vscode.Uri, read: (unlocked: Unlocked) => Promise<T>): Promise<T> {
    try {
      return await read(await this.app.unlocked());
    } catch (error) {
      if (error instanceof FileSystemError) throw error;
      if (error instanceof StoreError && error.kind === 'gone') throw FileSystemError.FileNotFound(uri);
      throw FileSystemError.Unavailable(toUserError(error, this.app.storeFile).message);
    }
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  readDirectory(uri: vscode.Uri): never {
    throw FileSystemError.FileNotADirectory(uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }
}

/** @throws FileSystemError where an address names no attachment */
function idOf(uri: vscode.Uri): string {
  const id = attachmentIdOf(uri);
  if (id === undefined) throw FileSystemError.FileNotFound(uri);
  return id;
}

/** VS Code takes for UTF-8 what bears no mark, so text in another encoding is given to it as UTF-8. */
function asShown(bytes: Uint8Array, encoding: string | null): Uint8Array {
  if (encoding === null || encoding === 'utf-8' || encoding.startsWith('utf-16')) return bytes;
  return new TextEncoder().encode(textOf(bytes, encoding));
}
