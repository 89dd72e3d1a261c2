import { stat } from 'node:fs/promises';
import { StoreError } from '../../db/errors.js';
import type { Unreadable } from '../contract/index.js';

const REASONS: Readonly<Record<string, Unreadable['reason']>> = {
  ENOENT: 'gone',
  ENOTDIR: 'gone',
  EACCES: 'noPermission',
  EPERM: 'noPermission',
  EISDIR: 'folder',
  ELOOP: 'linkLoop',
};

/** Opening a pipe or a device might never end. */
class Irregular extends Error {
  constructor(readonly reason: 'folder' | 'notAFile') {
    super(reason);
  }
}

/** @throws Irregular for anything but a file, and what `fs` throws */
export async function checkRegular(path: string): Promise<void> {
  const stats = await stat(path);
  if (!stats.isFile()) throw new Irregular(stats.isDirectory() ? 'folder' : 'notAFile');
}

/** Why a source could not be read; undefined for a fault that is not the source's. */
export function unreadable(error: unknown): Unreadable['reason'] | undefined {
  if (error instanceof Irregular) return error.reason;
  if (error instanceof StoreError || !(error instanceof Error) || !('syscall' in error)) return undefined;
  return REASONS['code' in error ? String(error.code) : ''] ?? 'unreadable';
}
