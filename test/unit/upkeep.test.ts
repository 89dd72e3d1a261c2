import { statSync } from 'node:fs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { openStore } from '../../src/db/connection.js';
import { incidents } from '../../src/db/incidents.js';
import { upkeep } from '../../src/db/upkeep.js';
import { draftLine, NATIVE, openWindow } from './stores.js';

/** Two connections to one store, outside any worker. */
async function connections() {
  const { client, access } = await openWindow();
  await client.close();
  const connection = () => {
    const db = openStore(access, sqliteBinary(NATIVE));
    onTestFinished(() => void db.close());
    return db;
  };
  return [connection(), connection()] as const;
}

describe('upkeep', () => {
  it('moves what was written into the file while the window is open and nothing is asked', async () => {
    const { store, file } = await openWindow();
    const { id } = await store.createIncident({ title: 'Large', severity: 'low' });
    const draft = await draftLine(id, 'one line');
    const content_compressed = new Uint8Array(2 ** 20).fill(7);
    await store.addAttachment({ ...draft, content_compressed });
    await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(2 ** 20), {
      timeout: 10_000,
      interval: 20,
    });
  });

  it('leaves a search few parts of the index to look into, and all that there was to find', async () => {
    const [db] = await connections();
    for (let n = 0; n < 30; n++) incidents.createIncident(db, { title: `Found ${n}`, severity: 'low' });
    const parts = () => db.prepare('SELECT count(DISTINCT segid) FROM issues_fts_idx').pluck().get();
    const found = () =>
      db.prepare(`SELECT rowid FROM issues_fts WHERE issues_fts MATCH 'found'`).all().length;
    const before = parts();
    while (upkeep(db));
    expect(parts()).toBeLessThan(Number(before));
    expect(found()).toBe(30);
    db.exec(`INSERT INTO issues_fts(issues_fts, rank) VALUES ('integrity-check', 1)`);
  });

  it('changes nothing where nothing is left to do, so that other windows need not read again', async () => {
    const [db, other] = await connections();
    while (upkeep(db));
    const version = () => other.pragma('data_version', { simple: true });
    const before = version();
    expect(upkeep(db)).toBe(false);
    expect(version()).toBe(before);
  });

  it('does not wait for a window that writes, and comes back to it', async () => {
    const [db, other] = await connections();
    incidents.createIncident(db, { title: 'Waits for nobody', severity: 'low' });
    other.exec('BEGIN IMMEDIATE');
    expect(upkeep(db)).toBe(true);
    other.exec('COMMIT');
    expect(upkeep(db)).toBe(false);
    expect(db.pragma('busy_timeout', { simple: true })).toBeGreaterThan(1000);
  });
});
