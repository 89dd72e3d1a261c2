import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Provenance } from '../../db/rows/provenance.js';
import { type Cutter, type Piece } from '../chunks/index.js';

/** A file of which the part is read that is there at the start. */
export class LogFile {
  readonly size: number;
  readonly #descriptor: number;
  #cut = false;

  /** @throws an error of the file system */
  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
    this.size = fstatSync(this.#descriptor).size;
  }

  /** Its pieces; a file that becomes shorter while it is read ends where it then ends. */
  *pieces(cutter: Cutter): Generator<Piece> {
    for (let left = this.size; left > 0;) {
      const { room } = cutter;
      const read = readSync(this.#descriptor, room, 0, Math.min(room.length, left), null);
      if (read === 0) {
        this.#cut = true;
        break;
      }
      left -= read;
      const piece = cutter.took(read);
      if (piece) yield piece;
    }
    const rest = cutter.end();
    if (rest) yield rest;
  }

  /** How it ended: it became shorter, or more was written to it since. */
  ending(): Pick<Provenance, 'grew' | 'partial'> {
    if (this.#cut) return { partial: 'endCut' };
    return fstatSync(this.#descriptor).size > this.size ? { grew: true } : {};
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
