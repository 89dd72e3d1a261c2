import type { Database } from './index.js';

/**
 * The documented schema has no index on most columns that name a parent: deleting an incident would read every row of
 * each table. These begin with the parent and go on in the order of the lists, so that a page is read without sorting.
 * Those of `issues` and `audit_log` serve the filters of search and of the audit log.
 */
export default function indexes(db: Database): void {
  db.exec(`
    CREATE INDEX idx_log_files_order ON log_files(issue_id, id);
    CREATE INDEX idx_log_files_time ON log_files(uploaded_at, id);
    CREATE INDEX idx_image_attachments_order ON image_attachments(issue_id, uploaded_at, id);
    CREATE INDEX idx_image_attachments_time ON image_attachments(uploaded_at, id);
    CREATE INDEX idx_pii_spans_order ON pii_spans(log_file_id, start_offset, id);
    CREATE INDEX idx_timeline_events_order ON timeline_events(issue_id, created_at, id);
    CREATE INDEX idx_resolution_steps_order ON resolution_steps(issue_id, step_order, id);
    CREATE INDEX idx_documents_order ON documents(issue_id, created_at, id);
    CREATE INDEX idx_ai_conversations_order ON ai_conversations(issue_id, created_at, id);
    CREATE INDEX idx_ai_messages_order ON ai_messages(conversation_id, created_at, id);
    CREATE INDEX idx_mcp_tools_order ON mcp_tools(server_id, name, id);
    CREATE INDEX idx_mcp_resources_order ON mcp_resources(server_id, name, id);
    CREATE INDEX idx_command_executions_order ON command_executions(issue_id, executed_at, id);
    CREATE INDEX idx_command_executions_kubeconfig ON command_executions(kubeconfig_id);

    CREATE INDEX idx_issues_time ON issues(created_at, id);
    CREATE INDEX idx_issues_status ON issues(status, created_at, id);
    CREATE INDEX idx_issues_severity ON issues(severity, created_at, id);
    CREATE INDEX idx_issues_category ON issues(category COLLATE NOCASE, created_at, id);
    CREATE INDEX idx_issues_assignee ON issues(assigned_to COLLATE NOCASE, created_at, id);

    CREATE INDEX idx_audit_log_time ON audit_log(timestamp, id);
    CREATE INDEX idx_audit_log_action ON audit_log(action, timestamp, id);
    CREATE INDEX idx_audit_log_entity ON audit_log(entity_type, entity_id, timestamp, id);
  `);
}
