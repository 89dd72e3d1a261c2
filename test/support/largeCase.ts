/** A database of TFTSR with an incident of the size that the pages of the analysis are measured with. */
import { Database } from '@signalapp/sqlcipher';
import { readFileSync } from 'node:fs';
import { v7 as uuid } from 'uuid';

const AT = '2026-03-01 10:00:00';

export const LARGE_CASE = { title: 'A large case', events: 2000, attachments: 50, whys: 40 } as const;

export function makeLargeCase(file: string): void {
  const db = new Database(file);
  db.exec(readFileSync('test/fixtures/tftsr/schema.sql', 'utf8'));
  db.exec('BEGIN');
  const issue = uuid();
  const insert = (table: string, row: Record<string, string | number>) => {
    const columns = Object.keys(row);
    const sql = `INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`;
    db.prepare(sql).run(Object.values(row));
  };
  insert('issues', {
    ...{ id: issue, title: LARGE_CASE.title, severity: 'high', status: 'open' },
    ...{ created_at: AT, updated_at: AT },
  });
  const of = { issue_id: issue };
  for (let at = 0; at < LARGE_CASE.attachments; at++)
    insert('log_files', {
      id: uuid(),
      ...of,
      file_name: `app-${at}.log`,
      file_path: `/var/log/app-${at}.log`,
      uploaded_at: AT,
    });
  for (let at = 0; at < LARGE_CASE.events; at++) {
    insert('timeline_events', {
      ...{ id: uuid(), ...of, event_type: 'note', description: `What happened as number ${at}` },
      created_at: AT,
    });
  }
  for (let at = 0; at < LARGE_CASE.whys; at++) {
    insert('resolution_steps', {
      ...{ id: uuid(), ...of, step_order: 1 + (at % 5), why_question: `Why did number ${at} happen at all?` },
      answer: `Since the thing behind number ${at} was not looked at before, and nobody knew that it could.`,
      created_at: AT,
    });
  }
  db.exec('COMMIT');
  db.close();
}
