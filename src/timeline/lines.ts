/** Going through the lines of a text that comes in pieces. */

/** Told of each line: where it stands in a text, without its end. */
type EachLine = (text: string, start: number, end: number) => void;

/** How much of a line is kept that goes on over pieces, in UTF-16 units: its time stands before. */
const KEPT = 256 * 1024;

const RETURN = 0x0d;

/** Cuts pieces into lines. Of a line that goes on over pieces, only the beginning is told where `kept` is not more. */
export class Lines {
  /** The beginning of a line that goes on in the next piece. */
  #open: string | undefined;

  /** @param kept how much of a line is kept that goes on over pieces, in UTF-16 units */
  constructor(
    private readonly each: EachLine,
    private readonly kept = KEPT,
  ) {}

  push(piece: string): void {
    let start = 0;
    for (;;) {
      const next = piece.indexOf('\n', start);
      if (next === -1) break;
      if (this.#open === undefined) this.each(piece, start, withoutReturn(piece, start, next));
      else this.#close(piece.slice(0, Math.min(next, this.kept)));
      start = next + 1;
    }
    if (start === piece.length) return;
    const open = this.#open ?? '';
    this.#open = open.length < this.kept ? open + piece.slice(start, start + this.kept) : open;
  }

  /** Tells the last line, where no line end stands behind it. */
  end(): void {
    if (this.#open !== undefined) this.#close('');
  }

  #close(rest: string): void {
    const line = `${this.#open ?? ''}${rest}`;
    this.#open = undefined;
    this.each(line, 0, withoutReturn(line, 0, line.length));
  }
}

function withoutReturn(text: string, start: number, end: number): number {
  return end > start && text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
}
