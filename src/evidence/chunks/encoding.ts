/** Reading text of any encoding that TextDecoder knows, chunk by chunk. */
import { isAscii } from 'node:buffer';
import { Decoder } from '../formats/decode.js';

/** What the cutter has to know of an encoding: where a line ends and where a character does. */
type Shape = 'utf-8' | 'utf-16le' | 'utf-16be' | 'single-byte' | 'multi-byte';

export interface Encoding {
  /** The name that TextDecoder gives it. */
  readonly name: string;
  readonly shape: Shape;
  /** Bytes that a line feed takes, and of which every character is a multiple. */
  readonly unit: 1 | 2;
}

const LINE_FEED = 0x0a;
const MULTI_BYTE = new Set(['gbk', 'gb18030', 'big5', 'euc-jp', 'iso-2022-jp', 'shift_jis', 'euc-kr']);

/**
 * @param label any label of https://encoding.spec.whatwg.org/#names-and-labels
 * @throws RangeError where there is no such encoding
 */
export function encodingOf(label: string): Encoding {
  const { encoding: name } = new TextDecoder(label);
  if (name === 'utf-8') return { name, shape: name, unit: 1 };
  if (name === 'utf-16le' || name === 'utf-16be') return { name, shape: name, unit: 2 };
  return { name, shape: MULTI_BYTE.has(name) ? 'multi-byte' : 'single-byte', unit: 1 };
}

/**
 * The text of bytes that begin and end between characters. A byte order mark is text like any other, as
 * it stands in the middle of a file; `withoutMark` takes it off.
 */
export function decode(bytes: Uint8Array, { name, unit }: Encoding): string {
  const buffer = asBuffer(bytes);
  // Every encoding but these two writes ASCII as ASCII; a flat one-byte string is also the fastest to search.
  if (unit === 1 && name !== 'iso-2022-jp' && isAscii(buffer)) return buffer.toString('latin1');
  if (name === 'utf-8') return buffer.toString('utf8');
  const decoder = new Decoder(name, { ignoreBOM: true });
  return decoder.decode(bytes) + decoder.end();
}

export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** A view of the same memory with Buffer's searches, which are native. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The offset behind the next line feed at or after `from`, or -1. */
function behindNextLineEnd(bytes: Buffer, { shape, unit }: Encoding, from = 0): number {
  if (unit === 1) return bytes.indexOf(LINE_FEED, from) + 1 || -1;
  for (let at = bytes.indexOf(LINE_FEED, from); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) {
    const start = lineFeedStart(bytes, shape, at);
    if (start !== -1 && start >= from) return start + 2;
  }
  return -1;
}

/** The offset behind the last line feed, or 0 where there is none. */
export function behindLastLineEnd(bytes: Buffer, { shape, unit }: Encoding): number {
  if (unit === 1) return bytes.lastIndexOf(LINE_FEED) + 1;
  for (
    let at = bytes.lastIndexOf(LINE_FEED);
    at !== -1;
    at = at === 0 ? -1 : bytes.lastIndexOf(LINE_FEED, at - 1)
  ) {
    const start = lineFeedStart(bytes, shape, at);
    if (start !== -1) return start + 2;
  }
  return 0;
}

/** Where the line feed begins whose byte 0x0A is at `at`; -1 where that byte is part of another character. */
function lineFeedStart(bytes: Buffer, shape: Shape, at: number): number {
  const start = shape === 'utf-16le' ? at : at - 1;
  const other = bytes[shape === 'utf-16le' ? at + 1 : at - 1];
  return start % 2 === 0 && other === 0 ? start : -1;
}

export function countLineEnds(bytes: Buffer, encoding: Encoding): number {
  let count = 0;
  for (let at = behindNextLineEnd(bytes, encoding); at !== -1; at = behindNextLineEnd(bytes, encoding, at))
    count++;
  return count;
}

/** How far back a place between two characters is looked for in an encoding that cannot be read backwards. */
const LOOK_BACK = 64 * 1024;

/**
 * The last place between two characters at or before `limit`, for a line that is longer than a chunk. It never
 * parts CR from LF. In a multi-byte encoding it is behind a byte that can only be a character of its own (no
 * trail byte of these encodings is below 0x30), or `limit` where there is no such byte near.
 */
export function characterBorder(bytes: Buffer, { shape }: Encoding, limit: number): number {
  const border = borderBefore(bytes, shape, limit);
  const unit = shape === 'utf-16le' || shape === 'utf-16be' ? 2 : 1;
  const last = border - (shape === 'utf-16be' ? 1 : unit);
  return border > unit && bytes[last] === 0x0d ? border - unit : border;
}

function borderBefore(bytes: Buffer, shape: Shape, limit: number): number {
  switch (shape) {
    case 'single-byte':
      return limit;
    case 'utf-8': {
      let at = limit;
      while (at > limit - 4 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at--;
      // Four in a row are no character's.
      return ((bytes[at] ?? 0) & 0xc0) === 0x80 ? limit : at;
    }
    case 'utf-16le':
    case 'utf-16be': {
      const even = limit - (limit % 2);
      const high = bytes[shape === 'utf-16le' ? even - 1 : even - 2] ?? 0;
      return (high & 0xfc) === 0xd8 ? even - 2 : even;
    }
    case 'multi-byte': {
      for (let at = limit; at > Math.max(0, limit - LOOK_BACK); at--)
        if ((bytes[at - 1] ?? 0xff) < 0x30) return at;
      return limit;
    }
  }
}
