import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { connect } from '../../src/db/connection.js';
import { runJob } from '../../src/jobs/run.js';
import type { StoreFile } from '../../src/db/protocol.js';
import { faults, rows } from './imports.js';
import { Moments } from './moments.js';
import { draftLine, JOB, NATIVE, openWindow, type OpenStore, temporaryFolder } from './stores.js';
import { folderOf, makeTftsr, wholeIncident } from './tftsr.js';

/** A store with an incident, and a backup of it from before the incident `later` was there. */
async function backedUp(): Promise<{ window: OpenStore; backup: StoreFile; id: string; later: string }> {
  const window = await openWindow();
  const { id } = await window.store.createIncident({ title: 'In the backup', severity: 'high' });
  await window.store.addAttachment(await draftLine(id, 'a line'));
  const to = join(temporaryFolder(), 'backup.db');
  await runJob(JOB, 'backUp', { store: window.access, to });
  const later = await window.store.createIncident({ title: 'Later', severity: 'low' });
  return { window, backup: { file: to, key: window.access.key }, id, later: later.id };
}

const beside = ({ file }: OpenStore) => readdirSync(dirname(file)).sort();

describe('a restored backup', () => {
  it('takes the place of the store, which is kept; every window lets go and finds it', async () => {
    const { window, backup, id, later } = await backedUp();
    const other = await openWindow(dirname(window.file), window.keys);
    const before = folderOf(backup.file);
    expect(await runJob(JOB, 'inspectBackup', { store: window.access, backup })).toMatchObject({
      contents: { incidents: 1, auditFaults: 0, mode: 'raw' },
    });
    const [result] = await Promise.all([
      runJob(JOB, 'restore', { store: window.access, backup }),
      window.letGo,
      other.letGo,
      window.free,
      other.free,
    ]);
    if ('refused' in result || result.kept === null) throw new Error('not restored');
    expect(folderOf(backup.file)).toEqual(before);
    expect(beside(window)).toEqual([basename(result.kept), 'tftsr.db']);
    expect(basename(result.kept)).toMatch(/^tftsr-before-restore-\d{8}-\d{6}-\d{3}\.db$/);

    const again = await openWindow(dirname(window.file), window.keys);
    expect((await again.store.listIncidents({ limit: 9 })).map(incident => incident.id)).toEqual([id]);
    expect(rows(again, 'SELECT action FROM audit_log ORDER BY seq DESC LIMIT 1')).toEqual([
      { action: 'store_restored' },
    ]);
    expect(await faults(again)).toEqual([]);
    // And back: what was kept is a backup like any other.
    await runJob(JOB, 'restore', { store: again.access, backup: { file: result.kept, key: backup.key } });
    const back = await openWindow(dirname(window.file), window.keys);
    expect((await back.store.getIncident({ id: later })).title).toBe('Later');
  });

  it.each<[string, (backup: StoreFile) => StoreFile, string]>([
    ['has another key', backup => ({ ...backup, key: 'ab'.repeat(32) }), 'wrongPassphrase'],
    [
      'is damaged',
      backup => {
        const bytes = readFileSync(backup.file);
        bytes.fill(0x5a, 3 * 4096 + 100, 3 * 4096 + 200);
        writeFileSync(backup.file, bytes);
        return backup;
      },
      'damaged',
    ],
    [
      'is cut off',
      backup => {
        writeFileSync(backup.file, readFileSync(backup.file).subarray(0, 8 * 4096));
        return backup;
      },
      'damaged',
    ],
    [
      'was written by a newer version',
      backup => {
        const db = connect(backup, sqliteBinary(NATIVE));
        db.exec(`INSERT INTO _migrations (name) VALUES ('999_future')`);
        db.close();
        return backup;
      },
      'newer',
    ],
    ['is gone', backup => ({ ...backup, file: `${backup.file}.none` }), 'nothing'],
    ['is not encrypted', backup => ({ ...backup, file: makeTftsr(db => wholeIncident(db)) }), 'notADatabase'],
  ])('is refused where it %s, and the store stays as it is', async (_, change, refused) => {
    const { window, backup, later } = await backedUp();
    const changed = change(backup);
    for (const job of ['inspectBackup', 'restore'] as const) {
      expect(await runJob(JOB, job, { store: window.access, backup: changed })).toEqual({ refused });
    }
    expect((await window.store.getIncident({ id: later })).title).toBe('Later');
    expect(beside(window)).toEqual(['tftsr.db', 'tftsr.db-shm', 'tftsr.db-wal']);
  });

  it('takes the place of a store that is damaged, lost its key, or is gone', async () => {
    const { window, backup, id } = await backedUp();
    const { file, keys } = window;
    await window.client.close();
    const bytes = readFileSync(file);
    const opened = async (store: StoreFile) => {
      const result = await runJob(JOB, 'restore', { store, backup });
      const again = await openWindow(dirname(file), keys);
      expect((await again.store.getIncident({ id })).title).toBe('In the backup');
      expect(await faults(again)).toEqual([]);
      await again.client.close();
      return 'kept' in result ? result.kept : result.refused;
    };
    bytes.fill(0x5a, 100, 4096);
    writeFileSync(file, bytes);
    const damaged = (await opened({ file, key: backup.key })) ?? '';
    expect(readFileSync(damaged).equals(bytes)).toBe(true);
    // What a window logged last belongs to the store that is kept, and must not be played into its successor.
    writeFileSync(`${file}-wal`, 'what was logged last');
    const kept = (await opened({ file, key: null })) ?? '';
    expect(readFileSync(`${kept}-wal`, 'utf8')).toBe('what was logged last');
    rmSync(file);
    expect(await opened({ file, key: null })).toBe(null);
  });

  it('is not the store itself', async () => {
    const { window } = await backedUp();
    expect(await runJob(JOB, 'restore', { store: window.access, backup: window.access })).toEqual({
      refused: 'ownStore',
    });
  });
});

const KILLS = 24;

/** Another process that restores, in the thread that does it in an editor. */
const RESTORE = `
  const { Worker } = require('node:worker_threads');
  const [job, input] = process.argv.slice(1);
  const worker = new Worker(job);
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  worker.on('message', ({ type }) => type === 'progress' || console.log(type));
  worker.once('online', () => {
    console.log('began');
    worker.postMessage({ name: 'restore', input: JSON.parse(input), cancelled });
  });
`;

it(`a restore killed at ${KILLS} moments leaves the present store or the backup, whole, and loses neither`, async () => {
  const { window, backup, id } = await backedUp();
  const { file, keys } = window;
  await window.client.close();
  const key = backup.key;
  const moments = new Moments(KILLS, Math.random);
  const outcomes = new Set<string>();
  for (let i = 0; i <= KILLS || outcomes.size < 2; i++) {
    const present = await openWindow(dirname(file), keys);
    const marked = await present.store.createIncident({ title: `Present ${i}`, severity: 'low' });
    await present.client.close();
    const input = JSON.stringify({ store: { file, key }, backup });
    const child = spawn(process.execPath, ['-e', RESTORE, JOB, input], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    await moments.wait(once(child.stdout, 'data'));
    child.kill('SIGKILL');
    await once(child, 'exit');

    expect(existsSync(file)).toBe(true);
    const after = await openWindow(dirname(file), keys);
    expect((await after.store.getIncident({ id })).title).toBe('In the backup');
    const restored = !(await after.store.listIncidents({ limit: 99 })).some(
      incident => incident.id === marked.id,
    );
    outcomes.add(restored ? 'backup' : 'present');
    expect(await faults(after)).toEqual([]);
    await after.client.close();
    const db = connect({ file, key }, sqliteBinary(NATIVE));
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
    // What was there before is in force, or kept.
    const kept = beside(after).filter(name => name.startsWith('tftsr-before-restore-'));
    const titles = kept.flatMap(name => {
      const db = connect({ file: join(dirname(file), name), key }, sqliteBinary(NATIVE));
      const found = db.prepare<[], string>('SELECT title FROM issues').pluck().all();
      db.close();
      return found;
    });
    if (restored) expect(titles).toContain(`Present ${i}`);
  }
  expect([...outcomes].sort()).toEqual(['backup', 'present']);
  const again = await openWindow(dirname(file), keys);
  await runJob(JOB, 'restore', { store: again.access, backup });
  // Nothing of the killed ones is left.
  expect(beside(again).filter(name => /\.(copy|taken|swap)/.test(name))).toEqual([]);
}, 300_000);
