import { Database } from '@signalapp/sqlcipher';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecoveryKey, recoveryKey } from '../../src/db/key/recovery.js';
import { runJob } from '../../src/jobs/run.js';
import { storeFile } from '../../src/db/location.js';
import { exchangeKey, fromPassphrase, type KeySource, newKey } from '../../src/db/session.js';
import { draftLine, JOB, Keys, openWindow, type OpenStore, temporaryFolder, WORKER } from './stores.js';

const PASSPHRASE = 'correct horse battery staple';
const OTHER = `größe 'quoted' and long`;

const opened = (window: OpenStore, keys: Keys, options?: Parameters<typeof openWindow>[3]) =>
  openWindow(dirname(window.file), keys, WORKER, options);

/** The source that a recovery key makes, after it went through a person's hands. */
function fromRecovery(window: OpenStore): KeySource {
  const key = readRecoveryKey(recoveryKey(window.access.key ?? '').toLowerCase());
  return () => Promise.resolve(typeof key === 'string' ? key : undefined);
}

describe('a new store', () => {
  it('gets a random key, which this editor keeps', async () => {
    const { key, keys, access } = await openWindow();
    expect(key).toMatchObject({ mode: 'raw', recoveryKeyShown: false });
    expect(keys.names).toEqual([`whydunit.store.${key?.salt ?? ''}`]);
    expect(await keys.get(keys.names[0] ?? '')).toBe(access.key);
  });

  it('gets the passphrase of the environment, which is kept nowhere, and opens in SQLCipher with it', async () => {
    const window = await openWindow(temporaryFolder(), new Keys(), WORKER, { passphrase: OTHER });
    await window.store.createIncident({ title: 'By passphrase', severity: 'low' });
    await window.client.close();
    expect(window.key?.mode).toBe('passphrase');
    expect(window.keys.names).toEqual([]);

    const oracle = new Database(window.file);
    oracle.exec(`PRAGMA key = '${OTHER.replaceAll("'", "''")}'`);
    expect(oracle.prepare('SELECT title FROM issues').all()).toEqual([{ title: 'By passphrase' }]);
    oracle.close();

    const again = await opened(window, new Keys(), { passphrase: OTHER });
    expect(await again.store.listIncidents({ limit: 2 })).toHaveLength(1);
  });

  it('has no encryption only where that is asked for, and never meets one that has', async () => {
    const folder = temporaryFolder();
    const encrypted = await openWindow(folder);
    await expect(opened(encrypted, encrypted.keys, { plain: true })).rejects.toMatchObject({
      kind: 'notAStore',
    });
    const plain = await openWindow(temporaryFolder(), new Keys(), WORKER, { plain: true });
    await plain.store.createIncident({ title: 'In the clear', severity: 'low' });
    await plain.client.close();
    expect(plain.keys.names).toEqual([]);
    expect(readFileSync(plain.file, 'latin1')).toContain('In the clear');
    await expect(opened(plain, new Keys())).rejects.toMatchObject({ kind: 'notEncrypted' });
    expect(storeFile(folder, true)).not.toBe(storeFile(folder));
  });
});

describe('a store that this editor keeps no key for', () => {
  it('opens with its recovery key, and is asked for it once', async () => {
    const window = await openWindow();
    await window.client.close();
    const elsewhere = new Keys();
    await expect(opened(window, elsewhere)).rejects.toMatchObject({ kind: 'noKey' });
    await (await opened(window, elsewhere, { given: fromRecovery(window) })).client.close();
    expect(elsewhere.names).toEqual(window.keys.names);
    await opened(window, elsewhere);
  });

  it('opens with its passphrase each time, or with the recovery key, and keeps neither', async () => {
    const window = await openWindow(temporaryFolder(), new Keys(), WORKER, { passphrase: PASSPHRASE });
    await window.client.close();
    const elsewhere = new Keys();
    for (const given of [fromPassphrase(PASSPHRASE), fromRecovery(window)]) {
      const again = await opened(window, elsewhere, { given });
      expect(again.key?.mode).toBe('passphrase');
      await again.client.close();
      expect(elsewhere.names).toEqual([]);
    }
  });

  it('refuses what does not fit, keeps nothing of it, and takes the right one after it', async () => {
    const window = await openWindow();
    await window.client.close();
    const before = readFileSync(window.file);
    const other = await openWindow();
    const elsewhere = new Keys();
    for (const given of [fromPassphrase(PASSPHRASE), fromRecovery(other)]) {
      await expect(opened(window, elsewhere, { given })).rejects.toMatchObject({ kind: 'wrongKey' });
    }
    await expect(opened(window, elsewhere, { passphrase: PASSPHRASE })).rejects.toMatchObject({
      kind: 'wrongKey',
    });
    expect(elsewhere.names).toEqual([]);
    expect(readFileSync(window.file).equals(before)).toBe(true);
    await opened(window, elsewhere, { given: fromRecovery(window) });
  });

  it('takes the kept key before the passphrase of the environment, and that where the kept one does not fit', async () => {
    const raw = await openWindow();
    await raw.client.close();
    await opened(raw, raw.keys, { passphrase: PASSPHRASE });
    const window = await openWindow(temporaryFolder(), new Keys(), WORKER, { passphrase: PASSPHRASE });
    await window.client.close();
    await window.keys.store(`whydunit.store.${window.key?.salt ?? ''}`, 'ab'.repeat(32));
    await expect(opened(window, window.keys)).rejects.toMatchObject({ kind: 'wrongKey' });
    await opened(window, window.keys, { passphrase: PASSPHRASE });
  });
});

describe('a recovery key', () => {
  it('is shown once, whichever window asks first', async () => {
    const one = await openWindow();
    const two = await opened(one, one.keys);
    const claims = await Promise.all([one.store.claimRecoveryKey({}), two.store.claimRecoveryKey({})]);
    expect(claims.sort()).toEqual([false, true]);
    const three = await opened(one, one.keys);
    expect(three.key?.recoveryKeyShown).toBe(true);
    expect((await runJob(JOB, 'verifyAudit', { store: one.access })).faults).toEqual([]);
  });

  it('is proved against the file, open or closed, of which no byte changes', async () => {
    const window = await openWindow();
    const verify = (key: string) => runJob(JOB, 'verifyKey', { store: { file: window.file, key } });
    const right = window.access.key ?? '';
    expect(await verify(right)).toBe(true);
    expect(await verify('ab'.repeat(32))).toBe(false);
    await window.client.close();
    const before = readFileSync(window.file);
    expect(await verify(right)).toBe(true);
    expect(await verify('ab'.repeat(32))).toBe(false);
    expect(readFileSync(window.file).equals(before)).toBe(true);
    await expect(
      runJob(JOB, 'verifyKey', { store: { file: `${window.file}.none`, key: right } }),
    ).rejects.toMatchObject({ kind: 'notWritable' });
  });
});

describe('changing the key', () => {
  /** A store with some content, under a random key or a passphrase. */
  async function filled(passphrase?: string) {
    const window = await openWindow(temporaryFolder(), new Keys(), WORKER, { passphrase });
    const incident = await window.store.createIncident({ title: 'Stays', severity: 'high' });
    const { attachment } = await window.store.addAttachment(await draftLine(incident.id, 'a line'));
    await window.store.saveCredential({ service: 'confluence', token: 'a-token', expires_at: null });
    await window.store.claimRecoveryKey({});
    return { window, incident, attachment };
  }

  /** What the app does: closes its connection, changes the key, and says what became of it. */
  async function change(window: OpenStore, passphrase: string, signal?: AbortSignal) {
    const next = await newKey(passphrase);
    await window.client.close();
    const finder = await openedClient();
    const swap = () => runJob(JOB, 'changeKey', { store: window.access, next }, signal ? { signal } : {});
    await exchangeKey(finder, window.file, window.keys, window.key?.salt ?? '', next, swap);
    return next;
  }
  const openedClient = async () => (await openWindow()).client;

  it.each([
    ['', PASSPHRASE],
    [PASSPHRASE, OTHER],
    [PASSPHRASE, ''],
    ['', ''],
  ])('from %j to %j keeps every row and the chain, and the old key opens it no more', async (from, to) => {
    const { window, incident, attachment } = await filled(from);
    const next = await change(window, to);
    expect(readdirSync(dirname(window.file))).toEqual(['tftsr.db']);
    expect(window.keys.names).toEqual(to === '' ? [`whydunit.store.${next.salt}`] : []);

    const given = to === '' ? {} : { given: fromPassphrase(to) };
    const again = await opened(window, window.keys, given);
    expect(again.key).toEqual({ mode: next.mode, salt: next.salt, recoveryKeyShown: false });
    expect(again.access.key).toBe(next.key);
    expect(await again.store.getIncident({ id: incident.id })).toEqual(incident);
    expect(await again.store.listAttachments({ issue_id: incident.id, limit: 9 })).toEqual([attachment]);
    expect(await again.store.readCredential({ service: 'confluence' })).toBe('a-token');
    const { faults, head } = await runJob(JOB, 'verifyAudit', { store: again.access });
    expect(faults).toEqual([]);
    expect(head.seq).toBeGreaterThan(3);
    for (const old of [fromRecovery(window), ...(from === '' ? [] : [fromPassphrase(from)])]) {
      await expect(opened(window, new Keys(), { given: old })).rejects.toMatchObject({ kind: 'wrongKey' });
    }
  });

  it('that is cancelled leaves the old key in force, and forgets the new one', async () => {
    const { window, incident } = await filled();
    const names = window.keys.names;
    await expect(change(window, '', AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
    expect(window.keys.names).toEqual(names);
    expect(readdirSync(dirname(window.file))).toEqual(['tftsr.db']);
    const again = await opened(window, window.keys);
    expect(await again.store.getIncident({ id: incident.id })).toEqual(incident);
  });

  it('that fails after it was done keeps the key that is in force', async () => {
    const { window, incident } = await filled();
    await window.client.close();
    const next = await newKey();
    const swap = async () => {
      await runJob(JOB, 'changeKey', { store: window.access, next });
      throw new Error('the disk did not answer');
    };
    const finder = await openedClient();
    await expect(
      exchangeKey(finder, window.file, window.keys, window.key?.salt ?? '', next, swap),
    ).rejects.toThrow('did not answer');
    expect(window.keys.names).toEqual([`whydunit.store.${next.salt}`]);
    const again = await opened(window, window.keys);
    expect(await again.store.getIncident({ id: incident.id })).toEqual(incident);
  });

  it('is followed by the other window, which lets go and finds the store again', async () => {
    const { window: one, incident } = await filled();
    const two = await opened(one, one.keys);
    const [next] = await Promise.all([change(one, ''), two.letGo]);
    await two.free;
    const again = await opened(two, two.keys);
    expect(again.key?.salt).toBe(next.salt);
    expect(await again.store.getIncident({ id: incident.id })).toEqual(incident);
  });

  it('sweeps away what a crash left beside the store, and nothing else', async () => {
    const { window } = await filled();
    await window.client.close();
    const folder = dirname(window.file);
    for (const name of [`tftsr.db.${'ab'.repeat(16)}.swap`, `tftsr.db.${'ab'.repeat(16)}.swap-journal`])
      writeFileSync(join(folder, name), 'half');
    writeFileSync(join(folder, 'tftsr.db.mine'), 'not ours');
    await (await opened(window, window.keys)).client.close();
    expect(readdirSync(folder).sort()).toEqual(['tftsr.db', 'tftsr.db.mine']);
  });
});
