import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** Has a file and its name on the disk before anybody relies on it. */
export function flush(file: string): void {
  for (const path of process.platform === 'win32' ? [file] : [file, dirname(file)]) {
    const descriptor = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}
