/** Copies of other files beside the store: what is encrypted is looked at there, and never opened where it lies. */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { removeDatabase } from './connection.js';
import type { JobControl } from './control.js';
import { isAlive } from './marker.js';

const PIECE = 4 * 1024 * 1024;
/** What SQLite keeps beside a database and needs to read it. */
const WITH = ['', '-wal', '-journal'];

export interface Copy {
  readonly file: string;
  /** SHA-256 of the database itself, in lower-case hex. */
  readonly sha256: string;
}

/**
 * Copies a database with its log; whoever has the copy removes it.
 *
 * @param most bytes of each file
 */
export function copyBeside(store: string, file: string, control: JobControl, most = Infinity): Copy {
  removeAbandoned(store);
  const copy = `${store}.copy-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    const [sha256 = ''] = WITH.map(suffix =>
      lstatSync(file + suffix, { throwIfNoEntry: false })?.isFile()
        ? copyUpTo(most, file + suffix, copy + suffix, control)
        : '',
    );
    return { file: copy, sha256 };
  } catch (error) {
    removeDatabase(copy);
    throw error;
  }
}

/** Removes copies of processes that were killed. */
function removeAbandoned(store: string): void {
  const start = `${basename(store)}.copy-`;
  for (const name of readdirSync(dirname(store)).filter(name => name.startsWith(start))) {
    const pid = /^(\d+)-[0-9a-f]{8}$/.exec(name.slice(start.length))?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeDatabase(join(dirname(store), name));
  }
}

/** Whether two paths lead to one file. */
export function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map(path => lstatSync(path, { bigint: true, throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

export function readWhole(file: string, control: JobControl): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(fstatSync(descriptor).size);
    inPieces(descriptor, control, (piece, at) => piece.copy(bytes, at));
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

/** The SHA-256 of a file, in lower-case hex. */
export function hashOf(file: string, control: JobControl): string {
  const hash = createHash('sha256');
  const descriptor = openSync(file, 'r');
  try {
    inPieces(descriptor, control, piece => hash.update(piece));
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}

/** Returns the SHA-256 of what was copied. */
function copyUpTo(most: number, from: string, to: string, control: JobControl): string {
  const hash = createHash('sha256');
  const source = openSync(from, 'r');
  try {
    const target = openSync(to, 'wx', 0o600);
    try {
      const take = (piece: Buffer) => {
        hash.update(piece);
        writeSync(target, piece);
      };
      inPieces(source, control, take, most);
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
  return hash.digest('hex');
}

function inPieces(
  descriptor: number,
  { progress }: JobControl,
  take: (piece: Buffer, at: number) => void,
  most = Infinity,
): void {
  const buffer = Buffer.alloc(PIECE);
  const total = fstatSync(descriptor).size;
  for (let at = 0; ;) {
    const bytes = readSync(descriptor, buffer, 0, Math.min(PIECE, most - at), at);
    if (bytes === 0) return;
    take(buffer.subarray(0, bytes), at);
    at += bytes;
    progress({ done: at, total });
  }
}
