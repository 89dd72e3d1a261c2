/**
 * The schema, as a list of steps. A step is a plain function that is never edited after a release; the runner
 * owns the transaction and the `_migrations` row.
 */
import type { Database as Connection } from 'better-sqlite3-multiple-ciphers';
import issues from './001-issues.js';
import logFiles from './002-log-files.js';
import piiSpans from './003-pii-spans.js';
import aiConversations from './004-ai-conversations.js';
import aiMessages from './005-ai-messages.js';
import resolutionSteps from './006-resolution-steps.js';
import documents from './007-documents.js';
import auditLog from './008-audit-log.js';
import settings from './009-settings.js';
import issuesFts from './010-issues-fts.js';
import credentials from './011-credentials.js';
import imageAttachments from './012-image-attachments.js';
import auditChain from './013-audit-chain.js';
import aiProviders from './014-ai-providers.js';
import timelineEvents from './017-timeline-events.js';
import mcp from './018-mcp.js';
import logContent from './020-log-content.js';
import imageData from './021-image-data.js';
import attachmentViews from './022-attachment-views.js';
import mcpResources from './023-mcp-resources.js';
import shellCommands from './024-shell-commands.js';
import kubeconfigFiles from './025-kubeconfig-files.js';
import commandExecutions from './026-command-executions.js';
import approvalDecisions from './027-approval-decisions.js';
import attachmentSource from './028-attachment-source.js';
import auditOrder from './029-audit-order.js';
import indexes from './030-indexes.js';
import searchMerge from './031-search-merge.js';
import provenance from './041-provenance.js';
import originals from './042-originals.js';
import logChunks from './040-log-chunks.js';
import verification from './043-verification.js';
import review from './044-review.js';
import listIndexes from './045-list-indexes.js';
import sourceClocks from './046-source-clocks.js';
import events from './047-events.js';
import whys from './048-whys.js';
import documentHistory from './049-documents.js';
import searchDocuments from './050-search-documents.js';
import logTemplates from './051-log-templates.js';
import documentBase from './052-document-base.js';

export type Database = Connection;

/** In the order in which they are done. The numbers up to 027 are those of TFTSR's documentation; Whydunit's own begin at 028. */
export const MIGRATIONS: readonly (readonly [name: string, step: (db: Database) => void])[] = [
  ['001_issues', issues],
  ['002_log_files', logFiles],
  ['003_pii_spans', piiSpans],
  ['004_ai_conversations', aiConversations],
  ['005_ai_messages', aiMessages],
  ['006_resolution_steps', resolutionSteps],
  ['007_documents', documents],
  ['008_audit_log', auditLog],
  ['009_settings', settings],
  ['010_issues_fts', issuesFts],
  ['011_credentials', credentials],
  ['012_image_attachments', imageAttachments],
  ['013_audit_chain', auditChain],
  ['014_ai_providers', aiProviders],
  ['017_timeline_events', timelineEvents],
  ['018_mcp', mcp],
  ['020_log_content', logContent],
  ['021_image_data', imageData],
  ['022_attachment_views', attachmentViews],
  ['023_mcp_resources', mcpResources],
  ['024_shell_commands', shellCommands],
  ['025_kubeconfig_files', kubeconfigFiles],
  ['026_command_executions', commandExecutions],
  ['027_approval_decisions', approvalDecisions],
  ['028_attachment_source', attachmentSource],
  ['029_audit_order', auditOrder],
  ['030_indexes', indexes],
  ['031_search_merge', searchMerge],
  ['041_provenance', provenance],
  ['042_originals', originals],
  ['040_log_chunks', logChunks],
  ['043_verification', verification],
  ['044_review', review],
  ['045_list_indexes', listIndexes],
  ['046_source_clocks', sourceClocks],
  ['047_events', events],
  ['048_whys', whys],
  ['049_documents', documentHistory],
  ['050_search_documents', searchDocuments],
  ['051_log_templates', logTemplates],
  ['052_document_base', documentBase],
];

/** The file holds a migration that this version does not know: a newer Whydunit wrote it. */
export class NewerSchemaError extends Error {
  constructor(readonly migration: string) {
    super(`the store holds the migration ${migration}, which this version does not know`);
    this.name = 'NewerSchemaError';
  }
}

/**
 * How far the schema is: `new` has no table of ours, `old` lacks steps.
 *
 * @throws NewerSchemaError
 */
export function schemaState(db: Database): 'new' | 'old' | 'current' {
  const done = applied(db);
  if (done.size === 0) return 'new';
  return missing(done).length === 0 ? 'current' : 'old';
}

/**
 * Brings the schema up to date, each step in a transaction of its own, and does nothing where it is. Safe when
 * several windows do it at once: whether a step is done is read again under the write lock.
 *
 * @param steps all, or those that an older version knew
 * @throws NewerSchemaError before anything is changed
 */
export function migrate(db: Database, steps = MIGRATIONS): void {
  for (const [name, step] of missing(applied(db), steps)) {
    db.transaction(() => {
      if (applied(db).has(name)) return;
      db.exec(`
        CREATE TABLE IF NOT EXISTS _migrations (
          name TEXT PRIMARY KEY,
          applied_at TEXT NOT NULL DEFAULT (datetime('now'))
        )
      `);
      step(db);
      db.prepare(`INSERT INTO _migrations (name) VALUES (?)`).run(name);
    }).immediate();
  }
}

function missing(done: ReadonlySet<string>, steps = MIGRATIONS) {
  const known = new Set<string>(MIGRATIONS.map(([name]) => name));
  for (const name of done) if (!known.has(name)) throw new NewerSchemaError(name);
  return steps.filter(([name]) => !done.has(name));
}

function applied(db: Database): Set<string> {
  const hasTable = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = '_migrations'`).get();
  if (!hasTable) return new Set();
  return new Set(db.prepare<[], string>(`SELECT name FROM _migrations`).pluck().all());
}
