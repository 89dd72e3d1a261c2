import { existsSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { runJob } from '../../src/jobs/run.js';
import { takeOver } from '../../src/db/takeOver.js';
import { draftLine, JOB, NATIVE, openWindow, temporaryFolder } from './stores.js';

describe('a backup', () => {
  it('of a store in use is a whole store under the same key, found by its search too', async () => {
    const window = await openWindow();
    const { store, access, keys } = window;
    const { id } = await store.createIncident({ title: 'Kept twice', severity: 'high' });
    const { attachment } = await store.addAttachment(await draftLine(id, 'a line'));
    const to = join(temporaryFolder(), 'tftsr.db');
    const writing = Array.from({ length: 20 }, (_, i) =>
      store.createIncident({ title: `Meanwhile ${i}`, severity: 'low' }),
    );
    await runJob(JOB, 'backUp', { store: access, to });
    await Promise.all(writing);

    expect(readdirSync(dirname(to))).toEqual(['tftsr.db']);
    const [name] = keys.names;
    const key = (await keys.get(name ?? '')) ?? '';
    const db = takeOver({ file: to, key }, sqliteBinary(NATIVE), db =>
      db.prepare(`SELECT id FROM issues_fts WHERE issues_fts MATCH 'kept'`).pluck().all(),
    );
    expect(db).toEqual([id]);
    expect(attachment.issue_id).toBe(id);
    expect(await runJob(JOB, 'verifyAudit', { store: { file: to, key } })).toMatchObject({ faults: [] });
  });

  it('that is cancelled or cannot be written leaves nothing', async () => {
    const { access } = await openWindow();
    const folder = temporaryFolder();
    const signal = AbortSignal.abort();
    await expect(
      runJob(JOB, 'backUp', { store: access, to: join(folder, 'b.db') }, { signal }),
    ).rejects.toMatchObject({ kind: 'cancelled' });
    await expect(
      runJob(JOB, 'backUp', { store: access, to: join(folder, 'none', 'b.db') }),
    ).rejects.toMatchObject({ kind: 'notWritable' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a window that has the store to itself', () => {
  it('is given it by the others, which let go and find it again afterwards', async () => {
    const one = await openWindow();
    const { id } = await one.store.createIncident({ title: 'There before', severity: 'low' });
    const two = await openWindow(dirname(one.file), one.keys);
    const moved = await Promise.all([
      one.letGo,
      two.letGo,
      runJob(JOB, 'backUp', { store: one.access, to: `${one.file}.copy` }).then(() =>
        takeOver(one.access, sqliteBinary(NATIVE), () => {
          expect(existsSync(`${one.file}-wal`)).toBe(false);
          renameSync(`${one.file}.copy`, one.file);
          return true;
        }),
      ),
    ]);
    expect(moved[2]).toBe(true);
    await expect(one.store.getIncident({ id })).rejects.toMatchObject({ kind: 'taken' });
    expect(readdirSync(dirname(one.file))).toEqual(['tftsr.db']);
  });
});
