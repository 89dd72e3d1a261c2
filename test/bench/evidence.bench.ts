/**
 * Large logs, beside the tools that do a part of the same work, on the same file in the same run.
 *
 * `WHYDUNIT_BENCH_MIB` is the size of the made log (default 1024), `WHYDUNIT_BENCH_LOG` the path of a real one.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { expect, it } from 'vitest';
import { Searches } from '../../src/jobs/searches.js';
import { ZSTD_LEVEL } from '../../src/evidence/chunks/packing.js';
import { FREQUENT, RARE_WORD, writeLog } from '../support/logs.js';
import { attachLog } from '../unit/attaching.js';
import { openWindow, type OpenStore, SEARCH, temporaryFolder } from '../unit/stores.js';
import { median, record } from './record.js';

const MIB = Number(process.env['WHYDUNIT_BENCH_MIB'] ?? 1024);
const RUNS = 3;
const SEARCH_RUNS = 5;

it(`a made log of ${MIB} MiB`, async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'made.log');
  const { traceId } = writeLog(file, MIB * 1024 * 1024);
  await measure(file, `${MIB} MiB made`, { rare: [RARE_WORD, traceId], frequent: FREQUENT });
});

const real = process.env['WHYDUNIT_BENCH_LOG'];
it.skipIf(real === undefined)('a real log', async () => {
  const file = real ?? '';
  const rare = process.env['WHYDUNIT_BENCH_RARE'] ?? 'zygote-frobnicator';
  const frequent = process.env['WHYDUNIT_BENCH_FREQUENT'] ?? 'error';
  await measure(file, basename(file), { rare: [rare], frequent });
});

interface LookedFor {
  readonly rare: readonly string[];
  readonly frequent: string;
}

async function measure(file: string, name: string, { rare, frequent }: LookedFor): Promise<void> {
  const gzipped = join(temporaryFolder(), 'log.gz');
  await pipeline(createReadStream(file), createGzip({ level: 6 }), createWriteStream(gzipped));
  const { window, id } = await measureAttach(file, gzipped, name);
  await measureOpening(window, id, name);
  for (const text of rare)
    await measureSearch(window, id, gzipped, { name: `${name}: rare ${text}`, text, times: 10 });
  await measureSearch(window, id, gzipped, {
    name: `${name}: frequent ${frequent}`,
    text: frequent,
    times: 3,
  });
}

async function measureAttach(file: string, gzipped: string, name: string) {
  const times: number[] = [];
  const tools: number[] = [];
  const ratios: number[] = [];
  const delays: number[] = [];
  const restDelays: number[] = [];
  const growths: number[] = [];
  let last: { window: OpenStore; id: string } | undefined;
  for (let run = 0; run < RUNS; run++) {
    const sha = timeOf('sha256sum', [file]);
    const zstd = timeOf('zstd', [
      '-q',
      '-f',
      `-${ZSTD_LEVEL}`,
      file,
      '-o',
      join(temporaryFolder(), 'log.zst'),
    ]);
    const tool = Math.max(sha ?? NaN, zstd ?? NaN);
    restDelays.push(await delayAtRest());
    const attached = await attach(file);
    times.push(attached.milliseconds);
    tools.push(tool);
    ratios.push(attached.milliseconds / tool);
    delays.push(attached.delay);
    growths.push(attached.growth);
    last = attached;
  }
  if (!last) throw new Error('nothing was attached');
  const ratio = median(ratios);
  record({
    name: `${name}: attach`,
    value: median(times),
    unit: 'ms',
    beside: { name: `sha256sum or zstd -${ZSTD_LEVEL}, the longer`, value: median(tools) },
    ratio,
    goal: '≤ 1.3×',
    met: ratio <= 1.3,
  });
  const delay = median(delays);
  record({
    name: `${name}: attach, host delay p99`,
    value: delay,
    unit: 'ms',
    beside: { name: 'the same host at rest', value: median(restDelays) },
    goal: '< 20 ms',
    met: delay < 20,
  });
  const growth = Math.max(...growths);
  record({ name: `${name}: attach, memory`, value: growth, unit: 'MB', goal: '< 150 MB', met: growth < 150 });
  // The last one to close the store brings what is in the write-ahead log over.
  await last.window.client.close();
  const stored = statSync(last.window.file).size;
  const window = await openWindow(dirname(last.window.file), last.window.keys);
  const gzip = statSync(gzipped).size;
  record({
    name: `${name}: stored`,
    value: stored / 1e6,
    unit: 'MB',
    beside: { name: 'gzip -6', value: gzip / 1e6 },
    ratio: stored / gzip,
    goal: '≤ 0.9×',
    met: stored / gzip <= 0.9,
  });
  return { window, id: last.id };
}

/** How late timers are on this machine when nothing is attached, in milliseconds. */
async function delayAtRest(): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await setTimeout(3000);
  delays.disable();
  return delays.percentile(99) / 1e6;
}

/** Into a store of its own. */
async function attach(file: string) {
  const window = await openWindow();
  const incident = await window.store.createIncident({ title: 'Measured', severity: 'low' });
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const began = performance.now();
  const { attachment } = await attachLog(window, incident.id, file);
  const milliseconds = performance.now() - began;
  delays.disable();
  clearInterval(watch);
  expect(attachment.file_size).toBe(statSync(file).size);
  return {
    window,
    id: attachment.id,
    milliseconds,
    delay: delays.percentile(99) / 1e6,
    growth: (most - before) / 1e6,
  };
}

async function measureOpening(window: OpenStore, id: string, name: string): Promise<void> {
  const content = await window.store.getLogContent({ id });
  const lines = content?.line_count ?? 0;
  const times: number[] = [];
  for (let run = 0; run < 50; run++) {
    const line = Math.max(1, Math.min(lines, 9_000_000) - 100 * run);
    const began = performance.now();
    const chunks = await window.store.readChunks({ id, by: 'line', first: line, last: line });
    times.push(performance.now() - began);
    expect(chunks[0]?.first_line).toBeLessThanOrEqual(line);
  }
  const value = Math.max(...times);
  record({
    name: `${name}: reading a line, slowest of 50`,
    value,
    unit: 'ms',
    goal: '< 50 ms',
    met: value < 50,
  });
}

async function measureSearch(
  window: OpenStore,
  id: string,
  gzipped: string,
  { name, text, times }: { readonly name: string; readonly text: string; readonly times: number },
): Promise<void> {
  const searches = new Searches(SEARCH);
  const runs: { readonly ours: Searched; readonly their: number }[] = [];
  // The first one starts the threads, which stay for the others.
  const cold = await searchOnce(searches, window, id, text);
  for (let run = 0; run < SEARCH_RUNS; run++) {
    const their = timeOf('rg', ['-z', '--count', '--fixed-strings', text, gzipped]) ?? NaN;
    runs.push({ their, ours: await searchOnce(searches, window, id, text) });
  }
  await searches.end();
  expect(cold.count).toBeGreaterThan(0);
  const ratio = median(runs.map(({ their, ours }) => their / ours.milliseconds));
  record({
    name: `${name} (${cold.count})`,
    value: median(runs.map(({ ours }) => ours.milliseconds)),
    unit: 'ms',
    beside: { name: 'rg -z', value: median(runs.map(({ their }) => their)) },
    ratio,
    goal: `${times}× as fast`,
    met: ratio >= times,
  });
  if (cold.count < 100) return;
  const first = (what: string, value: number) =>
    record({ name: `${name}: first 100${what}`, value, unit: 'ms', goal: '< 100 ms', met: value < 100 });
  first('', median(runs.map(({ ours }) => ours.first)));
  first(', of the first search', cold.first);
}

interface Searched {
  readonly count: number;
  readonly milliseconds: number;
  /** Until the first hundred matches were told. */
  readonly first: number;
}

async function searchOnce(
  searches: Searches,
  { access }: OpenStore,
  id: string,
  text: string,
): Promise<Searched> {
  const began = performance.now();
  let found = 0;
  let first = NaN;
  const query = { pattern: text, isRegex: false, matchCase: true, wholeWord: false };
  const { count } = await searches.run(
    { store: access, scope: { of: 'attachment', id }, query, limit: 10_000, limitOfEach: 10_000 },
    {
      part: ({ matches }) => {
        found += matches.length;
        if (found >= 100 && Number.isNaN(first)) first = performance.now() - began;
      },
    },
  );
  return { count, milliseconds: performance.now() - began, first };
}

/** How long a tool takes, in milliseconds; undefined where it is not on this machine. */
function timeOf(program: string, args: readonly string[]): number | undefined {
  const began = performance.now();
  try {
    execFileSync(program, args, { stdio: 'ignore' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      console.log(`${program} is not on this machine: nothing is measured beside it`);
      return undefined;
    }
    throw error;
  }
  return performance.now() - began;
}
