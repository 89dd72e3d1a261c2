import type { Database } from './index.js';

export default function kubeconfigFiles(db: Database): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS kubeconfig_files (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      encrypted_content TEXT NOT NULL,
      context TEXT NOT NULL,
      cluster_url TEXT,
      is_active INTEGER NOT NULL DEFAULT 0,
      uploaded_at TEXT NOT NULL DEFAULT (datetime('now'))
    );
    CREATE INDEX idx_kubeconfig_active ON kubeconfig_files(is_active);
  `);
}
