import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Why a file was not written; a file that was there is as before. */
export type WriteFault = 'full' | 'notWritable' | 'folderGone' | 'failed';

export class WriteError extends Error {
  constructor(
    readonly fault: WriteFault,
    cause: unknown,
  ) {
    super(String(cause), { cause });
    this.name = 'WriteError';
  }
}

/**
 * Writes a file, or puts it in the place of the one that is there, once all of it is on the disk. A link stays one, and
 * what it leads to is written; who may do what with the file stays as it was.
 *
 * @throws WriteError
 */
export async function writeReplacing(path: string, bytes: Uint8Array): Promise<void> {
  let part: string | undefined;
  try {
    const target = await behindLinks(path);
    const mode = await modeOf(target);
    part = `${target}.${randomBytes(4).toString('hex')}.part`;
    const file = await open(part, 'wx');
    try {
      await file.writeFile(bytes);
      if (mode !== undefined) await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, target);
  } catch (error) {
    if (part !== undefined) await rm(part, { force: true }).catch(() => undefined);
    throw error instanceof WriteError ? error : new WriteError(faultOf(error), error);
  }
}

/** The file that a link leads to, also where that is not there yet. */
async function behindLinks(path: string): Promise<string> {
  const real = await unlessGone(realpath(path));
  if (real !== undefined) return real;
  const link = await unlessGone(readlink(path));
  return link === undefined ? path : behindLinks(resolve(dirname(path), link));
}

/** How a file that is there may be used; undefined where there is none. */
async function modeOf(path: string): Promise<number | undefined> {
  const there = await unlessGone(stat(path));
  if (!there) return undefined;
  // For root, every file may be written, also one that nobody is to write.
  const isForbidden = !there.isFile() || (there.mode & WRITABLE) === 0;
  if (isForbidden) throw new WriteError('notWritable', path);
  await access(path, constants.W_OK);
  return there.mode & MODE;
}

const MODE = 0o777;
const WRITABLE = 0o222;

async function unlessGone<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    // What is no link has nothing to read.
    if (['ENOENT', 'EINVAL', 'ENOTDIR'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

const FAULTS: Readonly<Record<string, WriteFault>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EACCES: 'notWritable',
  EPERM: 'notWritable',
  EROFS: 'notWritable',
  EISDIR: 'notWritable',
  EBUSY: 'notWritable',
  ENOENT: 'folderGone',
  ENOTDIR: 'folderGone',
  ENODEV: 'folderGone',
  ENXIO: 'folderGone',
  EIO: 'folderGone',
};

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

function faultOf(error: unknown): WriteFault {
  return FAULTS[codeOf(error)] ?? 'failed';
}
