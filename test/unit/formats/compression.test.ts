import fc from 'fast-check';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pieces } from '../../../src/evidence/formats/index.js';
import {
  bytesOf,
  COMPRESSIONS,
  COMPRESSORS,
  ENDINGS,
  fixture,
  listing,
  streamed,
  takeApart,
} from './made.js';

const LINES = Array.from(
  { length: 5000 },
  (_, n) => `2026-03-01 09:30:00.${n} INFO request ${(n * 7919) % 10007} done\n`,
);
const LOG = LINES.join('');

/** The bytes of the only piece, whether it looks like text or not. */
async function unpacked(bytes: Uint8Array, chunkBytes?: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces(streamed(bytes, 'evidence', chunkBytes))) {
    if (!('content' in piece)) throw new Error(JSON.stringify(piece));
    for await (const chunk of piece.content.bytes) chunks.push(chunk);
    expect(piece.content.cut()).toBeUndefined();
  }
  return Buffer.concat(chunks);
}

describe.each(COMPRESSIONS)('%s', format => {
  const compress = COMPRESSORS[format];
  const name = `app.log.${ENDINGS[format]}`;

  it('gives back any bytes, however they arrive', async () => {
    // Zeros, and a beginning that is no archive's, so that nothing is taken further apart.
    const content = fc.uint8Array({ minLength: 1, maxLength: 3000 }).map(bytes => Uint8Array.of(0, ...bytes));
    await fc.assert(
      fc.asyncProperty(content, fc.integer({ min: 1, max: 500 }), async (bytes, chunkBytes) => {
        expect(await unpacked(compress(bytes), chunkBytes)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 30 },
    );
  });

  it('gives back a log of many blocks', async () => {
    expect(await takeApart(streamed(compress(bytesOf(LOG)), name))).toEqual([
      { path: `${name}!/app.log`, text: LOG, encoding: 'utf-8', records: 'lines' },
    ]);
  });

  it('reads on after the first of several members, and over zeros between and after them', async () => {
    const two = Buffer.concat([compress(bytesOf('one\n')), compress(bytesOf('two\n'))]);
    const padded = Buffer.concat([
      compress(bytesOf('one\n')),
      Buffer.alloc(512),
      compress(bytesOf('two\n')),
      Buffer.alloc(512),
    ]);
    for (const bytes of [two, padded]) {
      for (const chunkBytes of [1, 7, 1000]) {
        expect(await listing(streamed(bytes, name, chunkBytes))).toEqual({
          [`${name}!/app.log`]: 'one\ntwo\n',
        });
      }
    }
  });

  it('keeps what can be read of a file that ends too early, and says so', async () => {
    const whole = compress(bytesOf(LOG));
    const [piece, ...others] = await takeApart(streamed(whole.subarray(0, whole.length - 20), name));
    expect(others).toEqual([]);
    expect(piece).toMatchObject({ path: `${name}!/app.log`, cut: { reason: 'truncated' } });
    const text = piece && 'text' in piece ? piece.text : '';
    expect(LOG.startsWith(text)).toBe(true);
    // One block of bzip2 is 100 kB here, and cannot be read in part.
    expect(text.length).toBeGreaterThan(LOG.length - 110_000);
  });

  it('keeps what came before something that does not belong to it, and says so', async () => {
    const bytes = Buffer.concat([compress(bytesOf('whole\n')), bytesOf('something else')]);
    expect(await listing(streamed(bytes, name))).toEqual({
      [`${name}!/app.log`]: { text: 'whole\n', cut: { reason: 'trailingData', format } },
    });
  });

  it('says of a damaged file that it is', async () => {
    const whole = compress(bytesOf(LOG));
    for (let at = 12; at < whole.length; at += Math.ceil(whole.length / 25)) {
      const bytes = Uint8Array.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
      const told = await takeApart(streamed(bytes, name));
      // A byte that says nothing, such as a time, may well be another.
      if (told.every(one => 'text' in one && one.text === LOG)) continue;
      const cuts = told.map(one => ('text' in one ? one.cut : one.is.kind === 'refused' && one.is.refusal));
      expect(cuts.some(cut => cut)).toBe(true);
    }
  });
});

describe('gzip', () => {
  it('keeps everything where only the checksum or the size is wrong', async () => {
    for (const fromEnd of [1, 8]) {
      const bytes = Uint8Array.from(gzipSync(LOG));
      bytes[bytes.length - fromEnd] = (bytes[bytes.length - fromEnd] ?? 0) ^ 1;
      expect(await listing(streamed(bytes, 'app.log.gz'))).toEqual({
        'app.log.gz!/app.log': { text: LOG, cut: { reason: 'checksum', format: 'gzip' } },
      });
    }
  });

  it('reads every field that a header may have', async () => {
    const content = bytesOf('told\n');
    const header = Buffer.from('1f8b081e00000000ff03', 'hex');
    const fields = Buffer.concat([
      Buffer.from([3, 0, 1, 2, 3]),
      bytesOf('name\0comment\0'),
      Buffer.from([9, 9]),
    ]);
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc32(content));
    trailer.writeUInt32LE(content.length, 4);
    const bytes = Buffer.concat([header, fields, deflateRawSync(content), trailer]);
    for (const chunkBytes of [1, 1000]) {
      expect(await listing(streamed(bytes, 'a', chunkBytes))).toEqual({ 'a!/a': 'told\n' });
    }
  });
});

describe('files made by other programs', () => {
  it('are read with the checksums of xz, but for SHA-256', async () => {
    expect(await listing(streamed(fixture('check-sha256.xz'), 'c.xz'))).toEqual({
      'c.xz!/c': { reason: 'unsupportedCompression', method: 'xz: unsupported options' },
    });
    for (const check of ['none', 'crc32', 'crc64']) {
      const name = `check-${check}`;
      expect(await listing(streamed(fixture(`${name}.xz`), `${name}.xz`))).toEqual({
        [`${name}.xz!/${name}`]: `check ${check}\n`,
      });
    }
  });

  it('are read frame after frame, and with long runs', async () => {
    expect(await listing(streamed(fixture('frames.zst'), 'f.zst'))).toEqual({
      'f.zst!/f': 'first frame\nsecond frame\n',
    });
    expect(await listing(streamed(fixture('streams.bz2'), 's.bz2'))).toEqual({
      's.bz2!/s': 'first stream\nsecond stream\n',
    });
    expect(await unpacked(fixture('zeros.bz2'))).toEqual(Buffer.alloc(50_000));
    expect(await listing(streamed(fixture('empty.bz2'), 'e.bz2'))).toEqual({
      'e.bz2!/e': { reason: 'empty' },
    });
  });
});
