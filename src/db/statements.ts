import type { Statement } from 'better-sqlite3-multiple-ciphers';
import type { Database } from './connection.js';

const prepared = new WeakMap<Database, Map<string, Statement>>();

/** The statement for this SQL, prepared once a connection. The SQL must be a constant: values are bound. */
export function statement(db: Database, sql: string): Statement {
  let statements = prepared.get(db);
  if (!statements) prepared.set(db, (statements = new Map<string, Statement>()));
  let found = statements.get(sql);
  if (!found) statements.set(sql, (found = db.prepare(sql)));
  return found;
}
