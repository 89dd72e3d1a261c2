/**
 * The search filter of a chunk: a set of hashes of all its runs of four bytes, so that a chunk which cannot hold a
 * text is told without unpacking it. It never says no to a chunk that holds it.
 *
 * It is built over UTF-8 without terminals' escape sequences and with ASCII in lower case. Letters beyond ASCII stay
 * as they are: a search that ignores case leaves them out of what it asks for.
 */
import { withoutAnsi } from './ansi.js';
import { asBuffer, decode, type Encoding } from './encoding.js';

/** Four bytes are in few enough chunks to tell ids apart and short enough for most words. */
const GRAM = 4;
/** The hash has 16 bits: a chunk of log holds 30,000 different runs, of which so half or less of a filter is set. */
const HASHES = 0x1_0000;
const MAX_BYTES = HASHES / 8;
const MIN_BYTES = 64;
/** A filter is this share of its packed chunk: what is rich in ids packs badly, and needs the larger filter. */
const SHARE = 1 / 20;

const BYTE_HASH = byteHashes();

/** For each byte a number that looks random, upper case's the same as lower case's. */
function byteHashes(): Int32Array {
  const hashes = new Int32Array(256);
  let x = 0x9e3779b9;
  for (let byte = 0; byte < 256; byte++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    hashes[byte] = x;
  }
  hashes.copyWithin(0x41, 0x61, 0x7b);
  return hashes;
}

/**
 * Calls for each run of four bytes are too slow here, so its hash rolls: each byte moves the ones before by 8 of 32
 * bits, and the upper 16 depend on the last four bytes.
 */
function markGrams(bytes: Uint8Array, seen: Uint8Array): void {
  const hashes = BYTE_HASH;
  const { length } = bytes;
  let hash = 0;
  for (let at = 0; at < length; at++) {
    hash = ((hash << 8) + (hashes[bytes[at] ?? 0] ?? 0)) | 0;
    seen[hash >>> 16] = 1;
  }
}

const SEEN = new Uint8Array(HASHES);

/** @param packedBytes how large the chunk is when packed */
export function buildFilter(
  bytes: Uint8Array,
  encoding: Encoding,
  packedBytes: number,
): Uint8Array<ArrayBuffer> {
  const seen = SEEN.fill(0);
  markGrams(searchable(bytes, encoding), seen);
  const size = Math.min(MAX_BYTES, Math.max(MIN_BYTES, Math.round(packedBytes * SHARE)));
  const filter = new Uint8Array(size);
  for (let hash = 0; hash < HASHES; hash++) {
    if (seen[hash] === 0) continue;
    const bit = bitOf(hash, size);
    filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
  return filter;
}

function bitOf(hash: number, size: number): number {
  return Math.floor((hash * size * 8) / HASHES);
}

/** What a chunk must hold for a search to find something in it: all hashes of one of these lists. */
export type Requirement = readonly Uint16Array[];

/** Whether a chunk may fulfil the requirement, by its filter. */
export function mayHold(filter: Uint8Array, requirement: Requirement): boolean {
  return requirement.some(hashes => hashes.every(hash => isSet(filter, bitOf(hash, filter.length))));
}

function isSet(filter: Uint8Array, bit: number): boolean {
  return ((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}

/**
 * The hashes of a text's runs of four bytes, each once.
 *
 * @param matchCase whether the text is looked for as it is written
 */
export function hashesOf(text: string, matchCase: boolean): Uint16Array {
  const found = new Set<number>();
  for (const run of text.split(matchCase ? UNREADABLE : VARIABLE)) {
    const bytes = Buffer.from(run);
    let hash = 0;
    bytes.forEach((byte, at) => {
      hash = ((hash << 8) + (BYTE_HASH[byte] ?? 0)) | 0;
      if (at >= GRAM - 1) found.add(hash >>> 16);
    });
  }
  return Uint16Array.from(found);
}

/** What stands for bytes that could not be read, and half surrogate pairs: their bytes are unknown. */
const UNREADABLE = /[\uFFFD\p{Cs}]+/u;
/** And the letters beyond ASCII that have another case. */
const VARIABLE = /(?:[\uFFFD\p{Cs}]|(?![\0-\x7f])[\p{Changes_When_Casemapped}\p{Changes_When_Casefolded}])+/u;

/** The bytes that the filter is built over. UTF-8 is read as it is, and most logs are ASCII. */
function searchable(bytes: Uint8Array, encoding: Encoding): Uint8Array {
  const buffer = asBuffer(bytes);
  const asItIs = encoding.name === 'utf-8' && !buffer.includes(0x1b) && !hasAsciiTwin(buffer);
  if (asItIs) return bytes;
  return Buffer.from(withAsciiTwins(withoutAnsi(decode(bytes, encoding))));
}

/** Two letters beyond ASCII are another case of an ASCII letter: the Kelvin sign and the long s. */
function hasAsciiTwin(utf8: Buffer): boolean {
  return utf8.includes('\u212A') || utf8.includes('\u017F');
}

/** A search that ignores case asks for the ASCII letter, one that does not for the other: the text holds both. */
function withAsciiTwins(text: string): string {
  if (!/[\u212A\u017F]/.test(text)) return text;
  return `${text}\n${text.replaceAll('\u212A', 'k').replaceAll('\u017F', 's')}`;
}
