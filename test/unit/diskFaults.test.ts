import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect, openStore } from '../../src/db/connection.js';
import { toStoreError } from '../../src/db/errors.js';
import { writeReplacing } from '../../src/export/files/index.js';
import { isShared } from '../../src/db/folder.js';
import { openFirst } from '../../src/db/guard.js';
import { runJob } from '../../src/jobs/run.js';
import { schemaState } from '../../src/migrations/index.js';
import { writeLog } from '../support/logs.js';
import { attachLog, incidentIn } from './attaching.js';
import { BINARY, fullStore } from './fullStore.js';
import { draftLine, JOB, Keys, openWindow, temporaryFolder, WORKER } from './stores.js';
import { INCIDENTS, oldStore, WINDOW } from './victims.js';

const run = promisify(execFile);
const can = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const CAN_TRACE = can('strace', '-qq', '-e', 'trace=none', process.execPath, '-v');

const CHANGES = 2;
const CALLS = ['pread64', 'pwrite64', 'fsync', 'fdatasync', 'ftruncate'] as const;

/** Calls that are about the store. */
const on = (file: string) => ['-P', file, '-P', `${file}-wal`];

/** Needs strace, which makes a call of a process to the system fail. */
describe.skipIf(!CAN_TRACE)('a disk whose Nth answer is an error', () => {
  const traced = async (file: string, key: string, ...options: string[]) => {
    const trace = join(temporaryFolder(), 'trace');
    const input = JSON.stringify({ store: { file, key }, changes: CHANGES });
    // With a filter in the kernel, calls that are not traced cost nothing.
    const { stdout } = await run('strace', [
      ...['-f', '--seccomp-bpf', '-qq', '-o', trace, ...options],
      ...[process.execPath, '-e', WINDOW, WORKER, input],
    ]);
    return { told: stdout.trim().split('\n').slice(1), calls: readFileSync(trace, 'utf8').split('\n') };
  };

  it('to a second name for a file is no hindrance: many network drives know none', async () => {
    const { file, key } = oldStore(temporaryFolder());
    const { told, calls } = await traced(
      file,
      key,
      '-e',
      'trace=link,linkat',
      '-e',
      'inject=link,linkat:error=EPERM',
    );
    expect(calls.filter(line => line.includes('EPERM'))).toHaveLength(1);
    expect(told).toHaveLength(1 + CHANGES);
    expect(told[0]).toBe('opened');
    expect(readdirSync(dirname(file))).toEqual(['tftsr.db']);
  });

  it.each(CALLS)(
    'to %s, for every third N, leaves what was confirmed and nothing half',
    async call => {
      const template = fullStore(temporaryFolder(), 1);
      const fresh = () => {
        const file = join(temporaryFolder(), 'tftsr.db');
        copyFileSync(template.file, file);
        return { ...template, file };
      };
      const plain = fresh();
      const { calls } = await traced(plain.file, plain.key, ...on(plain.file), '-e', `trace=${call}`);
      const count = calls.filter(line => line.includes(`${call}(`)).length;
      const failures = new Set<string>();
      const fail = async (n: number) => {
        const { file, key } = fresh();
        const fault = n % 2 === 0 ? 'EIO' : 'ENOSPC';
        const { told } = await traced(
          file,
          key,
          ...on(file),
          '-e',
          `trace=${call}`,
          '-e',
          `inject=${call}:error=${fault}:when=${n}`,
        );
        const ids = told.filter(line => /^[0-9a-f-]{36}$/.test(line));
        for (const line of told)
          if (line !== 'opened' && !ids.includes(line)) failures.add(line.split(' ')[0] ?? '');
        const db = openFirst({ file, key }, BINARY);
        try {
          expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
          const there = db.prepare(`SELECT id FROM issues WHERE source = 'whydunit'`).pluck().all();
          const events = db.prepare(
            `SELECT DISTINCT issue_id FROM timeline_events WHERE event_type = 'triage_started'`,
          );
          expect([n, ids.filter(id => !there.includes(id))]).toEqual([n, []]);
          // An incident is there with the event that is written in the same transaction, or neither is.
          expect(new Set(there)).toEqual(
            new Set(
              events
                .pluck()
                .all()
                .filter(id => there.includes(id)),
            ),
          );
        } finally {
          db.close();
        }
      };
      // Two at once; one of them with an odd number, since that decides which fault it is.
      for (let n = 1; n <= count; n += 6) await Promise.all([fail(n), fail(n + 3)]);
      const named = ['diskError', 'full', 'damaged', 'taken', 'notWritable'];
      expect([...failures].filter(kind => !named.includes(kind))).toEqual([]);
      if (call === 'pwrite64') expect([...failures].sort()).toEqual(['diskError', 'full']);
    },
    120_000,
  );
});

const CAN_MOUNT = (() => {
  const folder = process.platform === 'linux' && process.geteuid?.() === 0 ? '/tmp/whydunit-mount-probe' : '';
  return (
    folder !== '' &&
    can('mkdir', '-p', folder) &&
    can('mount', '-t', 'tmpfs', 'none', folder) &&
    can('umount', folder)
  );
})();

/** Needs the right to mount a small disk. */
describe.skipIf(!CAN_MOUNT)('a disk that is full', () => {
  const BALLAST = 1 << 20;

  /** A disk of so many MiB, one of which is kept by a file that can be removed. */
  function smallDisk(size: number): { folder: string; free: () => void; fill: (leave: number) => void } {
    const folder = temporaryFolder();
    expect(can('mount', '-t', 'tmpfs', '-o', `size=${size}m`, 'none', folder)).toBe(true);
    onTestFinished(() => void can('umount', '-l', folder));
    const ballast = join(folder, 'ballast');
    return {
      folder,
      free: () => rmSync(ballast, { force: true }),
      fill: leave => writeFileSync(ballast, randomBytes(leave)),
    };
  }

  it('refuses the change by name, keeps what was saved, and goes on when there is space again', async () => {
    const disk = smallDisk(6);
    disk.fill(BALLAST);
    const { store, access } = await openWindow(disk.folder, new Keys());
    const { id } = await store.createIncident({ title: 'Kept', severity: 'low' });
    const attach = async (index: number) =>
      store.addAttachment(await draftLine(id, randomBytes(150_000).toString('base64'), `${index}.log`));
    let kept = 0;
    let failure: unknown;
    while (failure === undefined && kept < 100) {
      await attach(kept).then(
        () => kept++,
        (error: unknown) => (failure = error),
      );
    }
    expect(failure).toMatchObject({ kind: 'full' });
    expect(kept).toBeGreaterThan(3);
    expect(await store.listAttachments({ issue_id: id, limit: 200 })).toHaveLength(kept);

    const to = join(disk.folder, 'backup.db');
    await expect(runJob(JOB, 'backUp', { store: access, to })).rejects.toMatchObject({ kind: 'full' });
    expect(readdirSync(disk.folder).filter(name => name.includes('backup'))).toEqual([]);

    disk.free();
    await attach(kept);
    expect(await store.listAttachments({ issue_id: id, limit: 200 })).toHaveLength(kept + 1);
    expect((await runJob(JOB, 'checkStore', { store: access })).faults).toEqual([]);
  }, 60_000);

  it('leaves nothing of a large log that does not fit, and takes it when there is space again', async () => {
    const disk = smallDisk(8);
    disk.fill(6 * BALLAST);
    const window = await openWindow(disk.folder, new Keys());
    const incident = await incidentIn(window);
    const log = join(temporaryFolder(), 'large.log');
    writeLog(log, 24 << 20);
    const failure: unknown = await attachLog(window, incident, log).catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'full' });
    expect(await window.store.listAttachments({ issue_id: incident, limit: 10 })).toEqual([]);
    disk.free();
    expect(await attachLog(window, incident, log)).toMatchObject({ added: true });
    const scope = { kind: 'all' as const };
    expect(await runJob(JOB, 'verifyAttachments', { store: window.access, scope })).toMatchObject({
      verified: 1,
      broken: [],
    });
  }, 60_000);

  it('leaves an exported document as it was, and no part of the new one beside it', async () => {
    const disk = smallDisk(2);
    const file = join(disk.folder, 'postmortem.pdf');
    await writeReplacing(file, Buffer.from('old'));
    disk.fill(BALLAST);
    const larger = randomBytes(2 * BALLAST);
    await expect(writeReplacing(file, larger)).rejects.toMatchObject({ fault: 'full' });
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(disk.folder).sort()).toEqual(['ballast', 'postmortem.pdf']);
    disk.free();
    await writeReplacing(file, larger.subarray(0, BALLAST));
    expect(readFileSync(file)).toHaveLength(BALLAST);
  });

  it('keeps an old store as it is until there is space for its backup and its migration', () => {
    const old = oldStore(temporaryFolder());
    for (const leave of [16, 64, 128, 256, 384, 512, 768]) {
      const disk = smallDisk(2);
      const store = { ...old, file: join(disk.folder, 'tftsr.db') };
      copyFileSync(old.file, store.file);
      disk.fill(2 * BALLAST - readFileSync(old.file).length - leave * 1024);
      const opened = () => openFirst(store, BINARY).close();
      try {
        opened();
      } catch (error) {
        expect(toStoreError(error).kind).toBe('full');
        disk.free();
        opened();
      }
      const db = connect(store, BINARY);
      expect(schemaState(db)).toBe('current');
      expect(db.prepare('SELECT count(*) FROM log_files').pluck().get()).toBe(INCIDENTS);
      db.close();
      expect(existsSync(`${store.file}.before-migration`)).toBe(false);
    }
  }, 60_000);
});

describe('a store on a drive that is shared', () => {
  it('is told from others by its file system', () => {
    expect(isShared('/mnt/x/tftsr.db', () => 0x6969)).toBe(process.platform === 'linux');
    expect(isShared('/mnt/x/tftsr.db', () => 0xff534d42)).toBe(process.platform === 'linux');
    expect(isShared(join(temporaryFolder(), 'tftsr.db'), () => 0xef53)).toBe(false);
  });

  it('has no log, also one that had one, and windows see one another’s changes', async () => {
    const window = await openWindow();
    await window.store.createIncident({ title: 'With a log', severity: 'low' });
    await window.client.close();
    const one = openStore(window.access, BINARY, true);
    const two = openStore(window.access, BINARY, true);
    const version = () => two.pragma('data_version', { simple: true });
    const seen = version();
    expect(one.pragma('journal_mode', { simple: true })).toBe('delete');
    expect(one.pragma('synchronous', { simple: true })).toBe(2);
    one.exec(`UPDATE issues SET title = 'Without'`);
    expect(version()).not.toBe(seen);
    expect(two.prepare('SELECT title FROM issues').pluck().get()).toBe('Without');
    two.exec(`UPDATE issues SET title = 'By the other'`);
    expect(one.prepare('SELECT title FROM issues').pluck().get()).toBe('By the other');
    expect(readdirSync(dirname(window.file))).toEqual(['tftsr.db']);
    one.close();
    two.close();
    // Back on a drive of its own, it has a log again.
    const again = await openWindow(dirname(window.file), window.keys);
    expect(existsSync(`${again.file}-wal`)).toBe(true);
  });
});

describe('a store that is cut off', () => {
  it('at any sector is named and left as it is', () => {
    const store = fullStore(temporaryFolder(), 1);
    const whole = readFileSync(store.file);
    const cut = { ...store, file: join(temporaryFolder(), 'tftsr.db') };
    for (let length = 512; length < whole.length; length += 512) {
      writeFileSync(cut.file, whole);
      truncateSync(cut.file, length);
      let kind = 'opened';
      try {
        openFirst(cut, BINARY).close();
      } catch (error) {
        ({ kind } = toStoreError(error));
      }
      // Less than the first page holds nothing that could tell whose key it is.
      expect([length, kind]).toEqual([length, length < 4096 ? 'wrongKey' : 'damaged']);
      expect(readFileSync(cut.file).equals(whole.subarray(0, length))).toBe(true);
    }
  }, 60_000);
});
