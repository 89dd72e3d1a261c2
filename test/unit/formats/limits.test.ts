import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, pieces, type Limits } from '../../../src/evidence/formats/index.js';
import { bytesOf, COMPRESSIONS, COMPRESSORS, drain, listing, streamed, tar, zip } from './made.js';

const ZEROS = new Uint8Array(3_000_000);
/** Text that packs a thousandfold. */
const REPEATED = bytesOf('a'.repeat(3_000_000));

describe('a limit', () => {
  it.each(COMPRESSIONS)('of the ratio ends a bomb of %s, beyond its floor only', async format => {
    const bomb = streamed(COMPRESSORS[format](REPEATED), 'bomb');
    const told = await listing(bomb, { limits: { ratio: 100, ratioFloor: 500_000 } });
    expect(told).toMatchObject({ 'bomb!/bomb': { cut: { reason: 'limit', limit: 'ratio', value: 100 } } });
    const whole = await listing(bomb, { limits: { ratio: 100, ratioFloor: 3_000_000 } });
    expect(whole).toEqual({ 'bomb!/bomb': 'a'.repeat(3_000_000) });
  });

  it('lets a log of 10 GB pass, and one that repeats itself as logs do', async () => {
    const limits: Limits = { ...DEFAULT_LIMITS, ratioFloor: 0 };
    expect(limits.unpackedBytes).toBeGreaterThan(10e9);
    expect(limits.entryBytes).toBeGreaterThan(10e9);
    const lines = Array.from(
      { length: 50_000 },
      (_, n) => `2026-03-01 09:30:00 WARN retry ${n} of queue orders\n`,
    );
    for (const format of COMPRESSIONS) {
      const source = streamed(COMPRESSORS[format](bytesOf(lines.join(''))), 'a');
      expect(await listing(source, { limits })).toEqual({ 'a!/a': lines.join('') });
    }
  });

  it('of all that is unpacked holds across an archive, and ends it once', async () => {
    const entry = (name: string) => ({ name, content: REPEATED, method: [8, deflateRawSync] as const });
    const limit = { reason: 'limit', limit: 'unpackedBytes', value: 4_000_000 };
    const bytes = zip(entry('1'), entry('2'), entry('3'), entry('4'));
    const told = await listing(streamed(bytes, 'a.zip'), { limits: { unpackedBytes: 4_000_000 } });
    expect(told).toMatchObject({ 'a.zip!/2': { cut: limit }, 'a.zip': limit });
    expect(Object.keys(told)).toEqual(['a.zip!/1', 'a.zip!/2', 'a.zip']);
  });

  it('of an entry cuts that one and goes on, and is none for what a person attaches as it is', async () => {
    const archive = await tar({ name: 'big', content: 'b'.repeat(200_000) }, { name: 'small', content: 's' });
    const limits = { entryBytes: 100_000 };
    expect(await listing(streamed(archive, 'a.tar'), { limits })).toMatchObject({
      'a.tar!/big': { cut: { reason: 'limit', limit: 'entryBytes', value: 100_000 } },
      'a.tar!/small': 's',
    });
    expect(await listing(streamed(REPEATED, 'a'), { limits })).toEqual({ a: 'a'.repeat(3_000_000) });
  });

  it('of entries ends an archive', async () => {
    const entries = Array.from({ length: 30 }, (_, n) => ({ name: `${n}.log`, content: 'x' }));
    for (const bytes of [await tar(...entries), zip(...entries)]) {
      const told = await listing(streamed(bytes, 'a'), { limits: { entries: 10 } });
      expect(Object.keys(told).length).toBe(11);
      expect(told).toMatchObject({ a: { reason: 'limit', limit: 'entries', value: 10 } });
    }
  });

  it('of depth refuses what is nested deeper, also an archive in itself', async () => {
    let bytes: Uint8Array = bytesOf('deep\n');
    for (let i = 0; i < 20; i++) bytes = i % 2 ? gzipSync(bytes) : zip({ name: 'a', content: bytes });
    expect(Object.values(await listing(streamed(bytes, 'a'), { limits: { depth: 5 } }))).toEqual([
      { reason: 'limit', limit: 'depth', value: 5 },
    ]);
    expect(Object.values(await listing(streamed(bytes, 'a'), { limits: { depth: 20 } }))).toEqual(['deep\n']);
  });

  it('of memory refuses a zip that cannot be streamed, and lets go of what was held', async () => {
    const small = zip({ name: 'a.log', content: 'a'.repeat(60_000) });
    const archive = await tar(
      { name: 'big.zip', content: zip({ name: 'b', content: ZEROS }) },
      { name: 'one.zip', content: small },
      { name: 'two.zip', content: small },
    );
    expect(await listing(streamed(archive, 'a.tar'), { limits: { bufferedBytes: 100_000 } })).toMatchObject({
      'a.tar!/big.zip': { reason: 'limit', limit: 'bufferedBytes', value: 100_000 },
      'a.tar!/one.zip!/a.log': 'a'.repeat(60_000),
      'a.tar!/two.zip!/a.log': 'a'.repeat(60_000),
    });
  });

  it('of time is the person: a signal ends everything, also a source that says nothing', async () => {
    for (const format of COMPRESSIONS) {
      const controller = new AbortController();
      const source = streamed(COMPRESSORS[format](REPEATED), 'a', 10);
      await expect(async () => {
        for await (const piece of pieces(source, { signal: controller.signal })) {
          if (piece.kind !== 'text') throw new Error(piece.kind);
          controller.abort(new Error('enough'));
          await drain(piece.content.bytes);
        }
      }).rejects.toThrow('enough');
    }
    const silent = new AbortController();
    const next = pieces({ name: 'silent', stream: () => stuck() }, { signal: silent.signal }).next();
    silent.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
    await expect(
      pieces(streamed(ZEROS), { signal: AbortSignal.abort(new Error('before')) }).next(),
    ).rejects.toThrow('before');
  });

  it('is no matter of the source: its errors are told as they are', async () => {
    const source = {
      name: 'gone.gz',
      async *stream() {
        yield await Promise.resolve(gzipSync(REPEATED).subarray(0, 20));
        throw new Error('the share is gone');
      },
    };
    await expect(listing(source)).rejects.toThrow('the share is gone');
    const zipped = zip({ name: 'a', content: 'b' });
    const read = () => Promise.reject(new Error('the share is gone'));
    await expect(listing({ ...streamed(zipped), size: zipped.length, read })).rejects.toThrow(
      'the share is gone',
    );
  });

  it('is none on reading a piece in time: a piece that is over says so', async () => {
    const archive = await tar({ name: '1', content: 'first' }, { name: '2', content: 'second' });
    let first: AsyncIterable<Uint8Array> | undefined;
    for await (const piece of pieces(streamed(archive))) {
      if (piece.kind === 'text') first ??= piece.content.bytes;
    }
    await expect(first && drain(first)).rejects.toThrow('read after its piece was over');
  });
});

async function* stuck(): AsyncGenerator<Uint8Array, void> {
  await new Promise(() => undefined);
  yield ZEROS;
}
