import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connect, type Database, openStore } from '../../src/db/connection.js';
import { appendChunks, beginLog, finishLog, purgeLeftovers } from '../../src/db/logChunks.js';
import type { StoreFile } from '../../src/db/protocol.js';
import { TOPICS } from '../../src/db/values.js';
import { Watch } from '../../src/db/watch.js';
import { pack } from '../../src/evidence/chunks/index.js';
import { MIGRATIONS, migrate, schemaState } from '../../src/migrations/index.js';
import { runJob } from '../../src/jobs/run.js';
import { writeLog } from '../support/logs.js';
import { attachLog, incidentIn } from './attaching.js';
import { BINARY } from './fullStore.js';
import { oldStore, WINDOW } from './victims.js';
import { draftLine, JOB, openWindow, temporaryFolder, WORKER } from './stores.js';

const CHUNK = {
  ...{ seq: 0, first_line: 1, first_column: 0, line_count: 1, byte_offset: 0, byte_length: 10, is_open: 0 },
  packed: pack(Buffer.from('x'.repeat(10))),
};

const WRITERS = 20;
const CHANGES = 50;

/** Another editor's process with a window that makes incidents; tells the id of each, or what refused it. */
async function write(store: StoreFile, changes: number): Promise<string[]> {
  const input = JSON.stringify({ store, changes });
  const child = spawn(process.execPath, ['-e', WINDOW, WORKER, input], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  const [told] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return told.trim().split('\n').slice(1);
}

describe('many windows', () => {
  it(`of ${WRITERS} processes that write at once all get their turn, and nothing is lost`, async () => {
    const { access, store, changes } = await openWindow();
    const told = await Promise.all(Array.from({ length: WRITERS }, () => write(access, CHANGES)));
    expect(told.flat().filter(line => !/^(opened|[0-9a-f-]{36})$/.test(line))).toEqual([]);
    const ids = told.flat().filter(line => line !== 'opened');
    expect(ids).toHaveLength(WRITERS * CHANGES);
    const listed = await store.listIncidents({ limit: 1000 });
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(ids));
    await vi.waitFor(() => expect(changes.flat()).toContain('incidents'), { timeout: 1000, interval: 10 });
    const { faults, rows } = await runJob(JOB, 'verifyAudit', { store: access });
    expect(faults).toEqual([]);
    expect(rows).toBeGreaterThanOrEqual(WRITERS * CHANGES);
  }, 180_000);

  it('that find an old store at once bring it up to date together', async () => {
    const store = oldStore(temporaryFolder());
    const told = await Promise.all([1, 2, 3, 4].map(() => write(store, 1)));
    expect(told.map(([first]) => first)).toEqual(['opened', 'opened', 'opened', 'opened']);
    expect(readdirSync(dirname(store.file)).filter(name => !/-(wal|shm)$/.test(name))).toEqual(['tftsr.db']);
  }, 60_000);
});

describe('what another connection does', () => {
  it('is seen where a view shows it, and not while a log is being attached', async () => {
    const { access, store } = await openWindow();
    const issue_id = await incidentIn({ store });
    const other = openStore(access, BINARY);
    const own = openStore(access, BINARY);
    onTestFinished(() => void [other, own].map(db => db.close()));
    const watch = new Watch(own);
    expect(watch.look()).toBe('nothing');

    const content = beginLog(other);
    expect(watch.look()).toBe('inside');
    appendChunks(other, content, [CHUNK], []);
    expect(watch.look()).toBe('inside');
    finishLog(other, content, await draftLine(issue_id, 'x'.repeat(10)), { lines: 1, chunks: 1 });
    expect(watch.look()).toBe('shown');
    expect(watch.look()).toBe('nothing');

    const [attachment] = await store.listAttachments({ issue_id, limit: 1 });
    await store.removeAttachment({ id: attachment?.id ?? '' });
    expect(watch.look()).toBe('shown');
    while (purgeLeftovers(other));
    expect(watch.look()).not.toBe('shown');
    // As an import brings them, whose audit row comes last.
    other.exec(`INSERT INTO issues (id, title, severity, status, created_at, updated_at)
                VALUES ('${randomUUID()}', 'Brought', 'low', 'open', '', '')`);
    expect(watch.look()).toBe('shown');
  });

  it('is told once of a large log, when it is there', async () => {
    const window = await openWindow();
    const issue_id = await incidentIn(window);
    const file = join(temporaryFolder(), 'large.log');
    writeLog(file, 48 * 1024 * 1024);
    window.changes.length = 0;
    await attachLog(window, issue_id, file);
    await vi.waitFor(() => expect(window.changes).toEqual([[...TOPICS]]), { timeout: 2000, interval: 10 });
  }, 60_000);
});

/** What a version that is to come does to a store. */
function migrateFurther(db: Database): void {
  migrate(db, [
    ...MIGRATIONS,
    ['999_from_the_future', db => db.exec(`ALTER TABLE issues ADD COLUMN mood TEXT`)],
  ]);
}

describe('a window of an older version', () => {
  it('refuses a file of a newer one and leaves it as it is', async () => {
    const window = await openWindow();
    await window.client.close();
    const db = openStore(window.access, BINARY);
    migrateFurther(db);
    db.close();
    await expect(openWindow(dirname(window.file), window.keys)).rejects.toMatchObject({ kind: 'newer' });
  });

  it('that is open while a newer one changes the schema writes nothing more, and lets go', async () => {
    const { access, store, letGo } = await openWindow();
    await store.createIncident({ title: 'Before', severity: 'low' });
    const newer = openStore(access, BINARY);
    onTestFinished(() => void newer.close());
    migrateFurther(newer);
    await expect(store.createIncident({ title: 'After', severity: 'low' })).rejects.toMatchObject({
      kind: 'newer',
    });
    expect(await letGo).toBe('newer');
    await expect(store.listIncidents({ limit: 10 })).rejects.toMatchObject({ kind: 'newer' });
    expect(newer.prepare('SELECT title FROM issues').pluck().all()).toEqual(['Before']);
  });

  it('that only reads lets go within a second', async () => {
    const { access, letGo } = await openWindow();
    const newer = openStore(access, BINARY);
    onTestFinished(() => void newer.close());
    migrateFurther(newer);
    expect(await letGo).toBe('newer');
  }, 5000);
});

describe('a store of version 0.1.0', () => {
  it('is brought up to date once, behind a backup that goes afterwards', () => {
    const store = oldStore(temporaryFolder());
    const copy = join(temporaryFolder(), 'tftsr.db');
    copyFileSync(store.file, copy);
    const db = openStore({ ...store, file: copy }, BINARY);
    onTestFinished(() => void db.close());
    expect(schemaState(db)).toBe('current');
    expect(existsSync(`${copy}.before-migration`)).toBe(false);
    const old = connect(store, BINARY);
    onTestFinished(() => void old.close());
    expect(schemaState(old)).toBe('old');
  });
});
