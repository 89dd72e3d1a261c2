/**
 * A very large log from end to end: attached, read at its last line, verified, and cancelled half-way. Not beside a tool:
 * what counts is that the memory stays flat and that nothing is left behind. `WHYDUNIT_BENCH_GIB` is its size (default 1).
 */
import { appendFileSync, copyFileSync, createReadStream, createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { openStore } from '../../src/db/connection.js';
import { readLines } from '../../src/evidence/index.js';
import { runJob } from '../../src/jobs/run.js';
import { writeLog } from '../support/logs.js';
import { attachLog, incidentIn } from '../unit/attaching.js';
import { BINARY } from '../unit/fullStore.js';
import { JOB, openWindow, type OpenStore, temporaryFolder } from '../unit/stores.js';
import { record } from './record.js';

const GIB = Number(process.env['WHYDUNIT_BENCH_GIB'] ?? 1);
const LAST = 'the last line of it';
/** A made log of this size is repeated: making all of it would take longer than what is measured. */
const MADE_MIB = 512;

/** A log of so many GiB, its last line `LAST`. */
async function veryLargeLog(): Promise<string> {
  const folder = temporaryFolder();
  const made = join(folder, 'made.log');
  writeLog(made, Math.min(MADE_MIB, 1024 * GIB) * 1024 * 1024);
  const file = join(folder, 'large.log');
  copyFileSync(made, file);
  while (statSync(file).size < GIB * 1024 ** 3) {
    await pipeline(createReadStream(made), createWriteStream(file, { flags: 'a' }));
  }
  appendFileSync(file, `${LAST}\n`);
  return file;
}

/** What the work takes, and by how much the memory of the process grew meanwhile. */
async function watched(work: () => Promise<unknown>): Promise<{ seconds: number; growth: number }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
  const began = performance.now();
  await work();
  clearInterval(watch);
  return { seconds: (performance.now() - began) / 1000, growth: (most - before) / 1e6 };
}

/** Pages of the store in use. */
function pagesInUse({ access }: OpenStore): number {
  const db = openStore(access, BINARY);
  const count = (pragma: string) => Number(db.pragma(pragma, { simple: true }));
  const used = count('page_count') - count('freelist_count');
  db.close();
  return used;
}

it(`a log of ${GIB} GiB`, async () => {
  const file = await veryLargeLog();
  const { size } = statSync(file);
  const window = await openWindow();
  const incident = await incidentIn(window);
  const name = (what: string) => `${GIB} GiB: ${what}`;
  const rate = (what: string, seconds: number) =>
    record({ name: name(what), value: size / 1e6 / seconds, unit: 'MB/s' });
  const memory = (what: string, growth: number) =>
    record({ name: name(`${what}, memory`), value: growth, unit: 'MB', goal: '< 150 MB', met: growth < 150 });

  const before = pagesInUse(window);
  const stop = new AbortController();
  const half = ({ done }: { done: number }) => done > size / 2 && stop.abort();
  const cancelled = await watched(() =>
    expect(attachLog(window, incident, file, { signal: stop.signal, progress: half })).rejects.toMatchObject({
      kind: 'cancelled',
    }),
  );
  memory('attach, cancelled half-way', cancelled.growth);
  const left = pagesInUse(window) - before;
  record({ name: name('left in the store by it'), value: left, unit: 'pages', goal: '< 10', met: left < 10 });

  const attached = await watched(() => attachLog(window, incident, file));
  rate('attach', attached.seconds);
  memory('attach', attached.growth);
  const [attachment] = await window.store.listAttachments({ issue_id: incident, limit: 1 });
  if (!attachment) throw new Error('it was not attached');
  expect(attachment.file_size).toBe(size);
  const content = await window.store.getLogContent({ id: attachment.id });
  const began = performance.now();
  expect(await readLines(window.store, attachment, content?.line_count ?? 0, 1)).toEqual([LAST]);
  record({ name: name('read the last line'), value: performance.now() - began, unit: 'ms' });

  const input = { store: window.access, scope: { kind: 'attachment' as const, id: attachment.id } };
  const verified = await watched(async () =>
    expect(await runJob(JOB, 'verifyAttachments', input)).toMatchObject({ verified: 1, broken: [] }),
  );
  rate('verify', verified.seconds);
  memory('verify', verified.growth);
});
