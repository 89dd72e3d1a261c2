import { Database } from '@signalapp/sqlcipher';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Output } from '../../src/db/api.js';
import { unpackAttachment } from '../../src/evidence/index.js';
import { draftLine, Keys, openWindow, temporaryFolder } from './stores.js';

const LINE = 'ERROR pool exhausted: 5 of 5 connections in use';
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('the store', () => {
  it('gives back the same bytes after it was closed and opened again', async () => {
    const first = await openWindow();
    const incident = await first.store.createIncident({
      title: 'Checkout answers 502',
      severity: 'critical',
    });
    const { attachment } = await first.store.addAttachment(await draftLine(incident.id, LINE));
    await first.client.close();

    const second = await openWindow(dirname(first.file), first.keys);
    expect(await second.store.listAttachments({ issue_id: incident.id, limit: 10 })).toEqual([attachment]);
    const content = await second.store.readAttachment({ id: attachment.id });
    expect(decode(await unpackAttachment(content))).toBe(LINE);
  });

  it('writes nothing in the clear, neither title nor line nor name', async () => {
    const { client, store, file } = await openWindow();
    const incident = await store.createIncident({ title: 'CANARY-TITLE', severity: 'low' });
    await store.addAttachment(await draftLine(incident.id, 'CANARY-LINE', 'CANARY-NAME.log'));
    const written = () =>
      readdirSync(dirname(file)).map(name => readFileSync(`${dirname(file)}/${name}`, 'latin1'));
    expect(written().length).toBeGreaterThan(1);
    expect(written().join()).not.toContain('CANARY');
    await client.close();
    expect(written().join()).not.toContain('CANARY');
  });

  it('is a file that SQLCipher itself opens', async () => {
    const { client, store, file, keys } = await openWindow();
    await store.createIncident({ title: 'Readable by others', severity: 'medium' });
    await client.close();

    const key = await keys.get(keys.names[0] ?? '');
    const oracle = new Database(file);
    oracle.exec(`PRAGMA key = "x'${key ?? ''}'"`);
    expect(oracle.prepare('SELECT title, severity, status FROM issues').all()).toEqual([
      { title: 'Readable by others', severity: 'medium', status: 'open' },
    ]);
    expect(oracle.prepare('SELECT action FROM audit_log ORDER BY seq').all()).toEqual([
      { action: 'incident_created' },
      { action: 'triage_started' },
    ]);
    oracle.close();
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner only', async () => {
    const { file } = await openWindow(`${temporaryFolder()}/new`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  });

  it('notices content that the incident has already, and does not double it', async () => {
    const { store } = await openWindow();
    const incident = await store.createIncident({ title: 'Once', severity: 'low' });
    const other = await store.createIncident({ title: 'Other', severity: 'low' });
    const first = await store.addAttachment(await draftLine(incident.id, LINE));
    const again = await store.addAttachment(await draftLine(incident.id, LINE, 'renamed.log'));
    expect(again).toEqual({ attachment: first.attachment, added: false });
    expect((await store.addAttachment(await draftLine(other.id, LINE))).added).toBe(true);
  });

  it('lists incidents page by page, newest first, each exactly once', async () => {
    const { store } = await openWindow();
    const created = [];
    for (let i = 0; i < 7; i++)
      created.unshift((await store.createIncident({ title: `No ${i}`, severity: 'low' })).id);
    const listed: string[] = [];
    let page: Output<'listIncidents'>;
    do {
      const after = listed.at(-1);
      page = await store.listIncidents({ limit: 3, ...(after !== undefined && { after }) });
      listed.push(...page.map(({ id }) => id));
    } while (page.length > 0);
    expect(listed).toEqual(created);
  });

  it('remembers when an incident was resolved, and forgets it when it is opened again', async () => {
    const { store } = await openWindow();
    const { id } = await store.createIncident({ title: 'Comes back', severity: 'high' });
    expect((await store.updateIncident({ id, status: 'resolved' })).resolved_at).toMatch(/^\d{4}-/);
    expect((await store.updateIncident({ id, status: 'closed' })).resolved_at).toMatch(/^\d{4}-/);
    expect((await store.updateIncident({ id, status: 'investigating' })).resolved_at).toBeNull();
  });

  it('deletes an incident with its attachments and says afterwards that it is gone', async () => {
    const { store } = await openWindow();
    const { id } = await store.createIncident({ title: 'Short-lived', severity: 'low' });
    const { attachment } = await store.addAttachment(await draftLine(id, LINE));
    await store.deleteIncident({ id });
    await expect(store.getIncident({ id })).rejects.toMatchObject({ kind: 'gone' });
    await expect(store.readAttachment({ id: attachment.id })).rejects.toMatchObject({ kind: 'gone' });
    await expect(store.addAttachment(await draftLine(id, LINE))).rejects.toMatchObject({ kind: 'gone' });
  });

  it('keeps any text that a person types, byte for byte or as one line', async () => {
    const { store } = await openWindow();
    const odd = `'; DROP TABLE issues; -- \u202E‮ 𝕏 \u0000 "x"`;
    const { id } = await store.createIncident({ title: odd, severity: 'low' });
    expect((await store.getIncident({ id })).title).toBe(odd.replace('\u0000 ', ''));
    const { attachment } = await store.addAttachment(
      await draftLine(id, odd.replace('\u0000', '') + '\r\n\ud800'),
    );
    const content = await unpackAttachment(await store.readAttachment({ id: attachment.id }));
    expect(decode(content)).toBe(odd.replace('\u0000', '') + '\r\n\ufffd');
  });

  it('refuses input that does not fit, and changes nothing', async () => {
    const { store, changes } = await openWindow();
    await expect(store.createIncident({ title: ' \n ', severity: 'low' })).rejects.toMatchObject({
      kind: 'invalid',
    });
    await expect(store.getIncident({ id: `x' OR 1=1` })).rejects.toMatchObject({ kind: 'invalid' });
    expect(await store.listIncidents({ limit: 10 })).toEqual([]);
    expect(changes).toEqual([]);
  });
});

describe('two windows', () => {
  it('show one another’s changes within a second', async () => {
    const one = await openWindow();
    const two = await openWindow(dirname(one.file), one.keys);
    const { id } = await one.store.createIncident({ title: 'Seen by both', severity: 'low' });
    await vi.waitFor(() => expect(two.changes.flat()).toContain('incidents'), {
      timeout: 1000,
      interval: 10,
    });
    expect((await two.store.getIncident({ id })).title).toBe('Seen by both');
  });

  it('that create the store at the same time end up with one store and one key', async () => {
    const folder = temporaryFolder();
    const keys = new Keys();
    const windows = await Promise.all([1, 2, 3].map(() => openWindow(folder, keys)));
    for (const { store } of windows) await store.createIncident({ title: 'Mine', severity: 'low' });
    for (const { store } of windows) expect(await store.listIncidents({ limit: 10 })).toHaveLength(3);
    expect(keys.names).toHaveLength(1);
    expect(readdirSync(folder).filter(name => name.endsWith('.new'))).toEqual([]);
  });
});
