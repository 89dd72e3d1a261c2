/** Where stored spans stand in a document that shows the text. */

export interface Place {
  /** From 0 on, as editors count: a line ends with CRLF, LF or CR. */
  readonly line: number;
  /** UTF-16 units from the line's beginning. */
  readonly character: number;
}

interface Offsets {
  readonly start_offset: number;
  readonly end_offset: number;
}

/**
 * The places of spans, which an editor may show with other line ends than the text has.
 *
 * @param spans in the order of the text, with offsets in bytes of its UTF-8 form
 */
export function placesOf<Span extends Offsets>(
  text: string,
  spans: readonly Span[],
): (Span & { readonly start: Place; readonly end: Place })[] {
  const units = new Units(text);
  const lines = lineStarts(text);
  const place = (byte: number): Place => {
    const unit = units.at(byte);
    const line = lastAtOrBefore(lines, unit);
    return { line, character: unit - (lines[line] ?? 0) };
  };
  return spans.map(span => ({ ...span, start: place(span.start_offset), end: place(span.end_offset) }));
}

/** Finds the UTF-16 unit at a byte of the UTF-8 form; bytes are asked for in ascending order. */
export class Units {
  #unit = 0;
  #byte = 0;
  readonly #ascii: boolean;

  constructor(private readonly text: string) {
    this.#ascii = Buffer.byteLength(text) === text.length;
  }

  at(byte: number): number {
    if (this.#ascii) return Math.min(byte, this.text.length);
    while (this.#byte < byte && this.#unit < this.text.length) {
      const code = this.text.codePointAt(this.#unit) ?? 0;
      this.#unit += code > 0xffff ? 2 : 1;
      this.#byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code > 0xffff ? 4 : 3;
    }
    return this.#unit;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  const ends = /\r\n?|\n/g;
  while (ends.test(text)) starts.push(ends.lastIndex);
  return starts;
}

/** The index of the last number that is not above `value`; the first is 0. */
function lastAtOrBefore(sorted: readonly number[], value: number): number {
  let low = 0;
  for (let high = sorted.length - 1; low < high;) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? Infinity) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
