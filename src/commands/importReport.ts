/** What an import brought, and what it did not and why. It is shown, and written nowhere. */
import * as vscode from 'vscode';
import type { Note, Report } from '../db/import/report.js';
import { inLabel } from '../labels.js';

/** Words for tables; those of other programs keep their names. */
export function tableName(table: string): string {
  const names: Readonly<Record<string, string>> = {
    issues: vscode.l10n.t('Incidents'),
    log_files: vscode.l10n.t('Attachments'),
    image_attachments: vscode.l10n.t('Images'),
    pii_spans: vscode.l10n.t('Findings of personal data'),
    ai_conversations: vscode.l10n.t('Conversations'),
    ai_messages: vscode.l10n.t('Messages'),
    ai_providers: vscode.l10n.t('AI providers'),
    resolution_steps: vscode.l10n.t('Whys'),
    documents: vscode.l10n.t('Documents'),
    timeline_events: vscode.l10n.t('Timeline events'),
    evidence_refs: vscode.l10n.t('References to evidence'),
    document_versions: vscode.l10n.t('Versions of documents'),
    action_items: vscode.l10n.t('Action items'),
    audit_log: vscode.l10n.t('Audit rows'),
    settings: vscode.l10n.t('Settings'),
    credentials: vscode.l10n.t('Credentials'),
    integration_config: vscode.l10n.t('Integrations'),
    mcp_servers: vscode.l10n.t('MCP servers'),
    mcp_tools: vscode.l10n.t('MCP tools'),
    mcp_resources: vscode.l10n.t('MCP resources'),
    shell_commands: vscode.l10n.t('Shell commands'),
    kubeconfig_files: vscode.l10n.t('Kubeconfigs'),
    command_executions: vscode.l10n.t('Executed commands'),
    approval_decisions: vscode.l10n.t('Approvals'),
  };
  return names[table] ?? table;
}

/** Says in a sentence how it went, with the details behind a button. */
export async function showImport(report: Report, file: string): Promise<void> {
  const details = vscode.l10n.t('Details');
  const show = isClean(report) ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await show(summary(report, file), details)) === details) await showDetails(report, file);
}

const left = ({ tables }: Report) => tables.reduce((sum, { left }) => sum + left, 0);

function isClean(report: Report): boolean {
  const { chain } = report;
  return !report.stopped && left(report) === 0 && chain.wrong === 0 && chain.breaks === 0;
}

function summary(report: Report, file: string): string {
  const incidents = report.tables.find(({ table }) => table === 'issues')?.came ?? 0;
  const others = report.came - incidents;
  const parts = [
    report.came === 0
      ? vscode.l10n.t('Nothing new came from {0}.', file)
      : vscode.l10n.t('From {0} came incidents: {1}, other rows: {2}.', file, incidents, others),
  ];
  if (report.stopped) parts.push(vscode.l10n.t('You stopped it: import it again to go on.'));
  if (left(report) > 0) parts.push(vscode.l10n.t('Rows that did not come: {0}.', left(report)));
  const { wrong, breaks } = report.chain;
  if (wrong + breaks > 0) {
    parts.push(vscode.l10n.t('Its audit log was changed before: {0} places do not fit.', wrong + breaks));
  }
  return parts.join(' ');
}

async function showDetails(report: Report, file: string): Promise<void> {
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items: vscode.QuickPickItem[] = [
    separator(vscode.l10n.t('Rows')),
    ...report.tables.map(({ table, found, came, already, left }) => ({
      label: tableName(table),
      description: vscode.l10n.t(
        '{0} found, {1} came, {2} were here, {3} did not come',
        found,
        came,
        already,
        left,
      ),
    })),
    separator(vscode.l10n.t('What is different, or did not come')),
    ...report.notes.map(note => ({
      label: `${tableName(note.table)}${note.column === null ? '' : ` · ${note.column}`}`,
      description: `${note.count} × ${reason(note.what)}`,
      detail: inLabel([...(note.detail === null ? [] : [note.detail]), ...note.ids.slice(0, 5)].join(' · ')),
    })),
    ...report.unknown.map(({ table, column, rows }) => ({
      label: inLabel(column === null ? table : `${table} · ${column}`),
      description: vscode.l10n.t('{0} × nothing here knows it', rows),
    })),
    ...chainItems(report),
  ];
  await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Import of {0}', file),
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
}

function chainItems({ chain }: Report): vscode.QuickPickItem[] {
  const counted: [string, number][] = [
    [vscode.l10n.t('Rows whose hash is right'), chain.verified],
    [vscode.l10n.t('Rows without a hash'), chain.unchained],
    [vscode.l10n.t('Rows whose hash is of an unknown form; they were checked for order only'), chain.unknown],
    [vscode.l10n.t('Rows that were changed'), chain.wrong],
    [vscode.l10n.t('Places where a row does not follow the one before it'), chain.breaks],
  ];
  const items = counted
    .filter(([, count]) => count > 0)
    .map(([label, count]) => ({ label, description: String(count) }));
  const kind = vscode.QuickPickItemKind.Separator;
  return items.length === 0 ? [] : [{ label: vscode.l10n.t('Audit log of the source'), kind }, ...items];
}

function reason(what: Note['what']): string {
  return {
    badId: vscode.l10n.t('did not come: the id is not a UUID'),
    noParent: vscode.l10n.t('did not come: what it belongs to is not there'),
    badValue: vscode.l10n.t('did not come: a value is missing or not allowed'),
    unreadable: vscode.l10n.t('did not come: it cannot be read'),
    taken: vscode.l10n.t('did not come: there is one here already'),
    conflict: vscode.l10n.t('did not come: it was changed since, and what is here was kept'),
    sealed: vscode.l10n.t('did not come: its secret is encrypted under another key; enter it again'),
    time: vscode.l10n.t('time brought to UTC'),
    word: vscode.l10n.t('unknown word replaced'),
    filled: vscode.l10n.t('missing value filled in'),
    emptied: vscode.l10n.t('value of a wrong form left out'),
    form: vscode.l10n.t('value brought to the form of its column'),
    disabled: vscode.l10n.t('switched off until you look at it'),
    secret: vscode.l10n.t('came without its secret: enter it again'),
    unlinked: vscode.l10n.t('came without what it referred to'),
    noContent: vscode.l10n.t('came without its content, which lay in a file beside the database'),
  }[what];
}
