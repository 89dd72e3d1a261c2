/**
 * The schema, as a list of steps. A step is a plain function that is never edited after a release; the runner
 * owns the transaction and the `_migrations` row.
 */
import type { Database as Connection } from 'better-sqlite3-multiple-ciphers';
import issues from './001-issues.js';
import logFiles from './002-log-files.js';
import auditLog from './008-audit-log.js';
import logContent from './020-log-content.js';
import attachmentSource from './028-attachment-source.js';

export type Database = Connection;

/** The numbers up to 027 are those of TFTSR's documentation; Whydunit's own begin at 028. */
const MIGRATIONS: readonly (readonly [name: string, step: (db: Database) => void])[] = [
  ['001_issues', issues],
  ['002_log_files', logFiles],
  ['008_audit_log', auditLog],
  ['020_log_content', logContent],
  ['028_attachment_source', attachmentSource],
];

/** The file holds a migration that this version does not know: a newer Whydunit wrote it. */
export class NewerSchemaError extends Error {
  constructor(readonly migration: string) {
    super(`the store holds the migration ${migration}, which this version does not know`);
    this.name = 'NewerSchemaError';
  }
}

/**
 * Brings the schema up to date, each step in a transaction of its own, and does nothing where it is. Safe when
 * several windows do it at once: what is missing is read again under the write lock.
 *
 * @throws NewerSchemaError before anything is changed
 */
export function migrate(db: Database): void {
  if (missing(db).length === 0) return;
  db.transaction(() => {
    db.exec(`
      CREATE TABLE IF NOT EXISTS _migrations (
        name TEXT PRIMARY KEY,
        applied_at TEXT NOT NULL DEFAULT (datetime('now'))
      )
    `);
  }).immediate();
  for (const [name, step] of missing(db)) {
    db.transaction(() => {
      if (applied(db).has(name)) return;
      step(db);
      db.prepare(`INSERT INTO _migrations (name) VALUES (?)`).run(name);
    }).immediate();
  }
}

function missing(db: Database) {
  const done = applied(db);
  const known = new Set<string>(MIGRATIONS.map(([name]) => name));
  for (const name of done) if (!known.has(name)) throw new NewerSchemaError(name);
  return MIGRATIONS.filter(([name]) => !done.has(name));
}

function applied(db: Database): Set<string> {
  const hasTable = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = '_migrations'`).get();
  if (!hasTable) return new Set();
  return new Set(db.prepare<[], string>(`SELECT name FROM _migrations`).pluck().all());
}
