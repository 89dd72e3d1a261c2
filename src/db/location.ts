import { homedir } from 'node:os';
import { join, posix, resolve, win32 } from 'node:path';

/** The store's name: the one that users of TFTSR know. */
const STORE_FILE = 'tftsr.db';
/** A store without encryption, for development only, never meets the one with: it has a name of its own. */
const PLAIN_FILE = 'tftsr-plain.db';

/**
 * The person's data folder for Whydunit: one store for one person, whichever editor or profile opens it. The
 * places are those of the XDG base directory specification, Apple's file system guide and Windows' known folders.
 */
export function dataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') {
    return win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), 'Whydunit');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Whydunit');
  const xdg = env['XDG_DATA_HOME'];
  // The specification tells to ignore a relative path.
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.local', 'share'), 'whydunit');
}

/**
 * The folder that a person names in a setting: `~` is the home folder, and a relative one begins there, since the
 * folder that a process happens to run in is nobody's choice.
 */
export function chosenFolder(text: string, home: string = homedir()): string {
  return resolve(home, text.replace(/^~(?=$|[\\/])/, home));
}

/** The path of the store in a folder. */
export function storeFile(folder: string, plain = false): string {
  return join(folder, plain ? PLAIN_FILE : STORE_FILE);
}
