import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { StoreError } from '../db/errors.js';

/** The longest path that a Unix socket may have, less its name. https://man7.org/linux/man-pages/man7/unix.7.html */
const LONGEST_FOLDER = 80;

/**
 * The folder in which windows leave word of themselves. It belongs to the person alone.
 *
 * @param dataFolder the person's data folder for Whydunit
 * @throws StoreError `notWritable` where somebody else owns it or may look into it
 */
export function windowsFolder(dataFolder: string, platform: NodeJS.Platform = process.platform): string {
  const own = join(dataFolder, 'windows');
  const short = own.length <= LONGEST_FOLDER || platform === 'win32';
  const folder = short ? own : join(tmpdir(), `whydunit-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(folder);
  if (platform !== 'win32' && (uid !== userInfo().uid || (mode & 0o077) !== 0)) {
    throw new StoreError('notWritable', `the folder of the windows has mode ${(mode & 0o777).toString(8)}`);
  }
  return folder;
}

/** The address that a window listens on: a socket in the folder, or a named pipe on Windows. */
export function socketOf(folder: string, id: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? `\\\\.\\pipe\\whydunit-${id}` : join(folder, `${id}.sock`);
}
