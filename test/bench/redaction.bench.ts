import { Redactor } from '@redactpii/node';
import { lintSource } from '@secretlint/core';
import { creator as preset } from '@secretlint/secretlint-rule-preset-recommend';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createScanner } from '../../src/redaction/index.js';
import { samples } from '../support/labelled.js';
import { writeLog } from '../support/logs.js';
import { median, record } from './record.js';

/** Milliseconds that this thread has worked: what else the machine does meanwhile does not count. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const MEGABYTE = 1024 * 1024;
const GOAL = 30;
let folder: string;
/** Lines of a deployment with the labelled ones among them: clean and traps every tenth, private ones every hundredth. */
let mixed: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redaction-'));
  const file = join(folder, 'app.log');
  writeLog(file, 16 * MEGABYTE);
  const clean = samples('clean').map(({ text }) => text);
  const found = samples('found').map(({ text }) => text);
  mixed = (await readFile(file, 'utf8'))
    .split('\n')
    .flatMap((line, index) => [
      line,
      ...(index % 10 === 0 ? [clean[(index / 10) % clean.length] ?? ''] : []),
      ...(index % 100 === 0 ? [found[(index / 100) % found.length] ?? ''] : []),
    ])
    .join('\n');
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

/** Finds everything in the mixed log, again and again up to so many bytes; MB/s, and the spans. */
function scan(bytes: number, start = 0): { readonly speed: number; readonly spans: number } {
  const scanner = createScanner();
  let spans = 0;
  let length = 0;
  const began = worked();
  while (length < bytes) {
    const from = (start + length) % mixed.length;
    const piece = mixed.slice(from, from + Math.min(MEGABYTE, bytes - length));
    spans += scanner.push(piece).length;
    length += piece.length;
  }
  spans += scanner.end().length;
  return { speed: length / 1000 / (worked() - began), spans };
}

it('finds what is private in a mixed log', async () => {
  const ours: number[] = [];
  const redactors: number[] = [];
  const secretlints: number[] = [];
  const redactor = new Redactor();
  const text = mixed.slice(0, 8 * MEGABYTE);
  scan(8 * MEGABYTE);
  for (let round = 0; round < 5; round++) {
    ours.push(scan(8 * MEGABYTE).speed);
    let began = worked();
    redactor.redact(text);
    redactors.push(text.length / 1000 / (worked() - began));
    began = worked();
    await lintSource({
      source: { filePath: 'app.log', content: text, ext: '.log', contentType: 'text' },
      options: { config: { rules: [{ id: 'preset', rule: preset }] }, noPhysicFilePath: true },
    });
    secretlints.push(text.length / 1000 / (worked() - began));
  }
  const value = median(ours);
  const name = 'finding what is private in a mixed log, by time of one thread';
  for (const beside of [
    { name: '@redactpii/node', value: median(redactors) },
    { name: 'secretlint preset', value: median(secretlints) },
  ]) {
    record({
      name,
      value,
      unit: 'MB/s',
      beside,
      ratio: value / beside.value,
      goal: `≥ ${GOAL} MB/s`,
      met: value >= GOAL,
    });
  }
});

it('takes as long as the text is, up to a gigabyte', () => {
  scan(8 * MEGABYTE);
  const sizes = process.env['WHYDUNIT_BENCH_GIGABYTE'] ? [1, 64, 1024] : [1, 64];
  const speeds = sizes.map(size => {
    // A megabyte is measured at several places, so that it is not one that is easy.
    const starts = size < 64 ? Array.from({ length: 15 }, (_, place) => place * MEGABYTE) : [0];
    return median(starts.map(start => scan(size * MEGABYTE, start).speed));
  });
  const [small = 1] = speeds;
  sizes.slice(1).forEach((size, index) => {
    const value = speeds[index + 1] ?? 0;
    const ratio = value / small;
    record({
      name: `the same in ${size} MB, beside 1 MB`,
      value,
      unit: 'MB/s',
      beside: { name: '1 MB', value: small },
      ratio,
      goal: '≥ 0.8×',
      met: ratio >= 0.8,
    });
    expect(value).toBeGreaterThan(0);
  });
});
