import type { Database } from './index.js';

/**
 * What lines of logs have in common: templates in which values are left out, and how many lines of each attachment fit
 * each. They describe attachments, and go with the last one that has lines like that.
 */
export default function logTemplates(db: Database): void {
  db.exec(`
    CREATE TABLE log_templates (
      id TEXT PRIMARY KEY,
      template TEXT NOT NULL
    );
    CREATE TABLE log_file_templates (
      log_file_id TEXT NOT NULL REFERENCES log_files(id) ON DELETE CASCADE,
      template_id TEXT NOT NULL REFERENCES log_templates(id) ON DELETE CASCADE,
      count INTEGER NOT NULL,
      PRIMARY KEY (log_file_id, template_id)
    );
    CREATE INDEX idx_log_file_templates_template ON log_file_templates(template_id);
    CREATE TRIGGER log_templates_unused AFTER DELETE ON log_file_templates
    WHEN NOT EXISTS (SELECT 1 FROM log_file_templates WHERE template_id = old.template_id)
    BEGIN DELETE FROM log_templates WHERE id = old.template_id; END;
    CREATE TABLE log_file_minings (
      log_file_id TEXT PRIMARY KEY REFERENCES log_files(id) ON DELETE CASCADE,
      version INTEGER NOT NULL,
      lines INTEGER NOT NULL
    );
  `);
}
