/**
 * What can go wrong with the store, named. `commands/userError.ts` turns each kind into the sentence a person
 * reads; `detail` is for the log and never carries case content.
 */
export type StoreErrorKind =
  /** This Node cannot load the SQLite binary: it has no Node-API 10. */
  | 'unsupportedNode'
  /** There is no SQLite binary for this platform, or the system's C library is too old for it. */
  | 'unsupportedPlatform'
  /** The file is there, but no key for it is known. */
  | 'noKey'
  /** The person locked the store, or it locked itself after a time. */
  | 'locked'
  /** The key does not open the file. */
  | 'wrongKey'
  /** The file is an unencrypted database. */
  | 'notEncrypted'
  /** The file is empty, too short, a folder or a link. */
  | 'notAStore'
  /** A page failed its check. */
  | 'damaged'
  /** The write-ahead log beside the file belongs to another store. */
  | 'foreignLog'
  /** The disk or the network drive failed to read or write. */
  | 'diskError'
  /** Another program holds the lock. */
  | 'busy'
  /** Another window is putting another file in the store's place. */
  | 'taken'
  /** No space is left. */
  | 'full'
  /** The folder or file cannot be written or opened. */
  | 'notWritable'
  /** A newer Whydunit wrote the file. */
  | 'newer'
  /** The row is no longer there. */
  | 'gone'
  /** It was changed by another window since it was read. */
  | 'stale'
  /** There is one with the same name already. */
  | 'exists'
  /** The store is not encrypted, so it keeps no secrets of other services. */
  | 'noSecrets'
  /** A file that is to be written would take the place of the store. */
  | 'ownFile'
  /** The person cancelled the work; what it began was taken back. */
  | 'cancelled'
  /** The input does not fit the method: a mistake in our code, not in the person's. */
  | 'invalid'
  /** The worker thread ended while the call was under way. */
  | 'workerEnded'
  /** Anything else; `detail` says what. */
  | 'other';

export class StoreError extends Error {
  constructor(
    readonly kind: StoreErrorKind,
    readonly detail: string,
  ) {
    super(`${kind}: ${detail}`);
    this.name = 'StoreError';
  }
}

/** What is read of the store, or undefined where it is not there any more. @throws all other errors */
export async function unlessGone<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'gone') return undefined;
    throw error;
  }
}

/** Whether the person has to unlock the store. */
export function needsKey(error: unknown): error is StoreError {
  return error instanceof StoreError && ['noKey', 'wrongKey', 'locked'].includes(error.kind);
}

const BY_CODE: readonly (readonly [prefix: string, kind: StoreErrorKind])[] = [
  ['SQLITE_NOTADB', 'wrongKey'],
  ['SQLITE_CORRUPT', 'damaged'],
  // A page that the file ends before; other faults of input and output are the disk's.
  ['SQLITE_IOERR_SHORT_READ', 'damaged'],
  // The memory that windows share is a file, too.
  ['SQLITE_IOERR_SHMSIZE', 'full'],
  ['SQLITE_IOERR', 'diskError'],
  ['EIO', 'diskError'],
  ['ESTALE', 'diskError'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'notWritable'],
  ['SQLITE_CANTOPEN', 'notWritable'],
  ['SQLITE_PERM', 'notWritable'],
  ['SQLITE_CONSTRAINT_UNIQUE', 'exists'],
  // The row that a new one hangs on.
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'gone'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EACCES', 'notWritable'],
  ['EPERM', 'notWritable'],
  ['EROFS', 'notWritable'],
  ['ENOENT', 'notWritable'],
  ['ENOTDIR', 'notWritable'],
  ['EEXIST', 'notWritable'],
  ['ERR_DLOPEN_FAILED', 'unsupportedPlatform'],
];

/**
 * Names an error of SQLite, of the file system or of zod. The codes are those of SQLite
 * (https://www.sqlite.org/rescode.html) and of `errno`.
 */
export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  if (!(error instanceof Error)) return new StoreError('other', String(error));
  if (error.name === 'ZodError' || error.name === '$ZodError')
    return new StoreError('invalid', error.message);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const kind = BY_CODE.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'other';
  return new StoreError(kind, [code, error.message].filter(Boolean).join(' '));
}
