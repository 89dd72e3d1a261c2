import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { StoreError } from './errors.js';
import type { Found } from './protocol.js';

/** The length of SQLCipher's salt, which is the beginning of the file. */
const SALT_BYTES = 16;
const PLAIN_HEADER = 'SQLite format 3\0';

/**
 * Looks at the file without opening it as a database.
 *
 * @throws StoreError `notAStore` for a folder, a link, an empty or too short file
 */
export function inspect(file: string): Found {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (!stat) return { kind: 'nothing' };
  if (!stat.isFile()) throw new StoreError('notAStore', 'the path is a folder, a link or a device');
  const header = firstBytes(file);
  if (header.length < SALT_BYTES) throw new StoreError('notAStore', `the file has ${header.length} bytes`);
  if (header.toString('latin1') === PLAIN_HEADER) return { kind: 'plain' };
  return { kind: 'encrypted', salt: header.toString('hex') };
}

function firstBytes(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const header = Buffer.alloc(SALT_BYTES);
    return header.subarray(0, readSync(descriptor, header, 0, SALT_BYTES, 0));
  } finally {
    closeSync(descriptor);
  }
}
