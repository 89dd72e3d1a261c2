import { Database } from '@signalapp/sqlcipher';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { incidents } from '../../src/db/incidents.js';
import { sqliteBinary } from '../../src/db/binding.js';
import { connect, openStore } from '../../src/db/connection.js';
import { StoreError, type StoreErrorKind, toStoreError } from '../../src/db/errors.js';
import { storeFile } from '../../src/db/location.js';
import type { StoreFile } from '../../src/db/protocol.js';
import { Keys, NATIVE, openWindow, temporaryFolder, WORKER } from './stores.js';

const PAGE = 4096;

/** Another process that takes the whole database for itself; locks do not hold between connections of one process. */
const HOLD = `
  const db = new (require('better-sqlite3-multiple-ciphers'))(process.argv[1]);
  db.pragma("cipher = 'sqlcipher'");
  db.pragma('legacy = 4');
  db.pragma(\`key = "x'\${process.argv[2]}'"\`);
  db.pragma('locking_mode = EXCLUSIVE');
  db.exec('CREATE TABLE held (a)');
  console.log('held');
  process.stdin.resume();
`;

/** A closed store with one incident in it. */
async function closedStore() {
  const window = await openWindow();
  const incident = await window.store.createIncident({ title: 'Kept', severity: 'low' });
  await window.client.close();
  const key = (await window.keys.get(window.keys.names[0] ?? '')) ?? '';
  return { ...window, folder: dirname(window.file), key, incident };
}

/** Opening fails by name, and leaves every byte as it was. */
async function expectRefused(file: string, keys: Keys, kind: StoreErrorKind): Promise<void> {
  const before = existsSync(file) && readFileSync(file);
  await expect(openWindow(dirname(file), keys)).rejects.toMatchObject({ name: 'StoreError', kind });
  if (before) expect(readFileSync(file).equals(before)).toBe(true);
}

describe('a store that cannot be opened is named and left untouched', () => {
  it('when this editor keeps no key for it', async () => {
    const { file } = await closedStore();
    await expectRefused(file, new Keys(), 'noKey');
  });

  it('when the kept key is another one', async () => {
    const { file, keys } = await closedStore();
    await keys.store(keys.names[0] ?? '', randomBytes(32).toString('hex'));
    await expectRefused(file, keys, 'wrongKey');
  });

  it('when it is empty or too short', async () => {
    const file = storeFile(temporaryFolder());
    writeFileSync(file, '');
    await expectRefused(file, new Keys(), 'notAStore');
    writeFileSync(file, 'SQLite');
    await expectRefused(file, new Keys(), 'notAStore');
  });

  it('when it holds something else', async () => {
    const file = storeFile(temporaryFolder());
    writeFileSync(file, randomBytes(8192));
    await expectRefused(file, new Keys(), 'noKey');
  });

  it('when it is a database without encryption', async () => {
    const file = storeFile(temporaryFolder());
    const plain = new Database(file);
    plain.exec('CREATE TABLE t (a)');
    plain.close();
    await expectRefused(file, new Keys(), 'notEncrypted');
  });

  it('when it is a folder or a link', async () => {
    const { file: elsewhere, keys } = await closedStore();
    const folder = temporaryFolder();
    symlinkSync(elsewhere, storeFile(folder));
    await expect(openWindow(folder, keys)).rejects.toMatchObject({ kind: 'notAStore' });
    const other = temporaryFolder();
    mkdirSync(storeFile(other));
    await expect(openWindow(other, keys)).rejects.toMatchObject({ kind: 'notAStore' });
  });

  it('when it is damaged or cut off, on whichever page', async () => {
    const { file, keys, folder, incident } = await closedStore();
    const whole = readFileSync(file);
    const reading = async () => {
      const { client, store } = await openWindow(folder, keys);
      const listed = store.listIncidents({ limit: 10 }).finally(() => client.close());
      return (await listed).map(({ id }) => id);
    };
    const outcomes = new Set<string>();
    // Every third: of each kind there are several.
    for (let page = 0; page * PAGE < whole.length; page += 3) {
      const damaged = Buffer.from(whole);
      const at = page * PAGE + 100;
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      writeFileSync(file, damaged);
      outcomes.add(await reading().then(String, (error: unknown) => toStoreError(error).kind));
    }
    // A page that was not needed is not read; its damage shows when it is.
    expect([...outcomes].sort()).toEqual([incident.id, 'damaged'].sort());
    writeFileSync(file, whole);
    truncateSync(file, PAGE + 512);
    await expect(reading()).rejects.toMatchObject({ kind: 'damaged' });
  }, 60_000);

  it('when another program holds it', async () => {
    const { file, keys, key } = await closedStore();
    const holder = spawn(process.execPath, ['-e', HOLD, file, key], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void holder.kill());
    await once(holder.stdout, 'data');
    await expectRefused(file, keys, 'busy');
  }, 20_000);

  it('when a newer version wrote it', async () => {
    const { file, keys, key } = await closedStore();
    const newer = new Database(file);
    newer.exec(`PRAGMA key = "x'${key}'"; INSERT INTO _migrations (name) VALUES ('999_from_the_future')`);
    newer.close();
    await expect(openWindow(dirname(file), keys)).rejects.toMatchObject({ kind: 'newer' });
  });

  it.skipIf(process.platform === 'win32')('when its folder is not writable', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const inFile = openWindow(file);
    await expect(inFile).rejects.toMatchObject({ kind: 'notWritable' });

    const keys = new Keys();
    await withoutRights(() =>
      expect(openWindow(join(folder, 'new'), keys)).rejects.toMatchObject({ kind: 'notWritable' }),
    );
    expect(keys.names).toEqual([]);
  });
});

/** Another process that begins a change and does not end it. */
const BEGIN = HOLD.replace(/db.pragma\('locking_mode[^]*held \(a\)'\);/, "db.exec('BEGIN IMMEDIATE');");

describe('a fault at work', () => {
  it('of another program that holds the store keeps nobody from reading, and a change waits for its turn', async () => {
    const { file, keys, key, incident } = await closedStore();
    const { store } = await openWindow(dirname(file), keys);
    const holder = spawn(process.execPath, ['-e', BEGIN, file, key], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void holder.kill());
    await once(holder.stdout, 'data');
    const waiting = store.createIncident({ title: 'Waits', severity: 'low' });
    const refused = expect(store.createIncident({ title: 'Waits too long', severity: 'low' })).rejects;
    expect((await store.listIncidents({ limit: 10 })).map(({ id }) => id)).toEqual([incident.id]);
    await expect(waiting).rejects.toMatchObject({ kind: 'busy' });
    await refused.toMatchObject({ kind: 'busy' });
    const third = store.createIncident({ title: 'Has its turn', severity: 'low' });
    expect((await store.listIncidents({ limit: 10 })).map(({ id }) => id)).toEqual([incident.id]);
    holder.kill();
    expect((await third).title).toBe('Has its turn');
  }, 60_000);

  it('of a full disk keeps what was saved, refuses the change, and takes it when there is space again', async () => {
    const { file, key, incident } = await closedStore();
    const db = openStore({ file, key }, sqliteBinary(NATIVE));
    onTestFinished(() => void db.close());
    const create = () =>
      db.transaction(() => incidents.createIncident(db, { title: 'x'.repeat(300), severity: 'low' }))();
    db.pragma('max_page_count = 1');
    let failure: StoreError | undefined;
    for (let i = 0; i < 1000 && !failure; i++) {
      try {
        create();
      } catch (error) {
        failure = toStoreError(error);
      }
    }
    expect(failure?.kind).toBe('full');
    expect(incidents.getIncident(db, { id: incident.id })).toEqual(incident);
    db.pragma('max_page_count = 100000');
    expect(create().title).toHaveLength(300);
  });

  it('that shows when the worker looks for other windows does not end it, but is told to who asks', async () => {
    const window = await openWindow();
    await window.store.createIncident({ title: 'Kept', severity: 'low' });
    await window.client.close();
    const { file, keys, access } = window;
    // The page that tells of newer versions; the worker looks at it after each change by others.
    const [page = 0] = pagesOf(access, 'sqlite_autoindex__migrations_1');
    const { store, changes, ended } = await openWindow(dirname(file), keys);
    const damaged = readFileSync(file);
    const at = (page - 1) * PAGE + 100;
    damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
    writeFileSync(file, damaged);
    const change = (store: StoreFile) => {
      const db = connect(store, sqliteBinary(NATIVE));
      db.exec(`UPDATE issues SET title = 'By another program'`);
      db.close();
    };
    change(access);
    // A sound store that is opened now looks later than this one.
    const sound = await openWindow();
    await sound.store.createIncident({ title: 'Sound', severity: 'low' });
    change(sound.access);
    await vi.waitFor(() => expect(sound.changes.length).toBeGreaterThan(1), { timeout: 5000 });

    expect([changes, ended]).toEqual([[], []]);
    const refused = store.createIncident({ title: 'Refused', severity: 'low' });
    await expect(refused).rejects.toMatchObject({ kind: 'damaged' });
    expect(await store.listIncidents({ limit: 10 })).toMatchObject([{ title: 'By another program' }]);
  });

  it('of the worker rejects every call under way and later ones', async () => {
    const folder = temporaryFolder();
    const script = join(folder, 'crashing.cjs');
    const crash = `({ input }) => input?.limit === 999 && process.exit(1)`;
    writeFileSync(
      script,
      `require('node:worker_threads').parentPort.on('message', ${crash}); require(${JSON.stringify(WORKER)});`,
    );
    const { store, ended } = await openWindow(folder, new Keys(), script);
    await store.createIncident({ title: 'Saved before', severity: 'low' });
    const calls = [999, 1, 1, 1].map(limit => store.listIncidents({ limit }));
    for (const call of calls) await expect(call).rejects.toMatchObject({ kind: 'workerEnded' });
    expect(ended).toMatchObject([{ kind: 'workerEnded' }]);
    await expect(store.listIncidents({ limit: 1 })).rejects.toMatchObject({ kind: 'workerEnded' });
  });
});

describe('the SQLite binary', () => {
  const linux = { napi: '10', platform: 'linux', arch: 'x64', musl: false } as const;

  const kindOf = (on: Parameters<typeof sqliteBinary>[1]) => {
    try {
      return sqliteBinary(NATIVE, on);
    } catch (error) {
      return toStoreError(error).kind;
    }
  };

  it('is refused by a Node that would crash on it', () => {
    expect(kindOf({ ...linux, napi: '9' })).toBe('unsupportedNode');
    expect(kindOf({ ...linux, napi: undefined })).toBe('unsupportedNode');
  });

  it('is named as missing on a platform that there is none for', () => {
    expect(kindOf({ ...linux, arch: 'arm' })).toBe('unsupportedPlatform');
    expect(kindOf({ ...linux, platform: 'freebsd' })).toBe('unsupportedPlatform');
  });

  it('is the one of this platform', () => {
    expect(sqliteBinary(NATIVE, linux)).toBe(join(NATIVE, 'linux-x64.node'));
    expect(sqliteBinary(NATIVE, { ...linux, musl: true })).toBe(join(NATIVE, 'linuxmusl-x64.node'));
  });
});

/** Runs as a user without rights; the superuser may write anywhere, and tests may run as one. */
async function withoutRights(work: () => Promise<void>): Promise<void> {
  const user = process.geteuid?.();
  if (user === 0) process.seteuid?.(65534);
  try {
    await work();
  } finally {
    if (user === 0) process.seteuid?.(0);
  }
}

/** The pages of a table, by SQLite's own word. */
function pagesOf(store: StoreFile, table: string): number[] {
  const db = openStore(store, sqliteBinary(NATIVE));
  try {
    return db.prepare<[string], number>(`SELECT pageno FROM dbstat WHERE name = ?`).pluck().all(table);
  } finally {
    db.close();
  }
}
