import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Cutter, type Piece } from '../chunks/index.js';

/** A file of which the part is read that is there at the start. */
export class LogFile {
  readonly size: number;
  readonly #descriptor: number;

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
      if (read === 0) break;
      left -= read;
      const piece = cutter.took(read);
      if (piece) yield piece;
    }
    const rest = cutter.end();
    if (rest) yield rest;
  }

  /** Whether more was written to it since. */
  get grew(): boolean {
    return fstatSync(this.#descriptor).size > this.size;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
