/** Shell commands: the rows of `shell_commands`, `kubeconfig_files`, `command_executions`, `approval_decisions`. */
import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import * as z from 'zod';
import { audit } from './audit.js';
import type { Database } from './connection.js';
import type { Handlers } from './handlers.js';
import { Approval, Execution, ExecutionSummary, Kubeconfig, ShellCommand } from './rows/shell.js';
import { seal, unseal } from './secrets.js';
import { statement } from './statements.js';
import { Table } from './table.js';
import { timestamp } from './time.js';

const commands = new Table('shell_commands', ShellCommand, {
  entity: 'shell_command',
  order: ['category', 'id'],
});

const kubeconfigs = new Table('kubeconfig_files', Kubeconfig, {
  entity: 'kubeconfig_file',
  order: ['name', 'id'],
  written: Kubeconfig.extend({ encrypted_content: z.string() }),
});

const executions = new Table('command_executions', ExecutionSummary, {
  entity: 'command_execution',
  parent: 'issue_id',
  order: ['executed_at', 'id'],
  newestFirst: true,
  written: Execution,
});

const approvals = new Table('approval_decisions', Approval, {
  entity: 'approval_decision',
  order: ['decided_at', 'id'],
  newestFirst: true,
});

function activateKubeconfig(db: Database, id: string): Kubeconfig {
  statement(db, `UPDATE kubeconfig_files SET is_active = 0 WHERE is_active <> 0`).run();
  return kubeconfigs.update(db, id, { is_active: true });
}

export const shell = {
  addShellCommand: (db, input) => commands.add(db, { ...input, created_at: timestamp() }),
  listShellCommands: (db, page) => commands.list(db, {}, page),
  updateShellCommand: (db, { id, ...change }) => commands.update(db, id, change),
  removeShellCommand: (db, { id }) => commands.remove(db, id),

  addKubeconfig: (db, { content, ...input }) => {
    const id = uuid();
    const encrypted_content = seal(db, kubeconfigs.name, id, 'encrypted_content', content);
    return kubeconfigs.add(db, { id, ...input, encrypted_content, uploaded_at: timestamp() });
  },
  listKubeconfigs: (db, page) => kubeconfigs.list(db, {}, page),
  activateKubeconfig: (db, { id }) => activateKubeconfig(db, id),
  removeKubeconfig: (db, { id }) => kubeconfigs.remove(db, id),
  readKubeconfig: (db, { id }) =>
    unseal(db, kubeconfigs.name, id, 'encrypted_content', kubeconfigs.read(db, id, 'encrypted_content')),

  recordExecution: (db, input) => {
    const { tier, approval_status, exit_code } = input;
    const command_hash = createHash('sha256').update(input.command).digest('hex');
    const details = { tier, approval_status, exit_code, command_hash };
    return executions.add(db, { ...input, executed_at: timestamp() }, details);
  },
  getExecution: (db, { id }) => executions.whole(db, id),
  listExecutions: (db, { issue_id, ...page }) =>
    executions.list(db, issue_id === undefined ? {} : { issue_id }, page),

  recordApproval: (db, { decision, ...input }) =>
    approvals.add(db, { ...input, decision, decided_at: timestamp() }, { decision }),
  listApprovals: (db, { session_id, ...page }) =>
    approvals.list(db, session_id === undefined ? {} : { session_id }, page),
  /** Forgets what was decided in a session. */
  removeApprovals: (db, { session_id }) => {
    const rows = approvals.clear(db, { session_id });
    audit(db, {
      action: 'approval_decisions_removed',
      entity_type: 'approval_decision',
      entity_id: session_id,
      details: { rows },
    });
  },
} satisfies Partial<Handlers>;
