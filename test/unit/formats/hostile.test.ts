import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pieces } from '../../../src/evidence/formats/index.js';
import {
  bytesOf,
  COMPRESSIONS,
  COMPRESSORS,
  drain,
  fixture,
  listing,
  streamed,
  takeApart,
  tar,
  zip,
} from './made.js';

const LOG = bytesOf('2026-03-01 09:30:00 ERROR order failed\n'.repeat(100));
const TAR = await tar({ name: 'a.log', content: LOG }, { name: 'b'.repeat(150), content: LOG });
const ZIP = zip(
  { name: 'a.log', content: LOG },
  { name: 'b.log', content: LOG, method: [12, COMPRESSORS.bzip2] },
);
const SEEDS = [
  ...readdirSync('test/fixtures/formats').map(fixture),
  ...COMPRESSIONS.map(format => COMPRESSORS[format](LOG)),
  ...COMPRESSIONS.map(format => COMPRESSORS[format](TAR)),
  TAR,
  ZIP,
];

/** What a careless network or a careful enemy does to bytes. */
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ at: fc.nat(), byte: fc.nat(255) }),
  fc.record({ at: fc.nat(), insert: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
  fc.record({ at: fc.nat() }),
);

/** Another byte, more bytes, or an end too early. */
interface Change {
  readonly at: number;
  readonly byte?: number;
  readonly insert?: Uint8Array;
}

function apply(bytes: Uint8Array, changes: readonly Change[]): Uint8Array {
  let changed = Buffer.from(bytes);
  for (const one of changes) {
    const at = one.at % (changed.length + 1);
    const rest =
      one.byte === undefined ? changed.subarray(at) : Buffer.from([one.byte, ...changed.subarray(at + 1)]);
    const ends = one.byte === undefined && one.insert === undefined;
    changed = Buffer.concat(
      [changed.subarray(0, at), one.insert ?? [], ends ? [] : rest].map(part => Buffer.from(part)),
    );
  }
  return changed;
}

describe('whatever the bytes are', () => {
  it('nothing is thrown and nothing hangs, and everything that yields bytes ends', async () => {
    const arbitrary = fc.tuple(fc.constantFrom(...SEEDS), fc.array(change, { minLength: 1, maxLength: 4 }));
    await fc.assert(
      fc.asyncProperty(arbitrary, fc.integer({ min: 50, max: 3000 }), async ([seed, changes], chunkBytes) => {
        for await (const piece of pieces(streamed(apply(seed, changes), 'a', chunkBytes))) {
          if ('content' in piece) await drain(piece.content.bytes);
          expect(piece.path.startsWith('a')).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  it('also where only their beginning is known', async () => {
    const magics = [
      '1f8b08',
      '28b52ffd',
      '425a68393141592653 59',
      'fd377a585a00',
      '504b0304',
      '504b0506',
      '89504e470d0a1a0a',
      'ffd8ff',
      '474946383961',
      '255044462d312e',
      '52494646aaaaaaaa57454250',
      'fffe',
      'feff',
      'efbbbf',
      '7b',
    ];
    const beginning = fc.constantFrom('', ...magics).map(hex => Buffer.from(hex.replaceAll(' ', ''), 'hex'));
    await fc.assert(
      fc.asyncProperty(beginning, fc.uint8Array({ maxLength: 600 }), async (start, rest) => {
        const told = await takeApart(streamed(Buffer.concat([start, rest]), 'a', 100));
        expect(told.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('a truncated text is the beginning of the whole one, whatever its compression', async () => {
    const text = Buffer.from(LOG).toString();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...COMPRESSIONS),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (format, part) => {
          const whole = COMPRESSORS[format](LOG);
          const bytes = whole.subarray(0, Math.floor(whole.length * part));
          // The mark that bzip2 begins with is text by itself.
          fc.pre(bytes.length > 10);
          const [only] = await takeApart(streamed(bytes, 'a'));
          if (only && 'text' in only) expect(text.startsWith(only.text)).toBe(true);
          else expect(only?.is).toMatchObject({ kind: 'refused' });
        },
      ),
    );
  });

  it('nothing at all is refused as empty', async () => {
    expect(await listing(streamed(new Uint8Array(), 'a.log'))).toEqual({ 'a.log': { reason: 'empty' } });
  });

  it('a run of bzip2 that is longer than any block is refused', async () => {
    const bits = [
      '010000100101101001101000' + '00110001', // BZh1
      hexBits('314159265359') + hexBits('00000000') + '0' + '0'.repeat(24), // a block, its checksum and origin
      '1000000000000000' + '1000000000000000', // one byte in its alphabet
      '010' + '000000000000010' + '00', // two tables, used in turn
      '00010' + '000' + '00010' + '000', // each with codes of two bits
      '01'.repeat(49) + '10', // a run of 2 to the power of 49, and the end
    ].join('');
    const bytes = Uint8Array.from(bits.padEnd(800, '0').match(/.{8}/g) ?? [], byte => parseInt(byte, 2));
    expect(await listing(streamed(bytes, 'a.bz2'))).toEqual({
      'a.bz2!/a': { reason: 'damaged', format: 'bzip2', detail: 'run too long' },
    });
  });
});

function hexBits(hex: string): string {
  return Array.from(hex, digit => parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
}
