import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from './errors.js';

/** The Node-API version that the SQLite binary is built for; on an older one, loading it ends the process. */
const NODE_API = 10;

interface Platform {
  readonly napi: string | undefined;
  readonly platform: string;
  readonly arch: string;
  /** Whether the system's C library is musl, as on Alpine. */
  readonly musl: boolean;
}

function thisPlatform(): Platform {
  return {
    napi: process.versions['napi'],
    platform: process.platform,
    arch: process.arch,
    musl: process.platform === 'linux' && existsSync('/etc/alpine-release'),
  };
}

/**
 * The path of the SQLite binary in `folder` for this platform.
 *
 * @throws StoreError `unsupportedNode` or `unsupportedPlatform`, before anything is loaded that could crash
 */
export function sqliteBinary(folder: string, on: Platform = thisPlatform()): string {
  if (!(Number(on.napi) >= NODE_API)) {
    throw new StoreError('unsupportedNode', `Node-API ${on.napi ?? 'none'}, needed ${NODE_API}`);
  }
  const name = `${on.musl ? 'linuxmusl' : on.platform}-${on.arch}`;
  const file = join(folder, `${name}.node`);
  if (!existsSync(file)) throw new StoreError('unsupportedPlatform', name);
  return file;
}
