/** Where findings stand in the lines of a stored text, from inside a job's thread. */
import type { Database } from '../../db/connection.js';
import type { Attachment } from '../../db/rows/attachments.js';
import { allSpans } from '../../db/spans.js';
import { textPieces } from '../../evidence/text/index.js';
import { Units } from '../review/places.js';

/** A finding's place: lines from 1 on, which end with a line feed, and UTF-16 units from their beginnings. */
export interface SpanPlace {
  readonly id: string;
  readonly line: number;
  readonly start: number;
  readonly endLine: number;
  readonly end: number;
}

interface Point {
  readonly byte: number;
  readonly line: number;
  readonly column: number;
}

/** Gives the places in the order of the text, some after each piece of it; what comes behind the last one is not read. */
export function* placesOfStored(
  db: Database,
  attachment: Pick<Attachment, 'id' | 'encoding'>,
): Generator<SpanPlace[], void> {
  const spans = allSpans(db, attachment.id);
  const points = new Points(spans.flatMap(({ start_offset, end_offset }) => [start_offset, end_offset]));
  let told = 0;
  for (const piece of textPieces(db, attachment)) {
    if (told === spans.length) return;
    const known = points.push(piece);
    const places: SpanPlace[] = [];
    for (; told * 2 + 1 < known.length; told++) {
      const [from, to, span] = [known[told * 2], known[told * 2 + 1], spans[told]];
      if (from && to && span)
        places.push({ id: span.id, line: from.line, start: from.column, endLine: to.line, end: to.column });
    }
    yield places;
  }
}

/** Turns bytes of the UTF-8 form, in ascending order, into lines and columns of a text that comes in pieces. */
class Points {
  readonly #found: Point[] = [];
  #byte = 0;
  #line = 1;
  /** Units of the line that the next piece goes on with. */
  #column = 0;

  constructor(private readonly bytes: readonly number[]) {}

  /** @returns all points that were passed so far */
  push(piece: string): readonly Point[] {
    const units = new Units(piece);
    const end = this.#byte + Buffer.byteLength(piece);
    let lineStart = -this.#column;
    let newline = piece.indexOf('\n');
    const pass = (unit: number) => {
      for (; newline !== -1 && newline < unit; newline = piece.indexOf('\n', newline + 1)) {
        this.#line++;
        lineStart = newline + 1;
      }
    };
    for (;;) {
      const byte = this.bytes[this.#found.length];
      if (byte === undefined || byte > end) break;
      const unit = units.at(byte - this.#byte);
      pass(unit);
      this.#found.push({ byte, line: this.#line, column: unit - lineStart });
    }
    pass(Infinity);
    this.#column = piece.length - lineStart;
    this.#byte = end;
    return this.#found;
  }
}
