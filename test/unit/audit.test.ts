import { describe, expect, it } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { connect } from '../../src/db/connection.js';
import { runJob } from '../../src/jobs/run.js';
import { draftLine, JOB, NATIVE, openWindow, type OpenStore } from './stores.js';

/** A store in which some things were done, with ten rows or more in its audit log. */
async function busyStore(): Promise<OpenStore> {
  const window = await openWindow();
  for (const title of ['One', 'Two', 'Three']) {
    const { id } = await window.store.createIncident({ title, severity: 'low' });
    await window.store.addAttachment(await draftLine(id, `a line of ${title}`));
    await window.store.updateIncident({ id, status: 'resolved' });
  }
  return window;
}

/** Changes the file behind Whydunit's back, as somebody would who has the key. */
function tamper({ access }: OpenStore, sql: string): void {
  const db = connect(access, sqliteBinary(NATIVE));
  db.exec(sql);
  db.close();
}

const verify = ({ access }: OpenStore, anchor?: { seq: number; entry_hash: string }) =>
  runJob(JOB, 'verifyAudit', { store: access, ...(anchor && { anchor }) });

describe('the audit log', () => {
  it('is whole after work in several windows, and its head is the end of the chain', async () => {
    const window = await busyStore();
    const { rows, faults, head } = await verify(window);
    expect(faults).toEqual([]);
    expect(rows).toBe(head.seq);
    expect(head).toEqual(await window.store.auditHead({}));
    expect(rows).toBeGreaterThanOrEqual(10);
  });

  it.each([
    [
      'edited',
      `UPDATE audit_log SET action = 'nothing_happened' WHERE seq = 4`,
      [{ fault: 'edited', seq: 4 }],
    ],
    [
      'edited in its details',
      `UPDATE audit_log SET details = NULL WHERE seq = 5`,
      [{ fault: 'edited', seq: 5 }],
    ],
    [
      'edited in its time',
      `UPDATE audit_log SET timestamp = '2001-01-01 00:00:00' WHERE seq = 1`,
      [{ fault: 'edited', seq: 1 }],
    ],
    ['removed', `DELETE FROM audit_log WHERE seq = 4`, [{ fault: 'removed', seq: 5 }]],
    ['removed from the start', `DELETE FROM audit_log WHERE seq = 1`, [{ fault: 'removed', seq: 2 }]],
    [
      'inserted',
      `INSERT INTO audit_log (id, action, entity_type, entity_id) VALUES ('x', 'forged', 'issue', 'y')`,
      [{ fault: 'inserted', id: 'x' }],
    ],
    [
      'exchanged with another one',
      `UPDATE audit_log SET seq = -1 WHERE seq = 3; UPDATE audit_log SET seq = 3 WHERE seq = 7;
       UPDATE audit_log SET seq = 7 WHERE seq = -1`,
      [
        { fault: 'reordered', seq: 3 },
        { fault: 'reordered', seq: 7 },
      ],
    ],
    [
      'exchanged with its neighbour',
      `UPDATE audit_log SET seq = -1 WHERE seq = 3; UPDATE audit_log SET seq = 3 WHERE seq = 4;
       UPDATE audit_log SET seq = 4 WHERE seq = -1`,
      [
        { fault: 'reordered', seq: 3 },
        { fault: 'reordered', seq: 4 },
      ],
    ],
  ])('names a row that was %s', async (_, sql, expected) => {
    const window = await busyStore();
    tamper(window, sql);
    const { faults } = await verify(window);
    for (const fault of expected) expect(faults).toContainEqual(expect.objectContaining(fault));
    // The row behind a changed one may be named as well, since it no longer follows it; others are not.
    expect(faults.length).toBeLessThanOrEqual(2 * expected.length);
  });

  it('shows by an exported head that its tail was cut off, which the chain alone cannot', async () => {
    const window = await busyStore();
    const head = await window.store.auditHead({});
    expect((await verify(window, head)).faults).toEqual([]);
    tamper(window, `DELETE FROM audit_log WHERE seq > ${head.seq - 2}`);
    expect((await verify(window)).faults).toEqual([]);
    expect((await verify(window, head)).faults).toMatchObject([{ fault: 'cutOff', seq: head.seq - 2 }]);
  });

  it('goes on in order when the clock is set back', async () => {
    const window = await busyStore();
    tamper(window, `UPDATE issues SET created_at = '2999-01-01 00:00:00'`);
    await window.store.createIncident({ title: 'Later, by an earlier clock', severity: 'low' });
    expect((await verify(window)).faults).toEqual([]);
  });

  it('stops its check when a person cancels', async () => {
    const window = await busyStore();
    const signal = AbortSignal.abort();
    await expect(runJob(JOB, 'verifyAudit', { store: window.access }, { signal })).rejects.toMatchObject({
      kind: 'cancelled',
    });
  });
});
