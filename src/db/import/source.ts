/**
 * Opening a database to import from. It is never opened where it lies, since SQLite would leave files beside it and
 * take locks: an encrypted one is copied beside the store as it is, a plain one into memory.
 */
import SQLite from 'better-sqlite3-multiple-ciphers';
import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { copyBeside, isSameFile, readWhole } from '../besideStore.js';
import { connect, type Database, removeDatabase } from '../connection.js';
import { toStoreError } from '../errors.js';
import type { JobControl } from '../control.js';
import { keyOfPassphrase } from '../key/passphrase.js';
import { refused, RefusedError } from './refused.js';
import { mergeWal } from './wal.js';

export interface Source {
  readonly db: Database;
  readonly encrypted: boolean;
  /** SHA-256 of the file, in lower-case hex. */
  readonly sha256: string;
  readonly close: () => void;
}

export interface SourceFile {
  readonly file: string;
  /** The passphrase that the file is encrypted with; null where there is none. */
  readonly passphrase: string | null;
}

/** What TFTSR takes where no passphrase is set, as its documentation shows. */
const DEFAULT_PASSPHRASE = 'dev-key-change-in-prod';

const PLAIN_HEADER = 'SQLite format 3\0';
const SALT_BYTES = 16;
/** The largest plain database: it is held in memory twice. Those of TFTSR's releases are encrypted. */
const MOST_IN_MEMORY = 1024 ** 3;

/**
 * @param store the path of our store: what has to be copied is copied beside it
 * @throws RefusedError where there is nothing to import from
 */
export async function openSource(source: SourceFile, store: string, control: JobControl): Promise<Source> {
  if (isSameFile(source.file, store)) throw new RefusedError('ownStore');
  const { plain, salt } = look(source.file);
  const opened = plain ? openPlain(source.file, control) : await openEncrypted(source, salt, store, control);
  try {
    // A file may hold anything: https://www.sqlite.org/security.html
    opened.db.pragma('trusted_schema = OFF');
    opened.db.pragma('cell_size_check = ON');
    opened.db.pragma('query_only = ON');
    if (!isOfTftsr(opened.db)) throw new RefusedError('otherProgram');
    return opened;
  } catch (error) {
    opened.close();
    throw refused(error);
  }
}

/** Whether a database has incidents. */
export function isOfTftsr(db: Database): boolean {
  const columns = db.prepare<[], string>(`SELECT name FROM pragma_table_info('issues')`).pluck().all();
  return columns.includes('id') && columns.includes('title');
}

/**
 * Looks at a file's beginning.
 *
 * @returns for an encrypted one, the salt in hex
 * @throws RefusedError where it is no database
 */
export function look(file: string): { plain: boolean; salt: string } {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (!stat) throw new RefusedError('nothing');
  if (!stat.isFile()) throw new RefusedError('notAFile');
  if (stat.size === 0) throw new RefusedError('empty');
  const header = Buffer.alloc(Math.min(stat.size, 4096));
  const descriptor = openReadable(file);
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  const plain = header.subarray(0, SALT_BYTES).toString('latin1') === PLAIN_HEADER;
  // Encrypted pages look like noise, and a file has whole ones.
  if (!plain && (stat.size % 4096 !== 0 || isText(header))) throw new RefusedError('notADatabase');
  return { plain, salt: header.subarray(0, SALT_BYTES).toString('hex') };
}

function openReadable(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if (toStoreError(error).kind === 'notWritable') throw new RefusedError('unreadable');
    throw error;
  }
}

function isText(bytes: Buffer): boolean {
  // The last character may be cut off.
  return !bytes.includes(0) && !bytes.subarray(0, -4).toString('utf8').includes('\uFFFD');
}

function openPlain(file: string, control: JobControl): Source {
  if (lstatSync(`${file}-journal`, { throwIfNoEntry: false })?.size) throw new RefusedError('unfinished');
  const log = `${file}-wal`;
  const logged = lstatSync(log, { throwIfNoEntry: false });
  if (lstatSync(file).size + (logged?.size ?? 0) > MOST_IN_MEMORY) throw new RefusedError('tooLarge');
  const [database, wal] = untouched(file, () => [
    readWhole(file, control),
    logged?.isFile() ? readWhole(log, control) : Buffer.alloc(0),
  ]);
  const db = new SQLite(mergeWal(database, wal), { nativeBinding: control.nativeBinding });
  const sha256 = createHash('sha256').update(database).digest('hex');
  return { db, encrypted: false, sha256, close: () => db.close() };
}

async function openEncrypted(
  { file, passphrase }: SourceFile,
  salt: string,
  store: string,
  control: JobControl,
): Promise<Source> {
  const key = await keyOfPassphrase(passphrase ?? DEFAULT_PASSPHRASE, salt);
  const { file: copy, sha256 } = untouched(file, () => copyBeside(store, file, control));
  try {
    const db = connectWithAnyPageSize(copy, key, control.nativeBinding);
    if (!db) throw new RefusedError(passphrase === null ? 'passphraseNeeded' : 'wrongPassphrase');
    const close = () => {
      db.close();
      removeDatabase(copy);
    };
    return { db, encrypted: true, sha256, close };
  } catch (error) {
    removeDatabase(copy);
    throw refused(error);
  }
}

function connectWithAnyPageSize(file: string, key: string, nativeBinding: string): Database | undefined {
  for (const pageSize of [4096, 16384] as const) {
    try {
      return connect({ file, key }, nativeBinding, { pageSize });
    } catch (error) {
      if (toStoreError(error).kind !== 'wrongKey') throw error;
    }
  }
  return undefined;
}

/** @throws RefusedError `inUse` where the file or its log changed while they were read */
export function untouched<T>(file: string, read: () => T): T {
  const state = () =>
    ['', '-wal', '-journal']
      .map(suffix => lstatSync(file + suffix, { throwIfNoEntry: false }))
      .map(stat => (stat ? `${stat.ino} ${stat.size} ${stat.mtimeMs}` : ''))
      .join();
  const before = state();
  const result = read();
  if (state() !== before) throw new RefusedError('inUse');
  return result;
}
