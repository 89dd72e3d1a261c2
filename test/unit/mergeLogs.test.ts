import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergedAddress, mergedIdsOf } from '../../src/evidence/index.js';
import type { JobPart } from '../../src/jobs/api.js';
import { runJob } from '../../src/jobs/run.js';
import { mergeLines, type SourceLine } from '../../src/timeline/merge.js';
import { attachLog } from './attaching.js';
import { draftLine, JOB, openWindow, temporaryFolder } from './stores.js';

const LIMIT = 50 * 1024 * 1024;

async function incident() {
  const window = await openWindow();
  const { id: issue_id } = await window.store.createIncident({ title: 'Merged', severity: 'high' });
  const attach = async (name: string, bytes: Uint8Array, encoding = 'utf-8') => {
    const draft = await draftLine(issue_id, bytes.toString(), name);
    const row = { ...draft, encoding, file_size: bytes.length, content_compressed: gzipSync(bytes) };
    return (await window.store.addAttachment(row)).attachment.id;
  };
  const merge = async (ids: string[], options: { zone?: string; limit?: number } = {}) => {
    const parts: JobPart<'mergeLogs'>[] = [];
    const input = { store: window.access, ids, zone: 'UTC', limit: LIMIT, ...options };
    const { whole } = await runJob(JOB, 'mergeLogs', input, { part: part => parts.push(part) });
    const text = Buffer.concat(parts.map(({ bytes }) => bytes)).toString();
    const from = parts.flatMap(({ sources, lines }) => [...sources].map((at, place) => [at, lines[place]]));
    return { whole, text, rows: text.split('\n').slice(0, -1), from };
  };
  return { ...window, issue_id, attach, merge };
}

describe('merging logs by time', () => {
  it('puts the lines of all in the order of time, with time and source before each', async () => {
    const { attach, merge } = await incident();
    const app = await attach(
      'app.log',
      Buffer.from(
        '2026-05-17T04:00:05+02:00 ERROR failed\r\n    at com.example.Pool.take(Pool.java:7)\r\n2026-05-17T04:00:09+02:00 INFO up\r\n',
      ),
    );
    const access = await attach(
      'access.log',
      Buffer.from('10.0.0.1 - - [17/May/2026:02:00:07 +0000] "GET / HTTP/1.1" 502 0\n'),
    );
    const { rows, from, whole } = await merge([app, access]);
    expect(whole).toBe(true);
    expect(rows).toEqual([
      '2026-05-17 02:00:05.000 app.log    | 2026-05-17T04:00:05+02:00 ERROR failed',
      '2026-05-17 02:00:05.000 app.log    |     at com.example.Pool.take(Pool.java:7)',
      '2026-05-17 02:00:07.000 access.log | 10.0.0.1 - - [17/May/2026:02:00:07 +0000] "GET / HTTP/1.1" 502 0',
      '2026-05-17 02:00:09.000 app.log    | 2026-05-17T04:00:09+02:00 INFO up',
    ]);
    expect(from).toEqual([
      [0, 1],
      [0, 2],
      [1, 1],
      [0, 3],
    ]);
  });

  it('shows times in the zone that was picked, and heeds the zone and the clock of each log', async () => {
    const { attach, merge, store } = await incident();
    const fast = await attach(
      'fast.log',
      Buffer.from('2026-05-17 04:02:35 from Berlin, its clock is fast\n'),
    );
    const right = await attach('right.log', Buffer.from('2026-05-17 02:00:06 in UTC\n'));
    await store.setClock({
      log_file_id: fast,
      zone: 'Europe/Berlin',
      offset_ms: -150_000,
      boot_time: null,
    });
    const { rows } = await merge([right, fast], { zone: 'America/New_York' });
    expect(rows).toEqual([
      '2026-05-16 22:00:05.000 fast.log  | 2026-05-17 04:02:35 from Berlin, its clock is fast',
      '2026-05-16 22:00:06.000 right.log | 2026-05-17 02:00:06 in UTC',
    ]);
  });

  it('numbers lines as what opens them does, in any encoding and with any line ends', async () => {
    const { attach, merge } = await incident();
    const bytes = Buffer.from(
      '\uFEFFKopf\r2026-05-17 02:00:05 Größe\r\n2026-05-17 02:00:06 \0 NUL',
      'utf16le',
    );
    const wide = await attach('wide.log', bytes, 'utf-16le');
    const { rows, from } = await merge([wide]);
    expect(rows).toEqual([
      '                        wide.log | Kopf',
      '2026-05-17 02:00:05.000 wide.log | 2026-05-17 02:00:05 Größe',
      '2026-05-17 02:00:06.000 wide.log | 2026-05-17 02:00:06 \0 NUL',
    ]);
    expect(from.map(([, line]) => line)).toEqual([1, 2, 3]);
  });

  it('reads large logs chunk by chunk, also lines longer than a chunk', async () => {
    const { access, issue_id, attach, merge } = await incident();
    const file = join(temporaryFolder(), 'large.log');
    const time = (second: number) => new Date(Date.UTC(2026, 4, 17) + second * 1000).toISOString();
    const long = 'x'.repeat(1_500_000);
    const lines = Array.from({ length: 90_000 }, (_, at) => `${time(at)} line ${at} ${'.'.repeat(70)}\n`);
    writeFileSync(file, `${lines.join('')}${time(90_000)} ${long}\n`);
    const { attachment } = await attachLog({ access }, issue_id, file);
    const small = await attach('small.log', Buffer.from(`${time(45_000)} between\n`));
    const { rows, from } = await merge([small, attachment.id]);
    expect(rows).toHaveLength(90_002);
    expect(rows[45_000]).toContain('small.log | ');
    expect(from[45_001]).toEqual([1, 45_001]);
    expect(rows.at(-1)?.endsWith(` ${long}`)).toBe(true);
  }, 60_000);

  it('reads a log from its end where its newest lines stand first, also a large one', async () => {
    const { access, issue_id, attach, merge } = await incident();
    const time = (second: number) => new Date(Date.UTC(2026, 4, 17) + second * 1000).toISOString();
    const lines = Array.from(
      { length: 60_000 },
      (_, at) => `${time(at)} failed ${'.'.repeat(40)}\n    at x\n`,
    );
    const file = join(temporaryFolder(), 'newest-first.log');
    writeFileSync(file, `exported by console\n${lines.toReversed().join('')}`);
    const { attachment } = await attachLog({ access }, issue_id, file);
    const small = await attach('small.log', Buffer.from(`${time(30_000)} between\n`));
    const { rows, from, whole } = await merge([attachment.id, small]);
    expect(whole).toBe(true);
    expect(rows[0]?.endsWith('| exported by console')).toBe(true);
    const stamps = rows.slice(1).map(row => row.slice(0, 23));
    expect(stamps).toEqual(stamps.toSorted());
    expect(from.slice(1, 5)).toEqual([120_000, 120_001, 119_998, 119_999].map(line => [0, line]));
    expect(from.findIndex(([source]) => source === 1)).toBe(60_003);
  }, 60_000);

  it.each(['2026-05-17 02:00:05', '2026-05-16 02:00:05'])(
    'stops where the text would be larger than an editor takes (lines behind one of 17 May are of %s)',
    async time => {
      const { attach, merge } = await incident();
      const id = await attach(
        'big.log',
        Buffer.from(`2026-05-17 02:00:05 first\n${`${time} a line of some length\n`.repeat(60_000)}`),
      );
      const { whole } = await merge([id], { limit: 1_000_000 });
      expect(whole).toBe(false);
    },
  );

  it('is refused where an attachment is gone', async () => {
    const { attach, merge, store } = await incident();
    const id = await attach('gone.log', Buffer.from('2026-05-17 02:00:05 x\n'));
    await store.removeAttachment({ id });
    await expect(merge([id])).rejects.toMatchObject({ kind: 'gone' });
  });
});

describe('merged lines', () => {
  const log = fc.array(fc.option(fc.nat(50), { nil: undefined }), { maxLength: 30 });
  const lines = (times: readonly (number | undefined)[]): SourceLine[] =>
    times.map((time, at) => ({ text: `${at}`, line: at + 1, time }));

  /** Which way times run. */
  const backwards = (times: readonly (number | undefined)[]) => {
    const known = times.filter(time => time !== undefined);
    const steps = known.slice(1).map((time, at) => Math.sign(time - (known[at] ?? NaN)));
    return steps.reduce((sum, step) => sum + step, 0) < 0 && (known.at(-1) ?? 0) < (known[0] ?? 0);
  };

  it('are all lines, each log in its own order, and those without a time behind the one before', () => {
    fc.assert(
      fc.property(fc.array(log, { maxLength: 5 }), logs => {
        const merged = [...mergeLines(logs.map(lines))];
        for (const [source, times] of logs.entries()) {
          const order = merged.filter(one => one.source === source).map(({ line }) => line);
          const whole = times.map((_, at) => at + 1);
          expect(backwards(times) ? order.toSorted((a, b) => a - b) : order).toEqual(whole);
        }
        for (const [at, one] of merged.entries()) {
          const before = merged[at - 1];
          const isFollowing = one.time === undefined && one.at !== undefined;
          if (isFollowing) expect([before?.source, before?.line]).toEqual([one.source, one.line - 1]);
        }
      }),
    );
  });

  it('ascend in time, where those of each log do, or descend', () => {
    const log = fc.tuple(fc.array(fc.nat(50), { maxLength: 30 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(log, { maxLength: 5 }), logs => {
        const sorted = logs.map(([times, isNewestFirst]) =>
          lines(times.toSorted((a, b) => (isNewestFirst ? b - a : a - b))),
        );
        const times = [...mergeLines(sorted)].map(({ time }) => time ?? NaN);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });

  it('of a log whose newest lines stand first are read from its end, those without a time behind theirs', () => {
    const merged = [...mergeLines([lines([undefined, 5, undefined, undefined, 3, 4, 1]), lines([0, 2, 6])])];
    expect(merged.map(({ source, line }) => [source, line])).toEqual([
      [1, 1],
      [0, 1],
      [0, 7],
      [1, 2],
      [0, 6],
      [0, 5],
      [0, 2],
      [0, 3],
      [0, 4],
      [1, 3],
    ]);
  });

  it.each([
    ['falls often, but by little', [1, 9, 8, 7, 20, 19, 18]],
    ['rises often, and falls by much', [10, 11, 12, 1, 2, 3]],
    ['begins so, and goes on otherwise', [...Array(1500).keys()].map(at => (at < 1200 ? -at : at))],
  ])('of a log that %s keep their order', (_, times) => {
    const order = [...mergeLines([lines(times)])].map(({ line }) => line);
    expect(order).toEqual(times.map((_, at) => at + 1));
  });

  it('of a log that runs backwards now and then count with the latest time so far', () => {
    const texts = [...mergeLines([lines([5, 3, 8]), lines([4, 6])])].map(({ source, time }) => [
      source,
      time,
    ]);
    expect(texts).toEqual([
      [1, 4],
      [0, 5],
      [0, 3],
      [1, 6],
      [0, 8],
    ]);
  });
});

describe('the address of merged logs', () => {
  it('holds the ids and nothing else of the case', () => {
    const id = fc.uuid();
    fc.assert(
      fc.property(fc.array(id, { minLength: 1, maxLength: 9 }), ids => {
        const address = mergedAddress(ids);
        expect(mergedIdsOf(address)).toEqual(ids);
        expect(address.path).toBe(`/merged-${ids.length}-logs.log`);
      }),
    );
    expect(mergedIdsOf({ path: '/app.log', query: '018f9f70-0000-7000-8000-000000000000' })).toBeUndefined();
  });
});
