import type { Database } from './index.js';

export default function mcp(db: Database): void {
  db.exec(`
    CREATE TABLE mcp_servers (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      url TEXT NOT NULL,
      transport_type TEXT NOT NULL CHECK(transport_type IN ('stdio', 'http')),
      transport_config TEXT NOT NULL DEFAULT '{}',
      auth_type TEXT NOT NULL CHECK(auth_type IN ('none', 'api_key', 'bearer', 'oauth2')),
      auth_value TEXT,
      enabled INTEGER NOT NULL DEFAULT 1,
      last_discovered_at TEXT,
      discovery_status TEXT NOT NULL DEFAULT 'pending'
      CHECK(discovery_status IN ('pending','connected','unreachable','error')),
      discovery_error TEXT,
      created_at TEXT NOT NULL DEFAULT (datetime('now')),
      updated_at TEXT NOT NULL DEFAULT (datetime('now'))
    );
    CREATE TABLE mcp_tools (
      id TEXT PRIMARY KEY,
      server_id TEXT NOT NULL,
      name TEXT NOT NULL,
      tool_key TEXT NOT NULL,
      description TEXT,
      parameters TEXT NOT NULL DEFAULT '{}',
      FOREIGN KEY(server_id) REFERENCES mcp_servers(id) ON DELETE CASCADE
    );
    CREATE TABLE mcp_resources (
      id TEXT PRIMARY KEY,
      server_id TEXT NOT NULL,
      uri TEXT NOT NULL,
      name TEXT,
      description TEXT,
      FOREIGN KEY(server_id) REFERENCES mcp_servers(id) ON DELETE CASCADE
    );
  `);
}
