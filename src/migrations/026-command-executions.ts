import type { Database } from './index.js';

export default function commandExecutions(db: Database): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS command_executions (
      id TEXT PRIMARY KEY,
      issue_id TEXT,
      command TEXT NOT NULL,
      tier INTEGER NOT NULL,
      approval_status TEXT NOT NULL,
      kubeconfig_id TEXT,
      exit_code INTEGER,
      stdout TEXT,
      stderr TEXT,
      execution_time_ms INTEGER,
      executed_at TEXT NOT NULL DEFAULT (datetime('now')),
      FOREIGN KEY (issue_id) REFERENCES issues(id) ON DELETE CASCADE,
      FOREIGN KEY (kubeconfig_id) REFERENCES kubeconfig_files(id) ON DELETE SET NULL
    );
    CREATE INDEX idx_command_executions_issue ON command_executions(issue_id);
    CREATE INDEX idx_command_executions_executed ON command_executions(executed_at);
  `);
}
