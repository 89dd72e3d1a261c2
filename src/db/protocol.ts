import type { MethodName, Topic } from './api.js';
import type { StoreErrorKind } from './errors.js';

/** How to reach a store file. */
export interface StoreFile {
  /** Absolute path of the database. */
  readonly file: string;
  /** The raw 256-bit key in hex; null for a file without encryption. */
  readonly key: string | null;
}

/** A store file to be made: its key and the 128-bit salt that becomes the first 16 bytes of the file, in hex. */
export interface NewStoreFile extends StoreFile {
  readonly key: string;
  readonly salt: string;
}

/** Where a store's key comes from: it is random, or made of a passphrase by `keyOfPassphrase`. */
export type KeyMode = 'raw' | 'passphrase';

/** A key for a store that is to be made, in hex, with the 128-bit salt that becomes the first 16 bytes of the file. */
export interface NewKey {
  readonly mode: KeyMode;
  readonly key: string;
  readonly salt: string;
}

/** What an open store says of its key. */
export interface KeyState {
  readonly mode: KeyMode;
  /** Whether somebody was shown the recovery key; that happens once for each key. */
  readonly recoveryKeyShown: boolean;
}

/** What a person should know of a store that is open nevertheless. */
export type Notice =
  /** It lies on a drive of the network, where the log that windows share does not work. */
  | 'sharedDrive'
  /** A program copies it to other machines while it is open. */
  | 'synchronised'
  /** The log of a crash is missing: what was saved last before it may be missing too. */
  | 'logLost';

/** What the worker tells when the store is open. */
export interface Opened {
  /** The names of the store's methods, so that the host needs no zod. */
  readonly methods: readonly MethodName[];
  readonly state: KeyState;
  readonly notices: readonly Notice[];
}

/** What lies at a store's path, told by the first bytes and without a key. */
export type Found =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'plain' }
  | { readonly kind: 'encrypted'; readonly salt: string };

/** The messages to the worker. The key travels in `open`, so that a wrong one comes back as a typed error. */
export type Request = { readonly seq: number } & (
  | { readonly type: 'inspect'; readonly file: string }
  | { readonly type: 'create'; readonly file: string; readonly key: NewKey | null }
  | { readonly type: 'open'; readonly store: StoreFile }
  | { readonly type: 'call'; readonly method: MethodName; readonly input: unknown }
  | { readonly type: 'close' }
);

/**
 * The messages from the worker: an answer to each request with what it changed, other windows' changes, that it let go
 * of the file because another window asked or is of a newer version, and that nobody has the file to itself any more.
 */
export type Reply =
  | {
      readonly type: 'done';
      readonly seq: number;
      readonly output: unknown;
      readonly changes: readonly Topic[];
    }
  | { readonly type: 'failed'; readonly seq: number; readonly kind: StoreErrorKind; readonly detail: string }
  | { readonly type: 'released'; readonly why: 'taken' | 'newer' }
  | { readonly type: 'returned' }
  | { readonly type: 'changed'; readonly topics: readonly Topic[] };
