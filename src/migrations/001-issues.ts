import type { Database } from './index.js';

export default function issues(db: Database): void {
  db.exec(`
    CREATE TABLE issues (
      id TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      description TEXT,
      severity TEXT NOT NULL,
      status TEXT NOT NULL,
      category TEXT,
      source TEXT,
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      resolved_at TEXT,
      assigned_to TEXT,
      tags TEXT
    )
  `);
}
