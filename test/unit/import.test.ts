import { Database } from '@signalapp/sqlcipher';
import { copyFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { describe, expect, it } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { connect } from '../../src/db/connection.js';
import type { Report } from '../../src/db/import/report.js';
import { runJob } from '../../src/jobs/run.js';
import { bring, faults, preview, rows } from './imports.js';
import { JOB, NATIVE, openWindow, temporaryFolder } from './stores.js';
import { folderOf, insert, issue, makeTftsr, type TftsrOptions, wholeIncident } from './tftsr.js';

const counts = ({ tables }: Report) =>
  Object.fromEntries(tables.map(({ table, found, came, already }) => [table, [found, came, already]]));

describe('an import of a TFTSR database', () => {
  it.each<[string, string | null, TftsrOptions]>([
    ['plain', null, {}],
    ['plain with its last writes in the log beside it', null, { wal: true }],
    ['encrypted', "it's a secret", { passphrase: "it's a secret" }],
    ['encrypted with large pages', 'secret', { passphrase: 'secret', pageSize: 16384 as const }],
    ['encrypted with a log beside it', 'secret', { passphrase: 'secret', wal: true }],
    ['encrypted with the documented default', null, { passphrase: 'dev-key-change-in-prod' }],
  ])(
    'that is %s brings every row as it was, and leaves the source as it was',
    async (_, passphrase, options) => {
      const window = await openWindow();
      // The copy is of a moment at which the log was not yet merged into the database.
      const copied = join(temporaryFolder(), 'tftsr.db');
      const ids: string[] = [];
      makeTftsr(db => {
        ids.push(wholeIncident(db), wholeIncident(db));
        const { file } = db.prepare('PRAGMA database_list').all()[0] as unknown as { file: string };
        for (const suffix of options.wal ? ['', '-wal'] : []) copyFileSync(file + suffix, copied + suffix);
      }, options);
      const file = options.wal
        ? copied
        : makeTftsr(db => ids.splice(0, 2, wholeIncident(db), wholeIncident(db)), options);
      const before = folderOf(file);

      expect(await preview(window, file, passphrase)).toMatchObject({
        preview: {
          kind: 'tftsr',
          encrypted: 'passphrase' in options,
          incidents: 2,
          newest: '2025-03-02 11:00:00',
          unknown: [],
        },
      });
      const report = await bring(window, file, passphrase);
      expect(report.notes).toEqual([]);
      expect(new Set(report.tables.map(({ came, found }) => came / found))).toEqual(new Set([1]));
      expect(report.tables.map(({ table }) => table).sort()).toEqual([
        'ai_conversations',
        'ai_messages',
        'audit_log',
        'command_executions',
        'documents',
        'image_attachments',
        'issues',
        'log_files',
        'pii_spans',
        'resolution_steps',
        'timeline_events',
      ]);
      expect(folderOf(file)).toEqual(before);
      expect(readdirSync(dirname(window.file)).filter(name => name.includes('import'))).toEqual([]);

      expect((await window.store.listIncidents({ limit: 10 })).map(({ id }) => id).sort()).toEqual(
        ids.sort(),
      );
      expect(rows(window, 'SELECT content_compressed AS c FROM log_files')[0]).toEqual({
        c: Buffer.from([31, 139, 0, 255]),
      });
      expect(rows(window, `SELECT id FROM issues_fts WHERE issues_fts MATCH 'checkout'`)).toHaveLength(2);
      expect(await faults(window)).toEqual([]);
    },
  );

  it('done twice adds nothing, and reports what a person changed here as a conflict', async () => {
    const window = await openWindow();
    const ids: string[] = [];
    const file = makeTftsr(db => ids.push(wholeIncident(db), wholeIncident(db)));
    await bring(window, file);
    const before = rows(window, 'SELECT * FROM audit_log');
    const again = await bring(window, file);
    expect(again.came).toBe(0);
    expect(Object.values(counts(again)).every(([found, , already]) => found === already)).toBe(true);
    expect(rows(window, 'SELECT * FROM audit_log')).toEqual(before);

    const [id = ''] = ids;
    await window.store.updateIncident({ id, title: 'Renamed here' });
    const third = await bring(window, file);
    expect(third.notes).toMatchObject([{ what: 'conflict', table: 'issues', column: 'title', ids: [id] }]);
    expect((await window.store.getIncident({ id })).title).toBe('Renamed here');
    expect(await faults(window)).toEqual([]);
  });

  it('brings what is new in the file since, under a seal of its own', async () => {
    const window = await openWindow();
    const file = makeTftsr(db => wholeIncident(db));
    await bring(window, file);
    const db = new Database(file);
    wholeIncident(db);
    db.close();
    const report = await bring(window, file);
    expect(counts(report)).toMatchObject({ issues: [2, 1, 1], audit_log: [2, 1, 1] });
    expect(rows(window, `SELECT * FROM audit_log WHERE action = 'import_completed'`)).toHaveLength(2);
    expect(await faults(window)).toEqual([]);
    const tampered = connect(window.access, sqliteBinary(NATIVE));
    tampered.exec(
      `UPDATE audit_log SET action = 'x' WHERE import_id IS NOT NULL AND rowid = (SELECT max(rowid) FROM audit_log WHERE import_id IS NOT NULL)`,
    );
    tampered.close();
    expect(await faults(window)).toMatchObject([{ fault: 'importChanged', action: 'import_completed' }]);
  });

  it('shows rows that only claim to have come with an import', async () => {
    const window = await openWindow();
    const db = connect(window.access, sqliteBinary(NATIVE));
    db.exec(
      `INSERT INTO audit_log (id, action, entity_type, entity_id, import_id) VALUES ('x', 'forged', 'issue', 'y', 'z')`,
    );
    db.close();
    expect(await faults(window)).toMatchObject([{ fault: 'inserted', id: 'x' }]);
  });

  it('of an old schema fills what it lacks, and of a new one leaves out what it does not know', async () => {
    const window = await openWindow();
    const old = makeTftsr(
      db => {
        const issue_id = insert(db, 'issues', issue());
        insert(db, 'log_files', {
          id: uuid(),
          issue_id,
          file_name: 'a',
          file_path: '/a',
          uploaded_at: '2025-03-01 10:00:00',
        });
      },
      { until: '010' },
    );
    const first = await bring(window, old);
    expect(first.notes).toMatchObject([{ what: 'noContent', table: 'log_files', count: 1 }]);
    expect(first.chain.rows).toBe(0);

    const strange = makeTftsr(db => {
      db.exec(`ALTER TABLE issues ADD COLUMN mood TEXT; ALTER TABLE documents RENAME COLUMN updated_at TO changed;
               CREATE TABLE _migrations (name TEXT, applied_at TEXT);
               INSERT INTO _migrations VALUES ('042_ssh_tunnels', '2026');
               CREATE TABLE database_connections (id TEXT, ssh_password_encrypted TEXT);
               INSERT INTO database_connections VALUES ('1', 'x'), ('2', 'y')`);
      const issue_id = insert(db, 'issues', issue({ mood: 'grim' }));
      insert(db, 'documents', {
        id: uuid(),
        issue_id,
        doc_type: 'rca',
        title: 't',
        content_md: '',
        created_at: 1000,
        changed: 5,
      });
    });
    const report = await bring(window, strange);
    expect(report.unknown).toEqual([
      { table: 'issues', column: 'mood', rows: 1 },
      { table: 'documents', column: 'changed', rows: 1 },
      { table: 'database_connections', column: null, rows: 2 },
    ]);
    expect(report.notes).toMatchObject([{ what: 'filled', table: 'documents', column: 'updated_at' }]);
    expect(rows(window, 'SELECT created_at, updated_at FROM documents')).toEqual([
      { created_at: 1000, updated_at: 1000 },
    ]);
  });

  it('tells how far it is, stops when asked with whole incidents only, and goes on when done again', async () => {
    const file = makeTftsr(db => {
      db.exec('BEGIN');
      for (let i = 0; i < 2000; i++) {
        const issue_id = insert(db, 'issues', issue());
        for (let step_order = 1; step_order <= 2; step_order++)
          insert(db, 'resolution_steps', {
            id: uuid(),
            issue_id,
            step_order,
            why_question: '?',
            created_at: '2025-03-01 10:00:00',
          });
      }
      db.exec('COMMIT');
    });
    const seen: number[] = [];
    const stopHalfWay = async () => {
      const window = await openWindow();
      const stop = new AbortController();
      const result = await runJob(
        JOB,
        'importDatabase',
        { store: window.access, source: { file, passphrase: null } },
        {
          signal: stop.signal,
          progress: ({ done, total }) => {
            seen.push(done / total);
            if (total === 6000 && done > 0) stop.abort();
          },
        },
      );
      const half = rows(
        window,
        `SELECT count(*) AS steps FROM issues LEFT JOIN resolution_steps ON issue_id = issues.id
                               GROUP BY issues.id`,
      );
      return { ...window, half, stopped: 'report' in result && result.report.stopped };
    };
    // On a busy machine an import may be over, or almost, before it hears that it is to stop.
    let window = await stopHalfWay();
    for (let more = 0; window.half.length === 2000 && more < 20; more++) window = await stopHalfWay();
    const { half, stopped } = window;
    expect(seen.length).toBeGreaterThan(0);
    expect(stopped).toBe(true);
    expect(half.length).toBeLessThan(2000);
    expect(half.every(({ steps }) => steps === 2)).toBe(true);

    const report = await bring(window, file);
    expect(counts(report)).toEqual({
      issues: [2000, 2000 - half.length, half.length],
      resolution_steps: [4000, 4000 - 2 * half.length, 2 * half.length],
    });
    const told = rows(
      window,
      `SELECT entity_id, action FROM audit_log WHERE entity_type = 'import' ORDER BY seq`,
    );
    expect(told.map(({ action }) => action)).toEqual(['import_started', 'import_completed']);
    expect(new Set(told.map(({ entity_id }) => entity_id)).size).toBe(1);
    expect(await faults(window)).toEqual([]);
  });
});
