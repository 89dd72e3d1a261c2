import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

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
 * Writes a file, or puts it in the place of the one that is there, once all of it is on the disk.
 *
 * @throws WriteError
 */
export async function writeReplacing(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    const file = await open(part, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw new WriteError(faultOf(error), error);
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

function faultOf(error: unknown): WriteFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return FAULTS[code] ?? 'failed';
}
