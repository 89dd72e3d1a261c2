import { spawnSync } from 'node:child_process';
import { existsSync, linkSync, readdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { connect } from '../../src/db/connection.js';
import { undoHalfKept } from '../../src/db/leftovers.js';
import { isTaken } from '../../src/db/marker.js';
import { runJob } from '../../src/jobs/run.js';
import { JOB, NATIVE, openWindow, temporaryFolder } from './stores.js';

describe('a marker that a crash left', () => {
  it('is none once it is old, also where its number is another process by now, and a folder is none', () => {
    const file = join(temporaryFolder(), 'tftsr.db');
    const marker = `${file}.taken`;
    writeFileSync(marker, `${hostname()} ${process.pid}`);
    expect(isTaken(file)).toBe(true);
    const hourAgo = new Date(Date.now() - 3_600_000);
    utimesSync(marker, hourAgo, hourAgo);
    expect(isTaken(file)).toBe(false);
    expect(existsSync(marker)).toBe(false);
    writeFileSync(marker, `${hostname()} 0`);
    expect(isTaken(file)).toBe(false);
  });
});

describe('a change of places that was cut off', () => {
  it('gives the store its log back before it is opened', async () => {
    const { file, access, store, keys } = await openWindow();
    const { id } = await store.createIncident({ title: 'Only in the log', severity: 'low' });
    // Another process that has the store open and is killed: its log stays.
    const script = `
      const db = new (require('better-sqlite3-multiple-ciphers'))(process.argv[1]);
      db.pragma("cipher = 'sqlcipher'"); db.pragma('legacy = 4'); db.pragma(\`key = "x'\${process.argv[2]}'"\`);
      db.prepare('SELECT count(*) FROM issues').get();
      db.exec("UPDATE issues SET category = 'written last'");
      process.kill(process.pid, 'SIGKILL');`;
    spawnSync(process.execPath, ['-e', script, file, access.key ?? '']);
    const folder = dirname(file);
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    const kept = join(folder, 'tftsr-before-restore-20261120-024100.db');
    linkSync(file, kept);
    renameSync(`${file}-wal`, `${kept}-wal`);
    undoHalfKept(file);
    expect(readdirSync(folder)).not.toContain('tftsr-before-restore-20261120-024100.db');
    const other = await openWindow(folder, keys);
    expect((await other.store.getIncident({ id })).category).toBe('written last');
  });
});

describe('the audit log', () => {
  it('names a row that somebody made an import of, whatever they wrote into it', async () => {
    const window = await openWindow();
    await window.store.createIncident({ title: 'Edited', severity: 'low' });
    const db = connect(window.access, sqliteBinary(NATIVE));
    db.exec(`UPDATE audit_log SET action = 'import_completed', details = 'no json' WHERE seq = 1`);
    db.close();
    const { faults } = await runJob(JOB, 'verifyAudit', { store: window.access });
    expect(faults).toContainEqual(expect.objectContaining({ fault: 'edited', seq: 1 }));
  });
});
