import { Database } from '@signalapp/sqlcipher';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { connect } from '../../src/db/connection.js';
import { runJob } from '../../src/jobs/run.js';
import { attachLog } from './attaching.js';
import { bring, faults, preview, rows } from './imports.js';
import { draftLine, JOB, NATIVE, openWindow, type OpenStore, temporaryFolder } from './stores.js';
import { makeTftsr, wholeIncident } from './tftsr.js';

const PASSPHRASE = "four 'words' together";

/** A store whose incidents have something in every table: `chosen` go along, `other` stays. */
async function fullStore(): Promise<{ window: OpenStore; chosen: string[]; other: string }> {
  const window = await openWindow();
  const ids: string[] = [];
  await bring(
    window,
    makeTftsr(db => ids.push(wholeIncident(db), wholeIncident(db))),
  );
  const { id } = await window.store.createIncident({ title: 'Made here', severity: 'low' });
  await window.store.addAttachment(await draftLine(id, 'a line'));
  const kept = await window.store.addAttachment(await draftLine(id, 'a third line'));
  await window.store.addEvent({
    issue_id: id,
    event_type: 'note',
    description: 'Seen',
    at_ms: 1_763_600_000_123,
    source: 'app.log',
    tags: ['db'],
    refs: [{ evidence_id: kept.attachment.id, first_line: 1, last_line: 1 }],
  });
  const { attachment } = await window.store.addAttachment(await draftLine(id, 'another line'));
  await window.store.removeAttachment({ id: attachment.id });
  await addWhys(window, id, (await window.store.listAttachments({ issue_id: id, limit: 1 }))[0]?.id ?? '');
  const db = connect(window.access, sqliteBinary(NATIVE));
  db.exec(`INSERT INTO log_originals SELECT id, x'25504446' FROM log_files;
           INSERT INTO kubeconfig_files (id, name, encrypted_content, context)
           VALUES ('0197a000-0000-7000-8000-000000000001', 'CANARY', 'CANARY', 'c');
           UPDATE documents SET generated_md = '# Generated', revision = 7;
           INSERT INTO document_versions SELECT id, id, 'exported', '# Older', 1740823400000 FROM documents;
           INSERT INTO action_items SELECT id, issue_id, 'Raise it', 'Ada', '2025-04-01', 'prevent', 'open',
             'https://example.org/T-1', '2025-03-01 10:05:00', '2025-03-01 10:05:00' FROM documents;
           UPDATE command_executions SET kubeconfig_id = '0197a000-0000-7000-8000-000000000001';
           INSERT INTO settings VALUES ('CANARY', 'CANARY', '2025-01-01 00:00:00')`);
  db.close();
  return { window, chosen: [ids[0] ?? '', id], other: ids[1] ?? '' };
}

/** A root cause below a why, with what shows it. */
async function addWhys({ store }: OpenStore, issue_id: string, evidence_id: string): Promise<void> {
  const [first, second, ref] = [randomUUID(), randomUUID(), randomUUID()];
  const why = { position: 0, why_question: 'Why?', evidence: null };
  await store.changeWhys({
    issue_id,
    changes: [
      {
        kind: 'add',
        step: { ...why, id: first, parent_id: null, answer: 'so', role: null, state: 'confirmed' },
      },
      {
        kind: 'add',
        step: { ...why, id: second, parent_id: first, answer: 'since', role: 'root_cause', state: 'refuted' },
      },
      { kind: 'edit', id: second, was: { state: 'refuted' }, to: { state: 'confirmed' } },
      { kind: 'refer', ref: { id: ref, step_id: second, evidence_id, first_line: 1, last_line: 1 } },
    ],
  });
}

async function exported({ access }: OpenStore, incidents: string[]): Promise<string> {
  const to = join(temporaryFolder(), 'case.whydunit');
  await runJob(JOB, 'exportBundle', { store: access, to, incidents, passphrase: PASSPHRASE });
  return to;
}

const TABLES = [
  'issues',
  'log_files',
  'log_originals',
  'image_attachments',
  'pii_spans',
  'ai_conversations',
  'ai_messages',
  'resolution_steps',
  'evidence_refs',
  'documents',
  'document_versions',
  'action_items',
  'timeline_events',
  'command_executions',
];

/** All rows that hang on the incidents, without what a bundle may not carry. */
function caseRows(window: OpenStore, incidents: string[]): unknown[] {
  const among = `(${incidents.map(id => `'${id}'`).join()})`;
  const of = (table: string) => {
    if (table === 'issues') return `id IN ${among}`;
    if (table === 'pii_spans' || table === 'log_originals')
      return `log_file_id IN (SELECT id FROM log_files WHERE issue_id IN ${among})`;
    if (table === 'document_versions')
      return `document_id IN (SELECT id FROM documents WHERE issue_id IN ${among})`;
    if (table === 'ai_messages')
      return `conversation_id IN (SELECT id FROM ai_conversations WHERE issue_id IN ${among})`;
    return `issue_id IN ${among}`;
  };
  return TABLES.map(table =>
    rows(window, `SELECT * FROM ${table} WHERE ${of(table)} ORDER BY 1`).map(row => ({
      ...row,
      ...('kubeconfig_id' in row && { kubeconfig_id: null }),
    })),
  );
}

describe('a case bundle', () => {
  it('brings the chosen incidents to another store as they were, and nothing else', async () => {
    const { window, chosen, other } = await fullStore();
    const bundle = await exported(window, chosen);
    const target = await openWindow();
    expect(await preview(target, bundle, PASSPHRASE)).toMatchObject({
      preview: { kind: 'whydunit', encrypted: true, incidents: 2 },
    });
    const report = await bring(target, bundle, PASSPHRASE);
    expect(report.notes).toEqual([]);
    expect(report.unknown).toEqual([]);
    expect(caseRows(target, chosen)).toEqual(caseRows(window, chosen));
    expect(caseRows(window, chosen).every(rows => Array.isArray(rows) && rows.length > 0)).toBe(true);
    for (const table of [...TABLES, 'settings', 'kubeconfig_files']) {
      expect(JSON.stringify(rows(target, `SELECT * FROM ${table}`))).not.toMatch(
        new RegExp(`${other}|CANARY`),
      );
    }
    expect(rows(target, `SELECT title FROM issues_fts WHERE issues_fts MATCH 'made'`)).toEqual([
      { title: 'Made here' },
    ]);

    const hashes = (of: OpenStore) =>
      rows(
        of,
        `SELECT id, timestamp, action, entity_type, entity_id, user_id, details, prev_hash, entry_hash
                FROM audit_log ORDER BY id`,
      );
    const came = hashes(target).filter(({ action }) => !String(action).startsWith('import_'));
    for (const row of came) expect(hashes(window)).toContainEqual(row);
    expect(came.map(({ action }) => action).sort()).toEqual([
      'ai_send',
      'attachment_added',
      'attachment_added',
      'attachment_added',
      'attachment_removed',
      'evidence_ref_added',
      'incident_created',
      'log_uploaded',
      'log_uploaded',
      'log_uploaded',
      'note',
      'resolution_step_added',
      'resolution_step_added',
      'resolution_step_updated',
      'root_cause_identified',
      'triage_started',
      'why_level_advanced',
    ]);
    // The row that TFTSR wrote has no hash; those of the store are hashed again.
    expect(report.chain).toEqual({ rows: 17, unchained: 1, verified: 16, unknown: 0, wrong: 0, breaks: 0 });
    expect(await faults(target)).toEqual([]);
    expect(rows(window, `SELECT action FROM audit_log ORDER BY seq DESC LIMIT 1`)).toEqual([
      { action: 'bundle_exported' },
    ]);

    // Back where it came from, there is nothing new.
    expect(await bring(window, bundle, PASSPHRASE)).toMatchObject({ came: 0, notes: [] });
    expect(await faults(window)).toEqual([]);
  });

  it('carries large logs, chunk by chunk, under numbers of the other store', async () => {
    const window = await openWindow();
    const { id } = await window.store.createIncident({ title: 'Large', severity: 'low' });
    const file = join(temporaryFolder(), 'large.log');
    writeFileSync(file, Array.from({ length: 400_000 }, (_, i) => `line ${i} of a large log\n`).join(''));
    const { attachment } = await attachLog(window, id, file);
    const bundle = await exported(window, [id]);

    const target = await openWindow();
    // Its first number is taken by another content already.
    const db = connect(target.access, sqliteBinary(NATIVE));
    db.exec('INSERT INTO log_contents (touched_at, finished) VALUES (9e15, 0)');
    db.close();
    const report = await bring(target, bundle, PASSPHRASE);
    expect(report.notes).toEqual([]);
    const columns =
      'seq, first_line, first_column, log_chunks.line_count, byte_offset, byte_length, is_open, packed';
    const chunks = (of: OpenStore) =>
      rows(
        of,
        `SELECT ${columns} FROM log_contents JOIN log_chunks ON content_id = id
         WHERE log_file_id = '${attachment.id}' ORDER BY seq`,
      );
    expect(chunks(target).length).toBeGreaterThan(4);
    expect(chunks(target)).toEqual(chunks(window));
    const filters = (of: OpenStore) =>
      rows(of, 'SELECT first_seq, filters FROM log_filters ORDER BY first_seq');
    expect(filters(target)).toEqual(filters(window));
    expect(filters(target).length).toBeGreaterThan(0);
    expect(await target.store.getLogContent({ id: attachment.id })).toMatchObject({ line_count: 400_000 });
    expect(await bring(target, bundle, PASSPHRASE)).toMatchObject({ came: 0, notes: [] });
    expect(rows(target, 'SELECT count(*) AS n FROM log_contents')).toEqual([{ n: 2 }]);
    expect(await faults(target)).toEqual([]);
  });

  it('is a file that SQLCipher opens with the passphrase, whose search index is right, and says nothing without', async () => {
    const { window, chosen } = await fullStore();
    const bundle = await exported(window, chosen);
    expect(readFileSync(bundle).includes('Made here')).toBe(false);
    const db = new Database(bundle);
    db.exec(`PRAGMA key = '${PASSPHRASE.replaceAll("'", "''")}'`);
    expect(db.prepare('SELECT count(*) AS n FROM issues').get()).toEqual({ n: 2 });
    expect(db.prepare(`SELECT title FROM issues_fts WHERE issues_fts MATCH 'made'`).all()).toEqual([
      { title: 'Made here' },
    ]);
    db.exec(`INSERT INTO issues_fts (issues_fts, rank) VALUES ('integrity-check', 1)`);
    expect(
      db
        .prepare('SELECT (SELECT count(*) FROM settings) + (SELECT count(*) FROM kubeconfig_files) AS n')
        .get(),
    ).toEqual({ n: 0 });
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    db.close();
    const target = await openWindow();
    expect(await preview(target, bundle, 'another passphrase')).toEqual({ refused: 'wrongPassphrase' });
  });

  it('shows by its hashes that an audit row was changed on the way', async () => {
    const { window, chosen } = await fullStore();
    const bundle = await exported(window, chosen);
    const db = new Database(bundle);
    db.exec(`PRAGMA key = '${PASSPHRASE.replaceAll("'", "''")}'`);
    db.exec(`UPDATE audit_log SET details = '{}' WHERE action = 'attachment_removed'`);
    db.close();
    const target = await openWindow();
    expect((await bring(target, bundle, PASSPHRASE)).chain).toMatchObject({ verified: 15, wrong: 1 });
  });

  it('brings no servers, settings or commands, whatever else its maker put into it', async () => {
    const { window, chosen } = await fullStore();
    const bundle = await exported(window, chosen);
    const db = new Database(bundle);
    db.exec(`PRAGMA key = '${PASSPHRASE.replaceAll("'", "''")}'`);
    db.exec(`INSERT INTO mcp_servers (id, name, url, transport_type, auth_type) VALUES ('0197a000-0000-7000-8000-000000000001', 'n', '/bin/sh', 'stdio', 'none');
             INSERT INTO shell_commands (id, command_template, tier, category) VALUES ('0197a000-0000-7000-8000-000000000001', 'rm', 1, 'general')`);
    db.close();
    const target = await openWindow();
    await bring(target, bundle, PASSPHRASE);
    expect(rows(target, 'SELECT id FROM mcp_servers UNION SELECT id FROM shell_commands')).toEqual([]);
  });

  it('that is cancelled leaves nothing, and is never written over the store', async () => {
    const { window, chosen } = await fullStore();
    const folder = temporaryFolder();
    const input = { store: window.access, incidents: chosen, passphrase: PASSPHRASE };
    const signal = AbortSignal.abort();
    await expect(
      runJob(JOB, 'exportBundle', { ...input, to: join(folder, 'b') }, { signal }),
    ).rejects.toMatchObject({ kind: 'cancelled' });
    expect(readdirSync(folder)).toEqual([]);
    await expect(runJob(JOB, 'exportBundle', { ...input, to: window.file })).rejects.toMatchObject({
      kind: 'ownFile',
    });
    await expect(runJob(JOB, 'backUp', { store: window.access, to: window.file })).rejects.toMatchObject({
      kind: 'ownFile',
    });
  });
});
