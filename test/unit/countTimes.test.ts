import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobPart } from '../../src/jobs/api.js';
import { runJob } from '../../src/jobs/run.js';
import { levelOf } from '../../src/timeline/index.js';
import { Lines } from '../../src/timeline/lines.js';
import { Volume } from '../../src/timeline/volume.js';
import { attachLog } from './attaching.js';
import { draftLine, JOB, openWindow, temporaryFolder } from './stores.js';

const BEGAN = Date.UTC(2026, 4, 17, 2);

async function incident() {
  const window = await openWindow();
  const { id: issue_id } = await window.store.createIncident({ title: 'Counted', severity: 'high' });
  const attach = async (name: string, text: string) =>
    (await window.store.addAttachment(await draftLine(issue_id, text, name))).attachment.id;
  const count = async () => {
    const told: JobPart<'countTimes'>[] = [];
    const input = { store: window.access, issue_id };
    const { unreadable } = await runJob(JOB, 'countTimes', input, { part: part => told.push(part) });
    return { unreadable, told };
  };
  return { ...window, issue_id, attach, count };
}

describe('counting an incident’s lines by time', () => {
  it('gives each attachment’s lines by second and level, with those without a time', async () => {
    const { attach, count, store, issue_id } = await incident();
    const id = await attach(
      'app.log',
      [
        'a banner',
        '2026-05-17T02:00:05.100Z INFO  up',
        '2026-05-17T02:00:05.900Z ERROR failed',
        '    at com.example.Pool.take(Pool.java:7)',
        '',
        '2026-05-17T02:00:07Z WARN slow',
      ].join('\r\n'),
    );
    await attach('words.txt', 'no time at all\n');
    const { told, unreadable } = await count();
    expect(unreadable).toEqual([]);
    const counted = told.find(({ log_file_id }) => log_file_id === id);
    expect(counted).toMatchObject({
      ...{ first_ms: BEGAN + 5100, last_ms: BEGAN + 7000, width: 1000, timed: 4, untimed: 1 },
      counts: {
        at: [BEGAN + 5000, BEGAN + 7000],
        ...{ error: [1, 0], warning: [0, 1], info: [1, 0], other: [1, 0] },
      },
    });
    expect(told).toContainEqual(expect.objectContaining({ first_ms: null, timed: 0, untimed: 1 }));
    const kept = await store.listTimes({ issue_id });
    expect(kept).toHaveLength(2);
    expect(kept).toEqual(expect.arrayContaining(told));
  });

  it('is kept until somebody sets the clock, and then done anew', async () => {
    const { attach, count, store } = await incident();
    const log_file_id = await attach('app.log', '2026-05-17 02:00:05 up\n');
    const [first] = (await count()).told;
    expect((await count()).told).toEqual([first]);
    await store.setClock({ log_file_id, zone: 'Europe/Berlin', offset_ms: 150_000, boot_time: null });
    const [second] = (await count()).told;
    expect(second?.first_ms).toBe(BEGAN + 5000 - 7_200_000 + 150_000);
    expect(second?.clock).not.toBe(first?.clock);
  });

  it('goes over large logs, and names what cannot be read', async () => {
    const { access, issue_id, count, store } = await incident();
    const file = join(temporaryFolder(), 'large.log');
    const lines = Array.from(
      { length: 150_000 },
      (_, at) =>
        `${new Date(BEGAN + at * 100).toISOString()} DEBUG line ${at} of a log that is kept in chunks\n`,
    );
    writeFileSync(file, lines.join(''));
    await attachLog({ access }, issue_id, file);
    const draft = await draftLine(issue_id, 'broken', 'broken.log');
    const { attachment } = await store.addAttachment({
      ...draft,
      content_compressed: gzipSync('broken').subarray(0, 12),
    });
    const { told, unreadable } = await count();
    expect(unreadable).toEqual([attachment.id]);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ timed: 150_000, untimed: 0, first_ms: BEGAN, width: 10_000 });
    expect(told[0]?.counts.at).toHaveLength(1500);
  });
});

describe('a volume', () => {
  it('counts every line once, in 2,000 buckets at most, whatever the times', () => {
    const time = fc.option(fc.integer({ min: -1e12, max: 4e12 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(time, { maxLength: 5000 }), times => {
        const volume = new Volume();
        for (const one of times) volume.add(one, 'info');
        const { counts, timed, untimed, width } = volume;
        expect(timed + untimed).toBe(times.length);
        expect(counts.info.reduce((sum, count) => sum + count, 0)).toBe(timed);
        expect(counts.at.length).toBeLessThanOrEqual(2000);
        expect(counts.at).toEqual(counts.at.toSorted((a, b) => a - b));
        for (const at of counts.at) expect(Math.abs(at % width)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('widens its buckets where there are many', () => {
    const volume = new Volume();
    for (let at = 0; at < 10_000; at++) volume.add(BEGAN + at * 60_000, at % 2 === 0 ? 'error' : 'other');
    const { counts, width } = volume;
    expect(counts.at.length).toBeLessThanOrEqual(2000);
    expect(counts.error.reduce((sum, count) => sum + count, 0)).toBe(5000);
    expect(counts.at[0]).toBe(BEGAN - (BEGAN % width));
  });
});

describe('the lines of a text in pieces', () => {
  it('are those of the whole text, however it is cut', () => {
    const text = fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', '\r', ' '), { maxLength: 40 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(60)), (parts, cuts) => {
        const whole = parts.join('');
        const found: string[] = [];
        const lines = new Lines((piece, start, end) => found.push(piece.slice(start, end)));
        let from = 0;
        for (const cut of [...cuts.toSorted((a, b) => a - b), whole.length]) {
          lines.push(whole.slice(from, cut));
          from = Math.min(cut, whole.length);
        }
        lines.end();
        const expected = whole.split('\n').map(line => (line.endsWith('\r') ? line.slice(0, -1) : line));
        if (whole === '' || whole.endsWith('\n')) expected.pop();
        expect(found).toEqual(expected);
      }),
    );
  });
});

describe('the level of a line', () => {
  it.each([
    ['error', '2026-05-17 02:00:05,123 ERROR [main] x'],
    ['error', '{"level":"fatal","ts":1}'],
    ['error', 'time=x level=error msg="all is well"'],
    ['error', '2026/05/17 02:00:05 [crit] 12#12: x'],
    ['error', 'E0517 02:00:05.123456    1893 x.go:1] x'],
    ['error', '03-17 16:13:38.811  1702  2395 E Window: x'],
    ['error', '2026-05-17 02:00:05 UTC [4107] FATAL:  x'],
    ['error', '10.0.0.1 - - [17/May/2026:02:00:05 +0000] "GET / HTTP/1.1" 502 0 "-"'],
    ['error', 'error: it failed'],
    ['warning', '[Sun May 17 02:00:05 2026] [warn] x'],
    ['warning', 'WARNING: x'],
    ['warning', '{"t":{"$date":"2026-05-17T02:00:05.123+00:00"},"s":"W","c":"NETWORK"}'],
    ['info', '17/06/09 20:10:40 INFO storage.MemoryStore: error is no level here'],
    ['info', 'Information\t5/17/2026 2:00:05 PM\tx'],
    ['other', '2026-05-17 02:00:05 DEBUG retry after an ERROR'],
    ['other', 'an error in a sentence, and a warning'],
    ['other', '10.0.0.1 - - [17/May/2026:02:00:05 +0000] "GET /error.html HTTP/1.1" 200 5020'],
    ['other', ''],
  ])('is %s in %j', (level, line) => {
    expect(levelOf(line)).toBe(level);
    expect(levelOf(`x\n${line}\ny`, 2, 2 + line.length)).toBe(level);
  });
});
