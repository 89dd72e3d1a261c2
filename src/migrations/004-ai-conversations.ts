import type { Database } from './index.js';

export default function aiConversations(db: Database): void {
  db.exec(`
    CREATE TABLE ai_conversations (
      id TEXT PRIMARY KEY,
      issue_id TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE,
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      created_at TEXT NOT NULL,
      title TEXT
    );
  `);
}
