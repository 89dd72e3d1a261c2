/** Processes that work on a store until they are done or killed. */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { v7 as uuid } from 'uuid';
import { connect } from '../../src/db/connection.js';
import { migrate, MIGRATIONS } from '../../src/migrations/index.js';
import { BINARY, type FullStore } from './fullStore.js';

/**
 * Another editor's process with a window: opens the store of its input, makes incidents one after the other, begins to
 * look into each, and tells its id once the store has confirmed both.
 */
export const WINDOW = `
  const { Worker } = require('node:worker_threads');
  const [script, input] = process.argv.slice(1);
  const { store, changes } = JSON.parse(input);
  const worker = new Worker(script);
  const waiting = new Map();
  let seq = 0;
  worker.on('message', reply => waiting.get(reply.seq)?.(reply));
  const ask = request =>
    new Promise(resolve => {
      waiting.set(++seq, resolve);
      worker.postMessage({ ...request, seq });
    });
  const tell = (reply, line) => console.log(reply.type === 'failed' ? reply.kind + ' ' + reply.detail : line(reply.output));
  const work = async () => {
    tell(await ask({ type: 'open', store }), () => 'opened');
    for (let i = 0; i < changes; i++) {
      const input = { title: 'x'.repeat(250), severity: 'low' };
      const made = await ask({ type: 'call', method: 'createIncident', input });
      if (made.type === 'failed') {
        tell(made);
        continue;
      }
      const change = { id: made.output.id, status: 'investigating' };
      tell(await ask({ type: 'call', method: 'updateIncident', input: change }), ({ id }) => id);
    }
    await ask({ type: 'close' });
    await worker.terminate();
  };
  worker.once('online', () => {
    console.log('began');
    work();
  });
`;

/** The schema of version 0.1.0. */
const FIRST = ['001_issues', '002_log_files', '008_audit_log', '020_log_content', '028_attachment_source'];
export const INCIDENTS = 20;

export const FIRST_STEPS = FIRST.length;

/** A store as version 0.1.0 left it, with incidents, attachments and an audit log without a chain. */
export function oldStore(folder: string): FullStore {
  const store = { file: join(folder, 'tftsr.db'), key: randomBytes(32).toString('hex') };
  closeSync(openSync(store.file, 'wx', 0o600));
  const db = connect({ file: store.file, key: store.key + randomBytes(16).toString('hex') }, BINARY);
  try {
    db.pragma('journal_mode = WAL');
    migrate(
      db,
      MIGRATIONS.filter(([name]) => FIRST.includes(name)),
    );
    db.transaction(() => {
      for (let i = 0; i < INCIDENTS; i++) {
        const id = uuid();
        db.prepare(
          `INSERT INTO issues (id, title, severity, status, created_at, updated_at)
           VALUES (?, ?, 'low', 'open', '2025-01-01 00:00:00', '2025-01-01 00:00:00')`,
        ).run(id, `Incident ${i}`);
        db.prepare(
          `INSERT INTO log_files (id, issue_id, file_name, file_path, uploaded_at, content_compressed)
           VALUES (?, ?, 'app.log', '/var/log/app.log', '2025-01-01 00:00:00', ?)`,
        ).run(uuid(), id, gzipSync(randomBytes(2000)));
        db.prepare(
          `INSERT INTO audit_log (id, action, entity_type, entity_id) VALUES (?, 'incident_created', 'issue', ?)`,
        ).run(uuid(), id);
      }
    })();
  } finally {
    db.close();
  }
  return store;
}

/** Another editor's process with a job: tells when it began and what came of it. */
export const WORK = `
  const { Worker } = require('node:worker_threads');
  const [script, given] = process.argv.slice(1);
  const { name, input } = JSON.parse(given);
  const worker = new Worker(script);
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  worker.on('message', ({ type, kind, detail }) => {
    if (type === 'done') console.log('done');
    if (type === 'failed') console.log(kind + ' ' + detail);
    if (type !== 'progress') worker.terminate();
  });
  worker.once('online', () => {
    console.log('began');
    worker.postMessage({ name, input, cancelled });
  });
`;
