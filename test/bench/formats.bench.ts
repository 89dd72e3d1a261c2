import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, createZstdCompress } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeStream, fileSource, pieces } from '../../src/evidence/formats/index.js';
import { median, record } from './record.js';

const BYTES = 256 * 1024 * 1024;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'));
  await pipeline(Readable.from(lines()), createWriteStream(join(folder, 'app.log')));
  for (const [ending, compress] of [
    ['gz', createGzip()],
    ['zst', createZstdCompress()],
  ] as const) {
    const source = await fileSource(join(folder, 'app.log'));
    await pipeline(source.stream(), compress, createWriteStream(join(folder, `app.log.${ending}`)));
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

it.each([
  ['text of a log of 256 MB', 'app.log'],
  ['text of the same in gzip', 'app.log.gz'],
  ['text of the same in zstd', 'app.log.zst'],
])('%s', async (name, file) => {
  const { size } = await stat(join(folder, 'app.log'));
  const times: number[] = [];
  let most = 0;
  for (let run = 0; run < 3; run++) {
    const began = performance.now();
    let length = 0;
    for await (const piece of pieces(await fileSource(join(folder, file)))) {
      if (piece.kind !== 'text') throw new Error(piece.kind);
      for await (const text of decodeStream(piece.content.bytes, piece.encoding)) {
        length += text.length;
        most = Math.max(most, process.memoryUsage().rss);
      }
    }
    expect(length).toBeGreaterThan(size * 0.9);
    times.push(performance.now() - began);
  }
  expect(most).toBeLessThan(700 * 1024 * 1024);
  record({ name, value: size / 1000 / median(times), unit: 'MB/s' });
});

/** Lines of a log with a letter outside ASCII here and there. */
function* lines(): Generator<Buffer, void> {
  let line = 0;
  for (let written = 0; written < BYTES;) {
    let text = '';
    while (text.length < 256 * 1024) {
      const id = (line++ * 7919) % 1_000_003;
      text += `2026-03-01 09:30:${line % 60} INFO café-${id % 97} request ${id} took ${id % 977} ms\n`;
    }
    const chunk = Buffer.from(text);
    written += chunk.length;
    yield chunk;
  }
}
