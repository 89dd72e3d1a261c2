import type { Database } from '../../../src/db/connection.js';
import { statement } from '../../../src/db/statements.js';

/** The best 50 incidents for an FTS5 query. */
export function search(db: Database, query: string): unknown[] {
  return statement(
    db,
    `SELECT issues.id, issues.title, issues.severity, issues.status, issues.created_at
     FROM issues_fts JOIN issues ON issues.rowid = issues_fts.rowid
     WHERE issues_fts MATCH ? ORDER BY bm25(issues_fts) LIMIT 50`,
  ).all(query);
}
