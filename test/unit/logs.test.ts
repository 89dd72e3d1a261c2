import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { type Database, openStore } from '../../src/db/connection.js';
import { appendChunks, beginLog, purgeLeftovers } from '../../src/db/logChunks.js';
import type { Progress } from '../../src/db/control.js';
import type { StoreFile } from '../../src/db/protocol.js';
import { readLines } from '../../src/evidence/index.js';
import { attachCandidate } from '../../src/evidence/attach/index.js';
import type { Match } from '../../src/evidence/chunks/index.js';
import type { JobInput } from '../../src/jobs/api.js';
import { Searches } from '../../src/jobs/searches.js';
import { FREQUENT, RARE_WORD, writeLog } from '../support/logs.js';
import { attachLog, incidentIn, ofPath, type Outcome, row } from './attaching.js';
import { CHUNKS, JOB, NATIVE, openWindow, SEARCH, temporaryFolder } from './stores.js';

const MIB = 1024 * 1024;

/** More than is kept in one row. */
function madeLog(mib = 9) {
  const file = join(temporaryFolder(), 'made.log');
  return { file, ...writeLog(file, mib * MIB) };
}

async function withIncident() {
  const window = await openWindow();
  const incident = await incidentIn(window);
  const attach = (file: string) => attachLog(window, incident, file);
  const searches = new Searches(SEARCH);
  onTestFinished(() => searches.end());
  const search = async (id: string, query: Partial<JobInput<'search'>['query']>, limit = 1000) => {
    const matches: Match[] = [];
    const { count } = await searches.run(
      {
        store: window.access,
        scope: { of: 'attachment', id },
        query: { pattern: '', isRegex: false, matchCase: false, wholeWord: false, ...query },
        limit,
        limitOfEach: limit,
      },
      { part: part => matches.push(...part.matches) },
    );
    return { matches, count };
  };
  return { ...window, incident, attach, search };
}

/** A connection of the test's own, to look at what is in the file. */
function connection(access: StoreFile): Database {
  const db = openStore(access, sqliteBinary(NATIVE));
  onTestFinished(() => void db.close());
  return db;
}

/** Attaches in this thread, which hears of each step at once. */
async function attachHere(db: Database, incident: string, file: string, progress?: (bytes: number) => void) {
  const outcomes: Outcome[] = [];
  await attachCandidate(db, incident, ofPath(file), {
    chunkThread: CHUNKS,
    progress: ({ done }) => progress?.(done),
    tell: outcome => outcomes.push(outcome),
  });
  return row(outcomes[0]);
}

/** Does it once, when the log is being read: its beginning was looked at before. */
function whenUnderWay(act: () => void) {
  let acted = false;
  return (bytes: number) => {
    if (acted || bytes < 2 * MIB) return;
    acted = true;
    act();
  };
}

/** What is kept of contents, chunks and filters. */
function kept(db: Database): unknown[] {
  return ['log_files', 'log_contents', 'log_chunks', 'log_filters'].map(table =>
    db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
  );
}

describe('a large log', () => {
  it('is kept to the byte, and any line is read, in whichever encoding', async () => {
    const { store, attach } = await withIncident();
    const { file } = madeLog(10);
    for (const encoding of ['utf-8', 'utf-16le'] as const) {
      const text = readFileSync(file, 'utf8').replace('GET', 'GÊT');
      const bytes = Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le');
      writeFileSync(file, bytes);
      const { attachment, added } = await attach(file);
      expect(added).toBe(true);
      expect(attachment.encoding).toBe(encoding);
      expect(attachment.file_size).toBe(bytes.length);
      expect(attachment.content_hash).toBe(createHash('sha256').update(bytes).digest('hex'));
      const lines = text.split('\n');
      const content = await store.getLogContent({ id: attachment.id });
      expect(content?.line_count).toBe(lines.length - 1);
      for (const first of [1, 2, 777, 30_000, lines.length - 3]) {
        const read = await readLines(store, attachment, first, 3);
        expect(read).toEqual(lines.slice(first - 1, first + 2).filter(line => line !== ''));
      }
      expect(await readLines(store, attachment, lines.length + 5, 3)).toEqual([]);
      writeFileSync(file, text);
    }
  });

  it('is searched like its text', async () => {
    const { attach, search } = await withIncident();
    const { file, traceId } = madeLog();
    const { attachment } = await attach(file);
    const lines = readFileSync(file, 'utf8').split('\n');
    const numbers = (test: (line: string) => boolean) =>
      lines.flatMap((line, at) => (test(line) ? [at + 1] : []));
    const found = async (query: Parameters<typeof search>[1]) =>
      (await search(attachment.id, query, 1e6)).matches.map(({ line }) => line);
    expect(await found({ pattern: RARE_WORD.toUpperCase() })).toEqual(
      numbers(line => line.includes(RARE_WORD)),
    );
    expect(await found({ pattern: traceId })).toEqual(numbers(line => line.includes(traceId)));
    expect(await found({ pattern: `trace_?id[^0-9a-f]+${traceId}`, isRegex: true })).toEqual(
      numbers(line => new RegExp(`trace_?id[^0-9a-f]+${traceId}`, 'i').test(line)),
    );
    const frequent = numbers(line => line.includes(FREQUENT));
    expect(frequent.length).toBeGreaterThan(500);
    expect(await found({ pattern: FREQUENT })).toEqual(frequent);
    const first = await search(attachment.id, { pattern: FREQUENT }, 7);
    expect(first.count).toBe(frequent.length);
    expect(first.matches.map(({ line }) => line)).toEqual(frequent.slice(0, 7));
    expect(await found({ pattern: 'no line has this' })).toEqual([]);
    await expect(search(attachment.id, { pattern: '(', isRegex: true })).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  it('that the incident has already is not kept twice', async () => {
    const { access, attach } = await withIncident();
    const { file } = madeLog();
    const first = await attach(file);
    const db = connection(access);
    const before = kept(db);
    expect(before).toEqual([1, 1, expect.any(Number), 1]);
    expect(await attach(file)).toEqual({ ...first, added: false });
    while (purgeLeftovers(db));
    expect(kept(db)).toEqual(before);
  });

  it('goes with its attachment or its incident', async () => {
    const { access, store, incident, attach } = await withIncident();
    const { attachment } = await attach(madeLog().file);
    const db = connection(access);
    await store.removeAttachment({ id: attachment.id });
    await expect(
      store.readChunks({ id: attachment.id, by: 'line', first: 1, last: 1 }),
    ).rejects.toMatchObject({ kind: 'gone' });
    await expect.poll(() => kept(db), { timeout: 15_000 }).toEqual([0, 0, 0, 0]);
    await attach(madeLog().file);
    await store.deleteIncident({ id: incident });
    await expect.poll(() => kept(db), { timeout: 15_000 }).toEqual([0, 0, 0, 0]);
  });

  it('is taken up to the size that it had at the start, and says so', async () => {
    const { access, incident } = await withIncident();
    const { file, bytes } = madeLog();
    const grow = whenUnderWay(() => appendFileSync(file, 'one line more\n'.repeat(100_000)));
    const attachment = await attachHere(connection(access), incident, file, grow);
    expect(attachment).toMatchObject({ file_size: bytes, provenance: { grew: true } });
  });

  it('that becomes shorter is taken as far as it then goes, and says so', async () => {
    const { access, incident } = await withIncident();
    const { file, bytes } = madeLog(24);
    const cut = whenUnderWay(() => truncateSync(file, bytes - MIB));
    const attachment = await attachHere(connection(access), incident, file, cut);
    expect(attachment).toMatchObject({ file_size: bytes - MIB, provenance: { partial: 'endCut' } });
  });
});

describe('an attach that does not come to its end leaves nothing', () => {
  it('when a person cancels', async () => {
    const { access, incident } = await withIncident();
    const stop = new AbortController();
    const { file } = madeLog(32);
    const cancel = whenUnderWay(() => stop.abort());
    const watcher = { signal: stop.signal, progress: ({ done }: Progress) => cancel(done) };
    await expect(attachLog({ access }, incident, file, watcher)).rejects.toMatchObject({ kind: 'cancelled' });
    expect(kept(connection(access))).toEqual([0, 0, 0, 0]);
  });

  it('when the disk is full, and takes the log when there is space again', async () => {
    const { access, incident } = await withIncident();
    const { file } = madeLog(12);
    const db = connection(access);
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 200}`);
    await expect(attachHere(db, incident, file)).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    expect(kept(db)).toEqual([0, 0, 0, 0]);
    db.pragma('max_page_count = 1000000');
    expect(await attachHere(db, incident, file)).toBeDefined();
  });

  it('when the process is killed: nobody sees it, and it is taken out when it is stale', async () => {
    const { access, store, incident } = await withIncident();
    const { file } = madeLog(32);
    const killed = fork(
      '-e',
      [
        `const { Worker } = require('node:worker_threads');
         const job = new Worker(${JSON.stringify(JOB)});
         job.on('message', message => process.send(message));
         process.on('message', input => job.postMessage({ name: 'attach', input, cancelled: new Int32Array(new SharedArrayBuffer(4)) }));`,
      ],
      { execArgv: [] },
    );
    killed.send({ store: access, issue_id: incident, candidates: [ofPath(file)] });
    await once(killed, 'message');
    const db = connection(access);
    await expect.poll(() => kept(db)[2], { timeout: 15_000 }).toBeGreaterThan(0);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(await store.listAttachments({ issue_id: incident, limit: 10 })).toEqual([]);
    expect(purgeLeftovers(db)).toBe(false);
    while (purgeLeftovers(db, Date.now() + 3_600_000));
    expect(kept(db)).toEqual([0, 0, 0, 0]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('and one that was taken for stale ends as gone', async () => {
    const { access } = await withIncident();
    const db = connection(access);
    const content = beginLog(db, 0);
    while (purgeLeftovers(db));
    expect(() => appendChunks(db, content, [], [])).toThrow(expect.objectContaining({ kind: 'gone' }));
  });
});
