import type { Database } from './index.js';

export default function shellCommands(db: Database): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS shell_commands (
      id TEXT PRIMARY KEY,
      command_template TEXT NOT NULL,
      tier INTEGER NOT NULL CHECK(tier IN (1, 2, 3)),
      description TEXT,
      category TEXT NOT NULL,
      created_at TEXT NOT NULL DEFAULT (datetime('now'))
    );
  `);
}
