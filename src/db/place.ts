import { existsSync, linkSync, renameSync } from 'node:fs';

/** What file systems say that know no second name for a file, as those of many network drives. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK']);

/**
 * Gives a whole file its name, unless a file has that name: of several who try at once, one succeeds. The file may keep
 * its own name too; whoever made it removes that.
 *
 * @returns false where a file was there
 */
export function place(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EEXIST') return false;
    if (!NO_LINKS.has(code)) throw error;
    if (existsSync(name)) return false;
    renameSync(file, name);
    return true;
  }
}
