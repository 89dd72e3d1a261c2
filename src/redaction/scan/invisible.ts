/**
 * What a reader does not see, so that it must not hide a secret: zero-width and bidi characters, soft hyphens, and the
 * escape sequences of terminals (ECMA-48: CSI and OSC).
 */
const INVISIBLE =
  /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+|\u001b(?:\[[0-?]{0,32}[ -/]{0,4}[@-~]|\][^\u0007\u001b\n]{0,512}(?:\u0007|\u001b\\))/g;

/** The escape of Markdown before a sign, which no reader sees. */
export const ESCAPE = /\\(?=[!-/:-@[-`{-~])/g;

/** Signs that read like ASCII: the full-width forms, and the digits of other scripts. Each is one unit, as what it reads like. */
const ALIKE = /[\uff01-\uff5e]|(?=[\u0660-\uabf9])\p{Nd}/gu;

const IN_MARKDOWN = new RegExp(`${INVISIBLE.source}|${ESCAPE.source}`, 'g');

/** The same length, with what reads like ASCII as ASCII. */
function inAscii(text: string): string {
  // A plain range is quickly looked for, and most logs hold nothing of it.
  if (!/[\u0660-\uff5e]/.test(text)) return text;
  return text.replace(ALIKE, sign => {
    const code = sign.charCodeAt(0);
    if (sign.length > 1) return sign;
    return String.fromCharCode(code >= 0xff01 ? code - 0xfee0 : 0x30 + digitOf(code));
  });
}

/** The digits of a script are ten in a row; what stands before the first is no digit. */
function digitOf(code: number): number {
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCharCode(zero - 1))) zero--;
  return code - zero;
}

export interface Visible {
  readonly text: string;
  /** The place in the original of the unit at `at`. */
  startOf(at: number): number;
  /** The place in the original behind the unit before `at`. */
  endOf(at: number): number;
  /** The place in the visible text of the first unit that is not before `at` in the original. */
  visibleFrom(at: number): number;
}

/** The text without what is invisible, in Markdown also without escapes, and the way back. */
export function makeVisible(given: string, isMarkdown = false): Visible {
  const original = inAscii(given);
  const invisible = isMarkdown ? IN_MARKDOWN : INVISIBLE;
  invisible.lastIndex = 0;
  if (!invisible.test(original))
    return { text: original, startOf: at => at, endOf: at => at, visibleFrom: at => at };
  /** By piece that was kept: its place in the visible text, and by how much it lies further behind in the original. */
  const places = [0];
  const shifts = [0];
  let shift = 0;
  const text = original.replace(invisible, (hidden: string, at: number) => {
    shift += hidden.length;
    places.push(at + hidden.length - shift);
    shifts.push(shift);
    return '';
  });
  /** The last piece that begins at or before a place, as `begin` counts places. */
  const pieceAt = (at: number, begin: (piece: number) => number): number => {
    let low = 0;
    for (let high = places.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if (begin(middle) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const place = (piece: number): number => places[piece] ?? 0;
  const shiftOf = (piece: number): number => shifts[piece] ?? 0;
  const shiftAt = (at: number): number => shiftOf(pieceAt(at, place));
  return {
    text,
    startOf: at => at + shiftAt(at),
    endOf: at => (at === 0 ? 0 : at + shiftAt(at - 1)),
    visibleFrom: at => {
      const piece = pieceAt(at, one => place(one) + shiftOf(one));
      return Math.min(at - shiftOf(piece), places[piece + 1] ?? text.length);
    },
  };
}
