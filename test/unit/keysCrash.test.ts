import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { connect } from '../../src/db/connection.js';
import { runJob } from '../../src/jobs/run.js';
import { newKey } from '../../src/db/session.js';
import { Moments } from './moments.js';
import { draftLine, JOB, NATIVE, openWindow } from './stores.js';

const KILLS = 32;

/** Another process that changes the key, in the thread that does it in an editor. */
const CHANGE = `
  const { Worker } = require('node:worker_threads');
  const [job, input] = process.argv.slice(1);
  const worker = new Worker(job);
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  worker.on('message', ({ type }) => type === 'progress' || console.log(type));
  worker.once('online', () => {
    console.log('began');
    worker.postMessage({ name: 'changeKey', input: JSON.parse(input), cancelled });
  });
`;

it(`changing the key, killed at ${KILLS} moments, leaves the old store or the new one, whole`, async () => {
  const window = await openWindow();
  const { id } = await window.store.createIncident({ title: 'Stays', severity: 'high' });
  for (let i = 0; i < 100; i++) {
    await window.store.addAttachment(await draftLine(id, `${i} `.repeat(20_000), `${i}.log`));
  }
  await window.client.close();
  const { file, keys } = window;
  let salt = window.key?.salt ?? '';
  const outcomes = new Set<string>();
  const moments = new Moments(KILLS, Math.random);

  for (let i = 0; i <= KILLS || outcomes.size < 2; i++) {
    // As the app does: both keys are kept until it is known which one is in force.
    const next = await newKey();
    await keys.store(`whydunit.store.${next.salt}`, next.key);
    const key = (await keys.get(`whydunit.store.${salt}`)) ?? '';
    const input = JSON.stringify({ store: { file, key }, next });
    const child = spawn(process.execPath, ['-e', CHANGE, JOB, input], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    await moments.wait(once(child.stdout, 'data'));
    child.kill('SIGKILL');
    await once(child, 'exit');

    const again = await openWindow(dirname(file), keys);
    expect([salt, next.salt]).toContain(again.key?.salt);
    outcomes.add(again.key?.salt === salt ? 'old' : 'new');
    salt = again.key?.salt ?? '';
    expect(await again.store.listAttachments({ issue_id: id, limit: 200 })).toHaveLength(100);
    await again.client.close();
    expect(readdirSync(dirname(file))).toEqual(['tftsr.db']);
    const db = connect(again.access, sqliteBinary(NATIVE));
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.close();
  }
  expect([...outcomes].sort()).toEqual(['new', 'old']);
  const key = (await keys.get(`whydunit.store.${salt}`)) ?? '';
  expect((await runJob(JOB, 'verifyAudit', { store: { file, key } })).faults).toEqual([]);
}, 300_000);
