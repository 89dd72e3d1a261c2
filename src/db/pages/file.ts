/** A store read page by page, with its log, and without SQLite: a broken page keeps nothing else from being read. */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import type { StoreFile } from '../protocol.js';
import { PAGE, PageCipher, SALT } from './cipher.js';
import { type Frame, type Log, openLog, readLog } from './log.js';

/** How many pages are tried before a key is said not to fit. */
const TRIED = 64;

/** Where the first page has the number of pages (https://www.sqlite.org/fileformat2.html#the_database_header). */
const PAGES_AT = 28;

export class PageFile {
  readonly #descriptor: number;
  readonly #log: number | undefined;
  readonly #cipher: PageCipher;
  /** The newest frame of each page that is in the log. */
  readonly #frames: ReadonlyMap<number, Frame>;
  readonly #read = new Set<number>();
  readonly #broken = new Set<number>();
  readonly log: Log['state'];
  /** The first 16 bytes of the file, in hex. */
  readonly salt: string;
  /** Pages in the store. */
  readonly count: number;
  /** Whether the file ends before its last page does. */
  readonly isCutOff: boolean;

  constructor({ file, key }: StoreFile & { readonly key: string }) {
    this.#descriptor = openSync(file, 'r');
    const salt = Buffer.alloc(SALT);
    readSync(this.#descriptor, salt, 0, SALT, 0);
    this.salt = salt.toString('hex');
    this.#cipher = new PageCipher(key, salt);
    // Opened once: another window may remove it at any time, when all of it is in the file.
    this.#log = openLog(`${file}-wal`);
    const { state, frames } = readLog(this.#log, this.#cipher);
    this.log = state;
    this.#frames = new Map(frames.map(frame => [frame.page, frame]));
    const told = frames.findLast(({ commit }) => commit > 0)?.commit ?? this.#pagesTold();
    const inFile = fstatSync(this.#descriptor).size / PAGE;
    // Another window may have changed the length between the two looks, and tells so in the first page.
    const isSteady = frames.length === 0 && told === this.#pagesTold();
    this.count = frames.length > 0 ? told : Math.max(told, Math.ceil(inFile));
    // What is missing may be in the journal of a transaction that a crash cut short.
    this.isCutOff = isSteady && inFile < this.count && !existsSync(`${file}-journal`);
  }

  /** How many pages there are by the first one. */
  #pagesTold(): number {
    return this.page(1)?.readUInt32BE(PAGES_AT) ?? 0;
  }

  /** What SQLite sees of the page of this number, from 1; undefined where it is not what was written. */
  page(number: number): Buffer | undefined {
    const bytes = this.#stored(number);
    this.#read.add(number);
    if (bytes && this.#cipher.fits(bytes, number)) return this.#cipher.open(bytes, number);
    this.#broken.add(number);
    return undefined;
  }

  #stored(number: number): Buffer | undefined {
    const frame = this.#frames.get(number);
    if (frame && !frame.sound) return undefined;
    return frame && this.#log !== undefined
      ? readPage(this.#log, frame.at)
      : readPage(this.#descriptor, (number - 1) * PAGE);
  }

  /** How many pages cannot be read. */
  countBroken(): number {
    for (let number = 1; number <= this.count; number++) if (!this.#read.has(number)) this.page(number);
    return this.#broken.size;
  }

  /** Whether any page is one of this key's. */
  get isKeysOwn(): boolean {
    const step = Math.max(1, Math.floor(this.count / TRIED));
    for (let number = 1; number <= this.count; number += step) if (this.page(number)) return true;
    return false;
  }

  close(): void {
    closeSync(this.#descriptor);
    if (this.#log !== undefined) closeSync(this.#log);
  }
}

/** A page that the file ends before is zeros, which fit no key. */
function readPage(descriptor: number, at: number): Buffer {
  const bytes = Buffer.alloc(PAGE);
  readSync(descriptor, bytes, 0, PAGE, at);
  return bytes;
}
