import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect, type Database, openStore } from '../../src/db/connection.js';
import { StoreError } from '../../src/db/errors.js';
import type { EvidenceFault } from '../../src/db/values.js';
import { verifyAttachments } from '../../src/evidence/verify/index.js';
import type { JobInput, JobOutput } from '../../src/jobs/api.js';
import { runJob } from '../../src/jobs/run.js';
import { writeLog } from '../support/logs.js';
import { attach, type Candidate, ofBytes, ofPath } from './attaching.js';
import { BINARY } from './fullStore.js';
import { JOB, Keys, openWindow, type OpenStore, temporaryFolder } from './stores.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

type Scope = JobInput<'verifyAttachments'>['scope'];

const verify = ({ access }: OpenStore, scope: Scope = { kind: 'all' }) =>
  runJob(JOB, 'verifyAttachments', { store: access, scope });

/** A window with one attachment of every kind in one incident: their ids by their names. */
async function withEvidence() {
  const window = await openWindow();
  const { id: incident } = await window.store.createIncident({ title: 'Verified', severity: 'low' });
  const large = join(temporaryFolder(), 'large.log');
  const { bytes } = writeLog(large, 9 * 1024 * 1024);
  const ids = await attachAll(window, incident, [
    ofBytes('small.log', Buffer.from('one line\n')),
    ofPath(large),
    ofBytes('runbook.pdf', readFileSync('test/fixtures/formats/runbook.pdf')),
    ofBytes('shot.png', PNG),
  ]);
  return { window, incident, ids, largeBytes: bytes };
}

/** The ids of what was attached, by the names. */
async function attachAll(window: OpenStore, incident: string, candidates: Candidate[]) {
  const outcomes = await attach(window, incident, candidates);
  const rows = outcomes.flatMap(outcome =>
    outcome.kind === 'refused' ? [] : [outcome.kind === 'image' ? outcome.image : outcome.attachment],
  );
  return Object.fromEntries(rows.map(({ id, file_name }) => [file_name, id]));
}

/** What was written to the file by something else. */
function change({ access }: OpenStore, sql: string, ...parameters: unknown[]): void {
  const db = connect(access, BINARY);
  const { changes } = db.prepare(sql).run(...parameters);
  db.close();
  expect(changes).toBe(1);
}

async function states({ store }: OpenStore, issue_id: string): Promise<Record<string, string>> {
  const rows = [
    ...(await store.listAttachments({ issue_id, limit: 100 })),
    ...(await store.listImages({ issue_id, limit: 100 })),
  ];
  return Object.fromEntries(
    rows.map(({ file_name, verified_at, fault }) => [
      file_name,
      verified_at === null ? 'unverified' : (fault ?? 'whole'),
    ]),
  );
}

const WHOLE = { 'small.log': 'whole', 'large.log': 'whole', 'runbook.pdf': 'whole', 'shot.png': 'whole' };

describe('verifying attachments', () => {
  it('finds all of them whole, of every kind, and leaves that in the audit log', async () => {
    const { window, incident, largeBytes } = await withEvidence();
    expect(Object.values(await states(window, incident))).toEqual(Array(4).fill('unverified'));
    const bytes = 9 + largeBytes + readFileSync('test/fixtures/formats/runbook.pdf').length + PNG.length;
    const report = { verified: 4, bytes, broken: [], unhashed: 0, stopped: false };
    expect(await verify(window)).toEqual(report);
    expect(await states(window, incident)).toEqual(WHOLE);
    const [row] = await window.store.listAudit({ action: 'attachments_verified', limit: 10 });
    expect(row).toMatchObject({ entity_type: 'store', seq: expect.any(Number) as number });
    expect(JSON.parse(row?.details ?? '')).toEqual({ ...report, broken: 0, faults: [] });
    const { faults } = await runJob(JOB, 'verifyAudit', { store: window.access });
    expect(faults).toEqual([]);
  });

  it('says how far it is, in bytes and attachments', async () => {
    const { window } = await withEvidence();
    const told: { done: number; total: number; items?: { done: number; total: number } }[] = [];
    const open = () => openStore(window.access, BINARY);
    const { bytes } = await verifyAttachments(open, { kind: 'all' }, progress => told.push(progress));
    expect(told.length).toBeGreaterThan(9);
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(told.at(-1)).toEqual({ done: bytes, total: bytes, items: { done: 3, total: 4 } });
  });

  const small = `UPDATE log_files SET content_compressed = ? WHERE file_name = 'small.log'`;
  const ways: { sql: string; with?: Buffer; breaks: string; fault: EvidenceFault }[][] = [
    [
      { sql: small, with: gzipSync('one lime\n'), breaks: 'small.log', fault: 'hashDiffers' },
      { sql: 'DELETE FROM log_chunks WHERE seq = 3', breaks: 'large.log', fault: 'chunkMissing' },
      { sql: `UPDATE log_originals SET original = x'00'`, breaks: 'runbook.pdf', fault: 'hashDiffers' },
      {
        sql: `UPDATE image_attachments SET image_data = x'89504e47'`,
        breaks: 'shot.png',
        fault: 'hashDiffers',
      },
    ],
    [
      {
        sql: small,
        with: gzipSync('one line\n').subarray(0, 20),
        breaks: 'small.log',
        fault: 'notUnpacked',
      },
      {
        sql: `UPDATE log_chunks SET packed = x'00' WHERE seq = 3`,
        breaks: 'large.log',
        fault: 'notUnpacked',
      },
      {
        sql: `UPDATE log_files SET content_compressed = x'1f8b' WHERE file_name = 'runbook.pdf'`,
        breaks: 'runbook.pdf',
        fault: 'notUnpacked',
      },
      {
        sql: 'UPDATE image_attachments SET image_data = NULL',
        breaks: 'shot.png',
        fault: 'contentMissing',
      },
    ],
    [
      {
        sql: `UPDATE log_files SET content_compressed = NULL WHERE file_name = 'small.log'`,
        breaks: 'small.log',
        fault: 'contentMissing',
      },
      {
        sql: 'UPDATE log_chunks SET packed = (SELECT packed FROM log_chunks WHERE seq = 4) WHERE seq = 3',
        breaks: 'large.log',
        fault: 'hashDiffers',
      },
    ],
    [{ sql: 'UPDATE log_contents SET log_file_id = NULL', breaks: 'large.log', fault: 'contentMissing' }],
  ];
  it.each(ways.map(way => [way.map(({ breaks, fault }) => `${breaks}: ${fault}`).join(', '), way] as const))(
    'finds what is broken: %s',
    async (_, way) => {
      const { window, incident, ids } = await withEvidence();
      for (const { sql, with: bytes } of way) change(window, sql, ...(bytes ? [bytes] : []));
      const report = await verify(window);
      expect(report).toMatchObject({ verified: 4, unhashed: 0 });
      const broken = way.map(({ breaks, fault }) => ({ id: ids[breaks], file_name: breaks, fault }));
      expect(report.broken).toHaveLength(way.length);
      expect(report.broken).toEqual(expect.arrayContaining(broken));
      const expected = Object.fromEntries(way.map(({ breaks, fault }) => [breaks, fault]));
      expect(await states(window, incident)).toEqual({ ...WHOLE, ...expected });
      const all = { filter: { text: '' }, order: 'name', descending: false, limit: 10 } as const;
      const listed = await window.store.listEvidence(all);
      expect(Object.fromEntries(listed.map(({ file_name, fault }) => [file_name, fault ?? 'whole']))).toEqual(
        {
          ...WHOLE,
          ...expected,
        },
      );
      const [row] = await window.store.listAudit({ action: 'attachments_verified', limit: 1 });
      const faults = report.broken.map(({ id, fault }) => ({ id, fault }));
      expect(JSON.parse(row?.details ?? '')).toMatchObject({ broken: way.length, faults });
    },
  );

  it.each([
    ['large.log', 'log_chunks', 20],
    ['noise.log', 'log_files', 30],
  ])('goes on behind %s, of which a page of the store is damaged', async (name, table, offset) => {
    const { window, incident, ids } = await withEvidence();
    const noise = Buffer.from(randomBytes(600_000).toString('base64'));
    Object.assign(ids, await attachAll(window, incident, [ofBytes('noise.log', noise)]));
    await window.client.close();
    const db = openStore(window.access, BINARY);
    db.pragma('wal_checkpoint(TRUNCATE)');
    const page = db
      .prepare<[string, number], number>(
        `SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'overflow' LIMIT 1 OFFSET ?`,
      )
      .pluck()
      .get(table, offset);
    db.close();
    const file = readFileSync(window.file);
    const at = ((page ?? 0) - 1) * 4096 + 100;
    file.writeUInt8(file.readUInt8(at) ^ 1, at);
    writeFileSync(window.file, file);
    const { broken, verified } = await verify(window);
    expect(broken).toEqual([{ id: ids[name], file_name: name, fault: 'unreadable' }]);
    expect(verified).toBe(5);
    const again = await openWindow(dirname(window.file), window.keys);
    expect(await states(again, incident)).toEqual({ ...WHOLE, 'noise.log': 'whole', [name]: 'unreadable' });
  });

  it('shows what is broken after a restart, too, until it is verified whole again', async () => {
    const { window, incident, ids } = await withEvidence();
    const id = ids['small.log'] ?? '';
    const whole = gzipSync('one line\n');
    const content = `UPDATE log_files SET content_compressed = ? WHERE id = ?`;
    change(window, content, gzipSync('other\n'), id);
    await verify(window, { kind: 'attachment', id });
    await window.client.close();
    const again = await openWindow(dirname(window.file), window.keys);
    expect(await again.store.getAttachment({ id })).toMatchObject({ fault: 'hashDiffers' });
    change(again, content, whole, id);
    expect(await again.store.getAttachment({ id })).toMatchObject({ fault: 'hashDiffers' });
    expect(await verify(again, { kind: 'attachment', id })).toMatchObject({ verified: 1, broken: [] });
    expect((await states(again, incident))['small.log']).toBe('whole');
  });

  it('takes the attachments of one incident, or one of them', async () => {
    const { window, incident, ids } = await withEvidence();
    const { id: other } = await window.store.createIncident({ title: 'Other', severity: 'low' });
    await attach(window, other, [ofBytes('other.log', Buffer.from('x\n'))]);
    expect(await verify(window, { kind: 'image', id: ids['shot.png'] ?? '' })).toMatchObject({ verified: 1 });
    expect(await states(window, incident)).toMatchObject({ 'shot.png': 'whole', 'small.log': 'unverified' });
    expect(await verify(window, { kind: 'incident', id: incident })).toMatchObject({ verified: 4 });
    expect(await states(window, other)).toEqual({ 'other.log': 'unverified' });
  });

  it('says of what came without a hash that there is nothing to hold it to', async () => {
    const { window, incident } = await withEvidence();
    change(window, `UPDATE log_files SET content_hash = NULL WHERE file_name = 'small.log'`);
    expect(await verify(window)).toMatchObject({ verified: 3, unhashed: 1, broken: [] });
    expect((await states(window, incident))['small.log']).toBe('unverified');
  });

  it('that a person stops keeps what it found until then', async () => {
    const { window, incident } = await withEvidence();
    const stop = new AbortController();
    const input = { store: window.access, scope: { kind: 'all' as const } };
    // Before anything is found.
    stop.abort();
    expect(await runJob(JOB, 'verifyAttachments', input, { signal: stop.signal })).toMatchObject({
      verified: 0,
      stopped: true,
    });
    const report = await verifyAttachments(
      () => openStore(window.access, BINARY),
      { kind: 'all' },
      ({ items }) => {
        if (items?.done === 2) throw new StoreError('cancelled', 'verifyAttachments');
      },
    );
    expect(report).toMatchObject({ verified: 2, stopped: true });
    expect(Object.values(await states(window, incident)).filter(state => state === 'whole')).toHaveLength(2);
  });

  it('leaves out what was removed meanwhile', async () => {
    const { window, ids } = await withEvidence();
    const db: Database = openStore(window.access, BINARY);
    onTestFinished(() => void db.close());
    let removed = false;
    const report = await verifyAttachments(
      () => openStore(window.access, BINARY),
      { kind: 'all' },
      ({ items }) => {
        if (removed || items?.done !== 1) return;
        removed = true;
        db.prepare('DELETE FROM log_files WHERE id = ?').run(ids['large.log']);
      },
    );
    expect(report).toMatchObject({ verified: 3, broken: [] });
  });

  it('is kept in a backup and under a new key, and is no part of a bundle', async () => {
    const { window, incident } = await withEvidence();
    await verify(window);
    const folder = temporaryFolder();
    const backup = join(folder, 'tftsr.db');
    await runJob(JOB, 'backUp', { store: window.access, to: backup });
    const restored = await openWindow(folder, window.keys);
    expect(await states(restored, incident)).toEqual(WHOLE);

    const bundle = join(temporaryFolder(), 'case.whydunit');
    const passphrase = 'a passphrase of a case';
    await runJob(JOB, 'exportBundle', {
      store: window.access,
      to: bundle,
      incidents: [incident],
      passphrase,
    });
    const other = await openWindow(temporaryFolder(), new Keys());
    const brought: JobOutput<'importDatabase'> = await runJob(JOB, 'importDatabase', {
      store: other.access,
      source: { file: bundle, passphrase },
    });
    expect(brought).toMatchObject({ report: { notes: [], unknown: [] } });
    expect(Object.values(await states(other, incident))).toEqual(Array(4).fill('unverified'));
    expect(await verify(other)).toMatchObject({ verified: 4, broken: [] });
  });
});
