import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';

/** How much of the content judges its encoding. */
const JUDGED_BYTES = 64 * 1024;

/** Zeros in a row, from which on they are a hole in the file and not part of its text: logs truncated while open. */
const HOLE_BYTES = 16;

/** Nothing but zeros for this long is such a hole, too: no format begins so, and a log may well. */
const LONG_HOLE_BYTES = 1024 * 1024;

/** Fewer bytes outside ASCII tell nothing of a code page; Windows-1252 is then the likeliest. */
const TELLING_BYTES = 8;

/**
 * The encoding of text, as a label that `TextDecoder` knows; undefined where the bytes are no text.
 *
 * Text may hold what logs hold: colours, a few stray control characters, zeros, bytes that break its encoding.
 *
 * @param head the beginning of the content, which may end within a character
 */
export function encodingOf(head: Uint8Array): string | undefined {
  if (head.every(byte => byte === 0)) return head.length < LONG_HOLE_BYTES ? undefined : 'utf-8';
  const marked = markOf(head);
  if (marked) return readsAsText(head, marked) ? marked : undefined;
  const wide = wideEncodingOf(head.subarray(0, JUDGED_BYTES));
  if (wide) return wide;
  const judged = judgedPart(head);
  if (!hasFewControls(judged)) return undefined;
  if (isUtf8(withoutCutCharacter(head)) || isMostlyUtf8(judged)) return 'utf-8';
  return codePageOf(judged);
}

/** Whether there is no control character at all, as in text that was written for people. */
export function isCleanText(head: Uint8Array): boolean {
  const { controls, zeros } = controlsIn(head.subarray(0, JUDGED_BYTES));
  return controls === 0 && zeros === 0;
}

function markOf([a, b, c, d]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  // With two zeros more it is UTF-32, which no browser and no editor reads.
  if (a === 0xff && b === 0xfe && !(c === 0 && d === 0)) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return undefined;
}

/** The first part that isn't a hole. */
function judgedPart(head: Uint8Array): Uint8Array {
  const start = Math.max(
    0,
    head.findIndex(byte => byte !== 0),
  );
  return head.subarray(start, start + JUDGED_BYTES);
}

/** Tab, line feed, form feed, carriage return, backspace, bell and escape are what terminals and logs use. */
const ALLOWED = new Set([7, 8, 9, 10, 12, 13, 27]);
const IS_CONTROL = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number((byte < 32 && byte > 0 && !ALLOWED.has(byte)) || byte === 127),
);

function controlsIn(bytes: Uint8Array): { controls: number; zeros: number } {
  let controls = 0;
  let zeros = 0;
  let run = 0;
  for (const byte of bytes) {
    controls += IS_CONTROL[byte] ?? 0;
    run = byte === 0 ? run + 1 : 0;
    // A run counts until it turns out to be a hole.
    if (run === HOLE_BYTES) zeros -= HOLE_BYTES - 1;
    else if (run > 0 && run < HOLE_BYTES) zeros++;
  }
  return { controls, zeros };
}

function hasFewControls(bytes: Uint8Array): boolean {
  const { controls, zeros } = controlsIn(bytes);
  return controls <= bytes.length * 0.02 && zeros <= bytes.length * 0.1;
}

/** Without the last character, where it may be cut. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back);
    if (byte < 0x80) break;
  }
  return bytes;
}

/** Whether characters of UTF-8 outnumber bytes that break it, as in a log with a few damaged lines. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let broken = 0;
  let characters = 0;
  for (const character of new TextDecoder().decode(bytes)) {
    if (character === '\ufffd') broken++;
    else if (character > '\x7f') characters++;
  }
  return characters > broken * 2;
}

function codePageOf(bytes: Uint8Array): string {
  const telling = bytes.reduce((count, byte) => count + Number(byte > 127), 0);
  const [best] = telling < TELLING_BYTES ? [] : chardet.analyse(bytes);
  try {
    return best ? new TextDecoder(best.name).encoding : 'windows-1252';
  } catch {
    return 'windows-1252';
  }
}

/** UTF-16 without a mark: what it has of ASCII, at least blanks and line ends, has a zero on one side. */
function wideEncodingOf(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const blanks = { le: 0, be: 0 };
  for (let i = 0; i + 1 < head.length; i += 2) {
    const [first, second] = [head[i] ?? 0, head[i + 1] ?? 0];
    if (second === 0 && (first === 0x20 || first === 0x0a || (first >= 0x30 && first < 0x7f))) blanks.le++;
    if (first === 0 && (second === 0x20 || second === 0x0a || (second >= 0x30 && second < 0x7f))) blanks.be++;
  }
  const encoding = blanks.le >= blanks.be ? 'utf-16le' : 'utf-16be';
  const enough = Math.max(blanks.le, blanks.be) * 2 >= head.length * 0.02;
  return head.length >= 4 && enough && readsAsText(head, encoding) ? encoding : undefined;
}

/** Whether decoding yields hardly a character that has no place in text. */
function readsAsText(head: Uint8Array, encoding: string): boolean {
  const text = new TextDecoder(encoding).decode(head.subarray(0, JUDGED_BYTES));
  // The last one may be cut.
  const strange =
    text.slice(0, -1).match(/[\0-\x06\x0e-\x1a\x1c-\x1f\x7f\ufffd\p{Cn}\p{Co}\p{Cs}]/gu)?.length ?? 0;
  return strange <= text.length * 0.02;
}
