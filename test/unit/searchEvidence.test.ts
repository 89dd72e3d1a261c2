import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { openStore } from '../../src/db/connection.js';
import type { FoundPart } from '../../src/evidence/contract/index.js';
import type { JobInput } from '../../src/jobs/api.js';
import { Searches } from '../../src/jobs/searches.js';
import { attachLog } from './attaching.js';
import { draftLine, NATIVE, openWindow, SEARCH, temporaryFolder } from './stores.js';

type Search = Partial<Omit<JobInput<'search'>, 'store' | 'query'>> & {
  readonly query: Partial<JobInput<'search'>['query']>;
};

async function evidence() {
  const window = await openWindow();
  const { store, access } = window;
  const searches = new Searches(SEARCH);
  onTestFinished(() => searches.end());
  const incident = async (title: string) => (await store.createIncident({ title, severity: 'high' })).id;
  const small = async (issue_id: string, name: string, bytes: Uint8Array, encoding = 'utf-8') => {
    const draft = await draftLine(issue_id, randomUUID(), name);
    const { attachment } = await store.addAttachment({
      ...draft,
      start_line: null,
      end_line: null,
      encoding,
      file_size: bytes.length,
      content_compressed: gzipSync(bytes),
    });
    return attachment.id;
  };
  const large = async (issue_id: string, text: string) => {
    const file = join(temporaryFolder(), 'large.log');
    writeFileSync(file, text);
    const { attachment } = await attachLog({ access }, issue_id, file);
    return attachment.id;
  };
  const run = async ({ query, ...search }: Search, signal?: AbortSignal) => {
    const parts: FoundPart[] = [];
    const summary = await searches.run(
      {
        store: access,
        scope: { of: 'everything' },
        limit: 10_000,
        limitOfEach: 1000,
        ...search,
        query: { pattern: '', isRegex: false, matchCase: false, wholeWord: false, ...query },
      },
      { part: part => parts.push(part), ...(signal && { signal }) },
    );
    const places = parts.flatMap(({ place, matches }) =>
      matches.map(({ line, start, end }) => [place.attachment.file_name, line, start, end]),
    );
    return { summary, parts, places };
  };
  return { ...window, searches, incident, small, large, run };
}

const lineAt = (number: number) =>
  `${new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString()} line ${number}\n`;

describe('a search of all evidence', () => {
  it('finds in small texts of any encoding and in large logs, the newest incident first', async () => {
    const { incident, small, large, run } = await evidence();
    const [older, newer] = [await incident('Older'), await incident('Newer')];
    await small(older, 'utf16.log', Buffer.from('\uFEFFeins\r\nGröße zwei\n', 'utf16le'), 'utf-16le');
    await small(older, 'latin1.log', Buffer.from('x\rGröße \x1b[31mZwei\x1b[0m', 'latin1'), 'windows-1252');
    const filler = 'nothing of it here, only words\n'.repeat(340_000);
    await large(newer, `${filler}größe zwei\n`);
    const { places, summary, parts } = await run({ query: { pattern: 'größe zwei' } });
    expect(places).toEqual([
      ['large.log', 340_001, 0, 10],
      ['latin1.log', 2, 0, 15],
      ['utf16.log', 2, 0, 10],
    ]);
    expect(parts.map(({ place }) => place.incident.title)).toEqual(['Newer', 'Older', 'Older']);
    expect(summary).toEqual({ count: 3, told: 3, attachments: 3, untimed: 0, unreadable: [] });
    const one = await run({
      scope: { of: 'incident', id: older },
      query: { pattern: 'zwei', matchCase: true },
    });
    expect(one.places).toEqual([['utf16.log', 2, 6, 10]]);
  });

  it('tells no more than it may, of each attachment and of all, and counts the others', async () => {
    const { incident, small, run } = await evidence();
    const id = await incident('One');
    for (const name of ['c.log', 'b.log', 'a.log']) await small(id, name, Buffer.from('hit\n'.repeat(10)));
    const { places, summary, parts } = await run({ query: { pattern: 'hit' }, limit: 7, limitOfEach: 4 });
    expect(places.map(([name, line]) => `${String(name)}:${String(line)}`)).toEqual([
      ...['a.log:1', 'a.log:2', 'a.log:3', 'a.log:4'],
      ...['b.log:1', 'b.log:2', 'b.log:3'],
    ]);
    expect(parts.map(({ count }) => count)).toEqual([10, 10, 10]);
    expect([summary.count, summary.told]).toEqual([30, 7]);
  });

  it('is limited to a time by the times of the lines, or of the last line before that has one', async () => {
    const { incident, small, large, run } = await evidence();
    const id = await incident('Timed');
    const cause = '  caused by: line 7\n';
    const lines = Array.from({ length: 250_000 }, (_, at) => lineAt(at) + (at === 200_000 ? cause : ''));
    await large(id, lines.join(''));
    await small(id, 'no-times.log', Buffer.from('line 7 without a time\n'));
    const from = Date.UTC(2026, 0, 1) + 199_999_000;
    const { places, summary } = await run({
      query: { pattern: 'line \\d+$', isRegex: true },
      within: { from, to: from + 3000 },
    });
    expect(places.map(([, line]) => line)).toEqual([200_000, 200_001, 200_002, 200_003]);
    const untimed = await run({ query: { pattern: 'line 7 ' }, within: { from } });
    expect([untimed.summary.count, untimed.summary.untimed]).toEqual([0, 1]);
    expect(summary.untimed).toBe(0);
  });

  it('is limited to a time by the zone and the clock that a person said of a log, in any format', async () => {
    const { incident, small, run, store } = await evidence();
    const id = await incident('Clocks');
    const lines = ['May 17 04:00:35 box app: hit 1', '  hit 2', 'May 17 04:00:40 box app: hit 3'];
    const log_file_id = await small(id, 'syslog', Buffer.from(lines.join('\r\n')));
    await store.setClock({ log_file_id, zone: 'Europe/Berlin', offset_ms: -30_000, boot_time: null });
    const [{ uploaded_at } = { uploaded_at: '' }] = await store.listAttachments({ issue_id: id, limit: 1 });
    const year = Number(uploaded_at.slice(0, 4)) - (uploaded_at.slice(5) < '05-18' ? 1 : 0);
    const from = Date.UTC(year, 4, 17, 2, 0, 5);
    const { places, summary } = await run({ query: { pattern: 'hit' }, within: { from, to: from + 1000 } });
    expect(places.map(([, line]) => line)).toEqual([1, 2]);
    expect(summary.untimed).toBe(0);
  });

  it('goes on where one attachment cannot be read, and names it', async () => {
    const { access, incident, small, run } = await evidence();
    const id = await incident('Damaged');
    await small(id, 'whole.log', Buffer.from('hit'));
    const broken = await small(id, 'broken.log', Buffer.from('hit'));
    const db = openStore(access, sqliteBinary(NATIVE));
    db.prepare(`UPDATE log_files SET content_compressed = x'00' WHERE id = ?`).run(broken);
    db.close();
    const { places, summary } = await run({ query: { pattern: 'hit' } });
    expect(places).toEqual([['whole.log', 1, 0, 3]]);
    expect(summary.attachments).toBe(1);
    expect(summary.unreadable.map(({ attachment }) => attachment.file_name)).toEqual(['broken.log']);
  });

  it('is cancelled between two chunks, and even inside an expression that would go on for ever', async () => {
    const { incident, small, large, run } = await evidence();
    const id = await incident('Endless');
    await large(id, 'some words of no interest\n'.repeat(400_000));
    await small(id, 'endless.log', Buffer.from(`${'a'.repeat(40)}!`));
    for (const pattern of ['(a+)+$', 'interest']) {
      const stop = new AbortController();
      const searching = run({ query: { pattern, isRegex: true } }, stop.signal);
      stop.abort();
      await expect(searching).rejects.toMatchObject({ kind: 'cancelled' });
    }
    const { summary } = await run({ query: { pattern: 'interest' } });
    expect(summary.count).toBe(400_000);
  });

  it('that is ended, as locking does, ends as cancelled and leaves no thread', async () => {
    const { incident, small, run, searches } = await evidence();
    await small(await incident('Endless'), 'endless.log', Buffer.from(`${'a'.repeat(40)}!`));
    const searching = run({ query: { pattern: '(a+)+$', isRegex: true } });
    const ended = expect(searching).rejects.toMatchObject({ kind: 'cancelled' });
    await searches.end();
    await ended;
  });

  it('runs beside another', async () => {
    const { incident, small, run } = await evidence();
    await small(await incident('Two'), 'a.log', Buffer.from('hit and miss'));
    const found = await Promise.all(['hit', 'miss', 'and'].map(pattern => run({ query: { pattern } })));
    expect(found.map(({ places }) => places.map(([, , start]) => start))).toEqual([[0], [8], [4]]);
  });
});
