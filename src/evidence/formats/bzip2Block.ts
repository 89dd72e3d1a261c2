import type { BitReader } from './bits.js';
import { damaged } from './cut.js';

/** Symbols decoded by one Huffman table before the next is chosen. */
const GROUP = 50;
const MAX_CODE_BITS = 20;
const FAST_BITS = 10;
const RUN_A = 0;
const RUN_B = 1;

/** How much is yielded at a time. */
const OUTPUT_BYTES = 64 * 1024;

/** The memory that a stream's blocks share, 3.6 MB at most. */
export class Scratch {
  readonly capacity: number;
  /** A byte each in the low 8 bits, and in the others the position of the byte that follows it. */
  readonly links: Uint32Array;

  /** @param level the digit in the stream's header: the block size in units of 100 kB */
  constructor(level: number) {
    this.capacity = level * 100_000;
    this.links = new Uint32Array(this.capacity);
  }
}

interface Block {
  /** Bytes in it, before runs are expanded. */
  readonly length: number;
  /** Which rotation of the block is its beginning. */
  readonly origin: number;
}

/** Reads a block's symbols into `scratch`, undoing Huffman, run and move-to-front coding. @throws CutShort */
export async function readBlock(bits: BitReader, { links, capacity }: Scratch): Promise<Block> {
  if (bits.read(1) !== 0) throw damaged('bzip2', 'randomised block');
  const origin = bits.read(24);
  const alphabet = await readAlphabet(bits);
  const endOfBlock = alphabet.length + 1;
  const { tables, selectors } = await readTables(bits, alphabet.length + 2);
  let length = 0;
  let run = 0;
  let weight = 1;
  for (const selector of selectors) {
    const table = tables[selector];
    if (!table) break;
    await bits.fill((GROUP * MAX_CODE_BITS) / 8 + 4);
    for (let i = 0; i < GROUP; i++) {
      const symbol = table.decode(bits);
      if (symbol === RUN_A || symbol === RUN_B) {
        // Bijective base 2. A run longer than the block ends here, before its weight overflows.
        run += weight << symbol;
        weight <<= 1;
        if (run > capacity) throw damaged('bzip2', 'run too long');
        continue;
      }
      if (run > 0) {
        if (length + run > capacity) throw damaged('bzip2', 'block too long');
        links.fill(alphabet[0] ?? 0, length, length + run);
        length += run;
        run = 0;
        weight = 1;
      }
      if (symbol === endOfBlock) {
        if (origin >= length && length + origin > 0) throw damaged('bzip2', 'origin outside of its block');
        return { length, origin };
      }
      if (length >= capacity) throw damaged('bzip2', 'block too long');
      links[length++] = toFront(alphabet, symbol - 1);
    }
  }
  throw damaged('bzip2', 'block without end');
}

/** The bytes that occur in the block, in order: two levels of a map of 256 bits. */
async function readAlphabet(bits: BitReader): Promise<Uint8Array> {
  await bits.fill(64);
  const used = bits.read(16);
  const bytes: number[] = [];
  for (let high = 0; high < 16; high++) {
    const row = used & (0x8000 >> high) ? bits.read(16) : 0;
    for (let low = 0; low < 16; low++) if (row & (0x8000 >> low)) bytes.push(high * 16 + low);
  }
  if (bytes.length === 0) throw damaged('bzip2', 'no alphabet');
  return Uint8Array.from(bytes);
}

async function readTables(bits: BitReader, symbols: number) {
  await bits.fill(8);
  const count = bits.read(3);
  const selectorCount = bits.read(15);
  if (count < 2 || count > 6 || selectorCount === 0) throw damaged('bzip2', 'no tables');
  const order = Uint8Array.of(0, 1, 2, 3, 4, 5);
  const selectors = new Uint8Array(selectorCount);
  for (let i = 0; i < selectorCount; i++) {
    if (i % 1024 === 0) await bits.fill(1024);
    let index = 0;
    while (bits.read(1) === 1) if (++index >= count) throw damaged('bzip2', 'no such table');
    selectors[i] = toFront(order, index);
  }
  const tables: HuffmanTable[] = [];
  for (let i = 0; i < count; i++) tables.push(new HuffmanTable(await readLengths(bits, symbols)));
  return { tables, selectors };
}

async function readLengths(bits: BitReader, symbols: number): Promise<Uint8Array> {
  const lengths = new Uint8Array(symbols);
  await bits.fill(8);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbols; symbol++) {
    for (let steps = 0; ; steps++) {
      if (steps % 64 === 0) await bits.fill(64);
      if (length < 1 || length > MAX_CODE_BITS) throw damaged('bzip2', 'code length');
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return lengths;
}

/** Canonical Huffman codes: by table where they are short, by length where not. */
class HuffmanTable {
  /** For every beginning of {@link FAST_BITS} bits: the symbol, shifted by 5, and the length of its code; or 0. */
  readonly #fast = new Uint16Array(1 << FAST_BITS);
  /** The symbols in the order of their codes. */
  readonly #symbols: Uint16Array;
  /** For each length: the first code that is too large for it, as a number of {@link MAX_CODE_BITS} bits. */
  readonly #limits = new Uint32Array(MAX_CODE_BITS + 1);
  /** For each length: what to add to a code to get its place in `#symbols`. */
  readonly #offsets = new Int32Array(MAX_CODE_BITS + 1);

  constructor(lengths: Uint8Array) {
    this.#symbols = new Uint16Array(lengths.length);
    let code = 0;
    let place = 0;
    for (let length = 1; length <= MAX_CODE_BITS; length++) {
      this.#offsets[length] = place - code;
      for (const [symbol, its] of lengths.entries()) {
        if (its !== length) continue;
        this.#symbols[place++] = symbol;
        this.#remember(code++, length, symbol);
      }
      this.#limits[length] = code << (MAX_CODE_BITS - length);
      code <<= 1;
    }
  }

  decode(bits: BitReader): number {
    const code = bits.peek(MAX_CODE_BITS);
    const fast = this.#fast[code >>> (MAX_CODE_BITS - FAST_BITS)] ?? 0;
    if (fast !== 0) {
      bits.skip(fast & 31);
      return fast >>> 5;
    }
    for (let length = 1; length <= MAX_CODE_BITS; length++) {
      if (code >= (this.#limits[length] ?? 0)) continue;
      const symbol = this.#symbols[(code >>> (MAX_CODE_BITS - length)) + (this.#offsets[length] ?? 0)];
      if (symbol === undefined) break;
      bits.skip(length);
      return symbol;
    }
    throw damaged('bzip2', 'no such code');
  }

  #remember(code: number, length: number, symbol: number): void {
    if (length > FAST_BITS) return;
    const spare = FAST_BITS - length;
    this.#fast.fill((symbol << 5) | length, code << spare, (code + 1) << spare);
  }
}

/** Moves an item to the front, and returns it. */
function toFront(list: Uint8Array, index: number): number {
  const item = list[index] ?? 0;
  for (let i = index; i > 0; i--) list[i] = list[i - 1] ?? 0;
  list[0] = item;
  return item;
}

/**
 * Yields a block's bytes: undoes the Burrows-Wheeler transform, and expands runs, which are four equal bytes and a
 * count of more.
 *
 * @returns their checksum
 */
export function* inverseTransform(
  { links }: Scratch,
  { length, origin }: Block,
): Generator<Uint8Array, number> {
  link(links, length);
  let output = new Uint8Array(OUTPUT_BYTES);
  let size = 0;
  let checksum = 0xffffffff;
  let next = length > 0 ? (links[origin] ?? 0) >>> 8 : 0;
  let previous = -1;
  let equal = 0;
  for (let i = 0; i < length; i++) {
    const entry = links[next] ?? 0;
    const byte = entry & 0xff;
    next = entry >>> 8;
    if (equal === 4) {
      equal = 0;
      for (let copies = byte; copies > 0; copies--) put(previous);
      previous = -1;
    } else {
      equal = byte === previous ? equal + 1 : 1;
      previous = byte;
      put(byte);
    }
    if (size > OUTPUT_BYTES - 256) {
      yield output.subarray(0, size);
      output = new Uint8Array(OUTPUT_BYTES);
      size = 0;
    }
  }
  if (size > 0) yield output.subarray(0, size);
  return ~checksum >>> 0;

  function put(byte: number): void {
    output[size++] = byte;
    checksum = (checksum << 8) ^ (CHECKSUMS[(checksum >>> 24) ^ byte] ?? 0);
  }
}

/** Notes for every byte the position of the one that follows it: bytes that are equal keep their order. */
function link(links: Uint32Array, length: number): void {
  const starts = new Uint32Array(257);
  for (let i = 0; i < length; i++) {
    const after = ((links[i] ?? 0) & 0xff) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let byte = 1; byte < 257; byte++) starts[byte] = (starts[byte] ?? 0) + (starts[byte - 1] ?? 0);
  for (let i = 0; i < length; i++) {
    const byte = (links[i] ?? 0) & 0xff;
    const at = starts[byte] ?? 0;
    starts[byte] = at + 1;
    links[at] = (links[at] ?? 0) | (i << 8);
  }
}

/** CRC-32 with the most significant bit first, which zlib doesn't have. */
const CHECKSUMS = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});
