/** Clocks of attachments, and the times of their lines that were read by them. */
import type { Checked } from './api.js';
import type { Database } from './connection.js';
import type { Handlers } from './handlers.js';
import { LogFileTimes, SourceClock } from './rows/clocks.js';
import { statement } from './statements.js';
import { Table } from './table.js';
import { timestamp } from './time.js';

const table = new Table('source_clocks', SourceClock, {
  entity: 'source_clock',
  parent: 'log_file_id',
  order: ['id'],
});

const times = new Table('log_file_times', LogFileTimes, {
  entity: 'log_file_times',
  key: 'log_file_id',
  order: ['log_file_id'],
});

/** Null where nobody said anything of the attachment's clock. */
export function getClock(db: Database, { log_file_id }: Checked<'getClock'>): SourceClock | null {
  return table.find(db, { log_file_id }) ?? null;
}

function setClock(db: Database, input: Checked<'setClock'>): SourceClock {
  const { log_file_id, ...clock } = input;
  const known = getClock(db, { log_file_id });
  const values = { ...clock, updated_at: timestamp() };
  return known ? table.update(db, known.id, values) : table.add(db, { ...values, log_file_id });
}

function attachmentsOf(db: Database, issue_id: string): string[] {
  return db
    .prepare<[string], string>(`SELECT id FROM log_files WHERE issue_id = ? ORDER BY id`)
    .pluck()
    .all(issue_id);
}

/** What was counted of an attachment, where these are the times that it was read by. */
export function countedTimes(db: Database, log_file_id: string, clock: string): LogFileTimes | undefined {
  return times.find(db, { log_file_id, clock });
}

/** Keeps what was counted, in the place of what was before. No audit row: it can be counted again at any time. */
export function recordTimes(db: Database, counted: LogFileTimes): void {
  db.transaction(() => {
    statement(db, `DELETE FROM log_file_times WHERE log_file_id = ?`).run(counted.log_file_id);
    times.write(db, counted);
  }).immediate();
}

export const clocks = {
  getClock,
  setClock,
  listTimes: (db, { issue_id }) =>
    attachmentsOf(db, issue_id).flatMap(log_file_id => times.all(db, { log_file_id })),
} satisfies Partial<Handlers>;
