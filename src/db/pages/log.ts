/**
 * SQLite's write-ahead log, read without SQLite (https://www.sqlite.org/fileformat2.html#walformat). SQLite replays
 * whatever log lies beside a file, and takes a broken frame for the end of the log; this tells a log of another store
 * and a damaged one from one that a crash cut short.
 */
import { fstatSync, openSync, readSync } from 'node:fs';
import { PAGE, type PageCipher } from './cipher.js';

const HEADER = 32;
const FRAME_HEADER = 24;
const FRAME = FRAME_HEADER + PAGE;
/** The header begins with it; its last bit says which end of a word comes first in the sums. */
const MAGIC = 0x377f0682;
/** A log that another window begins anew while it is read is read again. */
const TRIES = 5;

export interface Frame {
  readonly page: number;
  /** Pages in the file after the transaction that ends with this frame; 0 where it does not end here. */
  readonly commit: number;
  /** Whether its page is what was written. */
  readonly sound: boolean;
  /** Where its page begins in the log, in bytes. */
  readonly at: number;
}

export interface Log {
  /**
   * `foreign`: it was written for another store or under another key; `damaged`: frames behind a broken one belong to
   * transactions that were committed.
   */
  readonly state: 'fits' | 'foreign' | 'damaged';
  /** Up to the last commit. */
  readonly frames: readonly Frame[];
}

const NOTHING: Log = { state: 'fits', frames: [] };

/** @returns a descriptor, or undefined where there is no log; who opens it closes it */
export function openLog(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Reads a log; one that is not there has no frames. */
export function readLog(descriptor: number | undefined, cipher: PageCipher): Log {
  if (descriptor === undefined) return NOTHING;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const header = readAt(descriptor, 0, HEADER);
    const log = readRound(descriptor, header, cipher);
    if (readAt(descriptor, 0, HEADER).equals(header)) return log;
  }
  return NOTHING;
}

/** The frames since the log was last begun anew; older ones lie behind them and are in the file already. */
function readRound(descriptor: number, header: Buffer, cipher: PageCipher): Log {
  const count = Math.floor((fstatSync(descriptor).size - HEADER) / FRAME);
  if (header.length < HEADER || count < 1) return NOTHING;
  const sums = new Sums(header);
  const headed =
    (header.readUInt32BE() | 1) === (MAGIC | 1) &&
    sums.follow(header.subarray(0, FRAME_HEADER), header.subarray(FRAME_HEADER));
  const salts = headed ? header.subarray(16, 24) : readAt(descriptor, HEADER + 8, 8);
  const frames: Frame[] = [];
  let inRound = 0;
  let broken: number | undefined = headed ? undefined : 0;
  for (let index = 0; index < count; index++) {
    const at = HEADER + index * FRAME + FRAME_HEADER;
    const bytes = readAt(descriptor, at - FRAME_HEADER, FRAME);
    if (bytes.length < FRAME) break;
    const salted = bytes.subarray(8, 16).equals(salts);
    if (salted) inRound = index + 1;
    if (broken === undefined && salted && sums.followFrame(bytes)) {
      const page = bytes.readUInt32BE();
      if (index === 0 && !cipher.fits(bytes.subarray(FRAME_HEADER), page))
        return { ...NOTHING, state: 'foreign' };
      frames.push({ page, commit: bytes.readUInt32BE(4), sound: true, at });
    } else {
      broken ??= index;
      frames.push({ ...identify(bytes, cipher), commit: bytes.readUInt32BE(4), at });
    }
  }
  return judge(frames.slice(0, inRound), broken);
}

/** The number of the page in a broken frame: its own, unless the page fits under one that differs by a bit. */
function identify(frame: Buffer, cipher: PageCipher): Pick<Frame, 'page' | 'sound'> {
  const written = frame.readUInt32BE();
  const content = frame.subarray(FRAME_HEADER);
  const others = Array.from({ length: 32 }, (_, bit) => (written ^ (1 << bit)) >>> 0);
  const page = [written, ...others].find(number => cipher.fits(content, number));
  return page === undefined ? { page: written, sound: false } : { page, sound: true };
}

function judge(frames: readonly Frame[], broken: number | undefined): Log {
  const upTo = (end: number) =>
    frames.slice(0, frames.findLastIndex(({ commit }, i) => commit > 0 && i < end) + 1);
  if (broken === undefined || broken >= frames.length) return { state: 'fits', frames: upTo(frames.length) };
  // A crash breaks the last transaction only: each one is on the disk before the next one begins.
  const commit = frames.findIndex((frame, index) => index >= broken && frame.commit > 0);
  const damaged = commit >= 0 && commit < frames.length - 1 && frames.some(({ sound }) => sound);
  return damaged
    ? { state: 'damaged', frames: upTo(frames.length) }
    : { state: 'fits', frames: upTo(broken) };
}

function readAt(descriptor: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, at));
}

/** The running sums of a log, in which each frame continues the one before. */
class Sums {
  readonly #word: (bytes: Buffer, at: number) => number;
  #first = 0;
  #second = 0;

  constructor(header: Buffer) {
    this.#word =
      header.readUInt32BE() === MAGIC
        ? (bytes, at) => bytes.readUInt32LE(at)
        : (bytes, at) => bytes.readUInt32BE(at);
  }

  /** Whether `expected` begins with the sums up to the end of `bytes`. */
  follow(bytes: Buffer, expected: Buffer): boolean {
    for (let at = 0; at + 8 <= bytes.length; at += 8) {
      this.#first = (this.#first + this.#word(bytes, at) + this.#second) >>> 0;
      this.#second = (this.#second + this.#word(bytes, at + 4) + this.#first) >>> 0;
    }
    return (
      expected.length >= 8 &&
      expected.readUInt32BE(0) === this.#first &&
      expected.readUInt32BE(4) === this.#second
    );
  }

  followFrame(frame: Buffer): boolean {
    const sums = frame.subarray(16, FRAME_HEADER);
    this.follow(frame.subarray(0, 8), sums);
    return this.follow(frame.subarray(FRAME_HEADER), sums);
  }
}
