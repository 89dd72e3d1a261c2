import { setImmediate } from 'node:timers/promises';
import { BitReader } from './bits.js';
import { inverseTransform, readBlock, Scratch } from './bzip2Block.js';
import { continues } from './member.js';
import type { Reader } from './reader.js';
import { CutShort, damaged } from './cut.js';

/** π and √π in decimal: what a block and the end of a stream begin with. */
const BLOCK = 0x314159265359;
const END = 0x177245385090;

/** The longest header of a stream or a block's first fields, in bytes. */
const HEADER_BYTES = 32;

/**
 * Unpacks bzip2, stream after stream, block by block.
 *
 * Own code, after the description in bzip2's source: of the packages that exist, one holds input and output whole, the
 * other every block as an array of numbers, which is more than a gigabyte for a block of zeros; both are slower.
 *
 * @throws CutShort after all that was readable
 */
export async function* bunzip2(input: Reader): AsyncGenerator<Uint8Array, void> {
  do yield* stream(input);
  while (await continues('bzip2', input, head => isBzip2(head)));
}

/** `BZh`, the block size and the first digits of what must follow. */
export function isBzip2([b, z, h, level = 0, first, second]: Uint8Array): boolean {
  const block = first === 0x31 && second === 0x41;
  const end = first === 0x17 && second === 0x72;
  return b === 0x42 && z === 0x5a && h === 0x68 && level >= 0x31 && level <= 0x39 && (block || end);
}

async function* stream(input: Reader): AsyncGenerator<Uint8Array, void> {
  const bits = new BitReader(input);
  await bits.fill(HEADER_BYTES);
  const magic = bits.read(24);
  const level = bits.read(8) - 0x30;
  if (magic !== 0x425a68 || level < 1 || level > 9) throw damaged('bzip2', 'no header');
  const scratch = new Scratch(level);
  let combined = 0;
  for (;;) {
    await bits.fill(HEADER_BYTES);
    const sign = bits.read(24) * 0x1000000 + bits.read(24);
    const expected = ((bits.read(16) << 16) | bits.read(16)) >>> 0;
    if (sign === END) {
      if (expected !== combined) throw new CutShort({ reason: 'checksum', format: 'bzip2' });
      bits.end();
      return;
    }
    if (sign !== BLOCK) throw damaged('bzip2', 'no block');
    const checksum = yield* inverseTransform(scratch, await readBlock(bits, scratch));
    if (checksum !== expected) throw new CutShort({ reason: 'checksum', format: 'bzip2' });
    combined = (((combined << 1) | (combined >>> 31)) ^ checksum) >>> 0;
    // A block takes long enough to let others have the thread after each.
    await setImmediate();
  }
}
