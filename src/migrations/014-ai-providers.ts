import type { Database } from './index.js';

export default function aiProviders(db: Database): void {
  db.exec(`
    CREATE TABLE ai_providers (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      provider_type TEXT NOT NULL,
      api_url TEXT NOT NULL,
      encrypted_api_key TEXT NOT NULL,
      model TEXT NOT NULL,
      max_tokens INTEGER,
      temperature REAL,
      custom_endpoint_path TEXT,
      custom_auth_header TEXT,
      custom_auth_prefix TEXT,
      api_format TEXT,
      created_at TEXT NOT NULL DEFAULT (datetime('now')),
      updated_at TEXT NOT NULL DEFAULT (datetime('now'))
    );
  `);
}
