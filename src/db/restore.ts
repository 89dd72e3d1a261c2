/** Looking at a backup, and putting it in the store's place. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { migrate, NewerSchemaError } from '../migrations/index.js';
import { audit, chainHead } from './audit.js';
import { copyBeside, isSameFile } from './besideStore.js';
import { connect, type Database, removeDatabase } from './connection.js';
import { flush } from './flush.js';
import { keepAside, undoHalfKept } from './leftovers.js';
import { type StoreErrorKind, toStoreError } from './errors.js';
import { fromSource, RefusedError } from './import/refused.js';
import { isOfTftsr, look, untouched } from './import/source.js';
import type { JobControl } from './control.js';
import { isStore, keyState } from './key/state.js';
import { mark } from './marker.js';
import type { KeyMode, StoreFile } from './protocol.js';
import { takeOver } from './takeOver.js';
import { verifyChain } from './verifyAudit.js';

export interface Contents {
  readonly incidents: number;
  /** The newest time of an incident's change. */
  readonly newest: string | null;
  readonly auditRows: number;
  readonly auditFaults: number;
  readonly mode: KeyMode;
}

/** A checked copy of the backup beside the store, ready to take its place. */
interface Staged {
  readonly copy: StoreFile;
  readonly sha256: string;
  readonly contents: Contents;
}

/**
 * Copies the backup beside the store and checks the copy: every page, the schema, the audit log.
 *
 * @throws RefusedError where it cannot take the store's place
 */
function stage(store: string, backup: StoreFile, control: JobControl): Staged {
  if (isSameFile(backup.file, store)) throw new RefusedError('ownStore');
  if (look(backup.file).plain) throw new RefusedError('notADatabase');
  proveKey(store, backup, control);
  const { file, sha256 } = untouched(backup.file, () => copyBeside(store, backup.file, control));
  try {
    const copy = { file, key: backup.key };
    const contents = fromSource(() => check(copy, control));
    flush(file);
    return { copy, sha256, contents };
  } catch (error) {
    removeDatabase(file);
    throw error;
  }
}

/** The size of a page; the first one proves the key. */
const PAGE = 4096;

/** Tries the key on the first page, before a large file is copied for nothing. */
function proveKey(store: string, { file, key }: StoreFile, control: JobControl): void {
  const { file: page } = copyBeside(store, file, control, PAGE);
  try {
    connect({ file: page, key }, control.nativeBinding).close();
  } catch (error) {
    // With the right key, what is missing is the rest of the file.
    if (toStoreError(error).kind === 'wrongKey') throw new RefusedError('wrongPassphrase');
  } finally {
    removeDatabase(page);
  }
}

function check(copy: StoreFile, { nativeBinding, progress }: JobControl): Contents {
  const db = connect(copy, nativeBinding);
  try {
    // Its log, if any, goes into the file: it takes the store's place alone.
    db.pragma('journal_mode = DELETE');
    if (db.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw new RefusedError('damaged');
    if (!isOfTftsr(db)) throw new RefusedError('otherProgram');
    bringUpToDate(db);
    if (!isStore(db)) throw new RefusedError('caseBundle');
    const { rows, faults } = verifyChain(db, undefined, rows => progress({ done: rows, total: rows + 1 }));
    const of = (sql: string): unknown => db.prepare(sql).pluck().get();
    const newest = of('SELECT max(updated_at) FROM issues');
    return {
      incidents: Number(of('SELECT count(*) FROM issues')),
      newest: typeof newest === 'string' ? newest : null,
      auditRows: rows,
      auditFaults: faults.length,
      mode: keyState(db).mode,
    };
  } finally {
    db.close();
  }
}

function bringUpToDate(db: Database): void {
  try {
    migrate(db);
  } catch (error) {
    if (error instanceof NewerSchemaError) throw new RefusedError('newer');
    throw error;
  }
}

/** What is in a backup. @throws RefusedError */
export function inspectBackup(store: string, backup: StoreFile, control: JobControl): Contents {
  const { copy, contents } = stage(store, backup, control);
  removeDatabase(copy.file);
  return contents;
}

/**
 * Puts a copy of the backup in the store's place. At every moment the store's name leads to a whole file: to the
 * present one until its successor takes the name. The present one is kept under another name, also where it is damaged
 * or its key is lost.
 *
 * @param store the present store; its key is null where nobody has it
 * @returns the name under which the present store is kept; null where there was none
 * @throws RefusedError
 */
export function restore(store: StoreFile, backup: StoreFile, control: JobControl): string | null {
  const { copy, sha256 } = stage(store.file, backup, control);
  const swap = (present: Database | undefined): string | null => {
    undoHalfKept(store.file);
    const kept = existsSync(store.file) ? keptName(store.file) : null;
    const replaced = present && chainHead(present);
    noteRestore(copy, control, { sha256, kept: kept && basename(kept), ...(replaced && { replaced }) });
    flush(copy.file);
    // Windows renames no file over an open one.
    present?.close();
    if (kept !== null) keepAside(store.file, kept);
    renameSync(copy.file, store.file);
    flush(store.file);
    return kept;
  };
  try {
    return alone(store, control, swap);
  } finally {
    removeDatabase(copy.file);
  }
}

/** What a store is in that nobody can open any more. */
const LOST: readonly StoreErrorKind[] = ['damaged', 'wrongKey'];

/** Has the store alone. One that cannot be opened is in nobody's use but of windows that heed the marker. */
function alone<T>(store: StoreFile, { nativeBinding }: JobControl, work: (db?: Database) => T): T {
  if (store.key !== null && existsSync(store.file)) {
    try {
      return takeOver(store, nativeBinding, db => work(db));
    } catch (error) {
      if (!LOST.includes(toStoreError(error).kind)) throw error;
    }
  }
  const marker = mark(store.file);
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LETTING_GO_MS);
    return work();
  } finally {
    rmSync(marker, { force: true });
  }
}

/** Windows look for the marker several times a second. */
const LETTING_GO_MS = 1500;

const KEPT = 'tftsr-before-restore-';

function keptName(store: string): string {
  const time = new Date()
    .toISOString()
    .replaceAll(/[-:]/g, '')
    .replace('T', '-')
    .replace('.', '-')
    .slice(0, 19);
  return join(dirname(store), `${KEPT}${time}.db`);
}

function noteRestore(
  copy: StoreFile,
  { nativeBinding }: JobControl,
  details: Readonly<Record<string, unknown>>,
): void {
  const db = connect(copy, nativeBinding);
  try {
    db.transaction(() =>
      audit(db, { action: 'store_restored', entity_type: 'store', entity_id: 'store', details }),
    )();
  } finally {
    db.close();
  }
}
