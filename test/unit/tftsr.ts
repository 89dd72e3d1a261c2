/** Databases as TFTSR leaves them: made by SQLCipher itself, with the schema of its documentation. */
import { Database } from '@signalapp/sqlcipher';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { v4 as uuid4, v7 as uuid } from 'uuid';
import { temporaryFolder } from './stores.js';

export interface TftsrOptions {
  readonly passphrase?: string;
  readonly pageSize?: 4096 | 16384;
  /** The last step of the schema, as in the comments of the documented one. */
  readonly until?: string;
  readonly wal?: boolean;
}

/** The documented schema, up to a step. */
function schema(until?: string): string {
  const sql = readFileSync('test/fixtures/tftsr/schema.sql', 'utf8');
  const steps = sql.split(/^(?=-- \d{3})/m);
  const last = until === undefined ? undefined : steps.findIndex(step => step.startsWith(`-- ${until}`));
  return steps.slice(0, last === undefined ? undefined : last + 1).join('');
}

/** Makes a database and leaves it closed, or with its last writes in the log beside it. */
export function makeTftsr(
  fill: (db: Database) => void,
  { passphrase, pageSize = 4096, until, wal = false }: TftsrOptions = {},
): string {
  const file = join(temporaryFolder(), 'tftsr.db');
  const db = new Database(file);
  if (passphrase !== undefined) db.exec(`PRAGMA key = '${passphrase.replaceAll("'", "''")}'`);
  if (pageSize !== 4096) db.exec(`PRAGMA cipher_page_size = ${pageSize}`);
  if (wal) db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
  db.exec(schema(until));
  fill(db);
  db.close();
  return file;
}

export type Row = Record<string, string | number | null | Uint8Array<ArrayBuffer>>;

export function insert(db: Database, table: string, row: Row): string {
  const names = Object.keys(row);
  const sql = `INSERT INTO ${table} (${names.join()}) VALUES (${names.map(() => '?').join()})`;
  db.prepare(sql).run(Object.values(row));
  return String(row['id']);
}

export const issue = (more: Row = {}): Row => ({
  id: uuid(),
  title: 'Checkout answers 502',
  description: 'since the deployment',
  severity: 'high',
  status: 'open',
  category: 'network',
  source: 'manual',
  created_at: '2025-03-01 10:00:00',
  updated_at: '2025-03-02 11:00:00',
  tags: '["db"]',
  ...more,
});

/** An incident with a row in every table that hangs on one, as of the newest schema. */
export function wholeIncident(db: Database, more: Row = {}): string {
  const issue_id = insert(db, 'issues', issue(more));
  const at = '2025-03-01 10:05:00';
  const log_file_id = insert(db, 'log_files', {
    id: uuid4(),
    issue_id,
    file_name: 'app.log',
    file_path: '/var/log/app.log',
    file_size: 5,
    content_hash: createHash('sha256').update('line\n').digest('hex'),
    uploaded_at: at,
    content_compressed: new Uint8Array([31, 139, 0, 255]),
  });
  insert(db, 'pii_spans', {
    id: uuid(),
    log_file_id,
    pii_type: 'email',
    start_offset: 0,
    end_offset: 4,
    original_value: 'a@b.c',
    replacement: '[email]',
  });
  insert(db, 'image_attachments', {
    id: uuid(),
    issue_id,
    file_name: 'a.png',
    image_data: new Uint8Array(9),
  });
  const conversation_id = insert(db, 'ai_conversations', {
    id: uuid(),
    issue_id,
    provider: 'ollama',
    model: 'm',
    created_at: at,
  });
  insert(db, 'ai_messages', { id: uuid(), conversation_id, role: 'user', content: 'why?', created_at: at });
  insert(db, 'resolution_steps', {
    id: uuid(),
    issue_id,
    step_order: 1,
    why_question: 'Why?',
    answer: 'DNS',
    created_at: at,
  });
  insert(db, 'documents', {
    id: uuid(),
    issue_id,
    doc_type: 'rca',
    title: 'RCA',
    content_md: '# RCA',
    created_at: 1_740_823_500_000,
    updated_at: 1_740_823_500_000,
  });
  insert(db, 'timeline_events', {
    id: uuid(),
    issue_id,
    event_type: 'triage_started',
    description: 'began',
    metadata: '{"severity":"high"}',
    created_at: at,
  });
  insert(db, 'command_executions', {
    id: uuid(),
    issue_id,
    command: 'kubectl get pods',
    tier: 1,
    approval_status: 'auto',
    exit_code: 0,
  });
  insert(db, 'audit_log', {
    id: uuid(),
    timestamp: at,
    action: 'ai_send',
    entity_type: 'issue',
    entity_id: issue_id,
    details: '{}',
  });
  return issue_id;
}

/** Everything in the file's folder, to see that nothing changed. */
export function folderOf(file: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(dirname(file)).map(name => [
      name,
      createHash('sha256')
        .update(readFileSync(join(dirname(file), name)))
        .digest('hex'),
    ]),
  );
}
