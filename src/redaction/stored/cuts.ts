/** Parts of a text that leave, while the whole of it is looked at. */

/** In UTF-16 units. */
export interface Cut {
  readonly start: number;
  readonly end: number;
}

/** Lines from 1 on, both included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Tells what of a text lies in its cuts, asked about in the order of the text. */
export class Cuts {
  #at = 0;

  /** @param cuts in the order of the text, apart from each other */
  constructor(private readonly cuts: readonly Cut[]) {}

  within(start: number, end: number): Cut[] {
    const parts: Cut[] = [];
    while ((this.cuts[this.#at]?.end ?? Infinity) <= start) this.#at++;
    for (let at = this.#at; ; at++) {
      const cut = this.cuts[at];
      if (!cut || cut.start >= end) return parts;
      parts.push({ start: Math.max(start, cut.start), end: Math.min(end, cut.end) });
    }
  }
}

/**
 * Where lines lie in a text that comes in pieces, with their ends; lines end with a line feed.
 *
 * @param runs in the order of the text, apart from each other
 */
export function cutsOfLines(pieces: Iterable<string>, runs: readonly Lines[]): Cut[] {
  const cuts: Cut[] = [];
  let [line, offset, start] = [1, 0, 0];
  const begin = (unit: number) => {
    if (runs[cuts.length]?.first === line) start = unit;
  };
  begin(0);
  for (const piece of pieces) {
    for (let at = piece.indexOf('\n'); at !== -1; at = piece.indexOf('\n', at + 1)) {
      const unit = offset + at + 1;
      if (runs[cuts.length]?.last === line) cuts.push({ start, end: unit });
      if (cuts.length === runs.length) return cuts;
      line++;
      begin(unit);
    }
    offset += piece.length;
  }
  const open = runs[cuts.length];
  if (open && open.first <= line) cuts.push({ start, end: offset });
  return cuts;
}
