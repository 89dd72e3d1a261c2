import * as z from 'zod';
import { Flag, Id, Timestamp } from './common.js';

/** How dangerous a command is: 1 runs by itself, 2 asks, 3 is refused. */
const Tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);

/** A row of `shell_commands`. */
export const ShellCommand = z.object({
  id: Id,
  command_template: z.string().min(1),
  tier: Tier,
  description: z.string().nullable(),
  /** `kubectl`, `proxmox`, `general`. */
  category: z.string().min(1),
  created_at: Timestamp,
});
export type ShellCommand = z.output<typeof ShellCommand>;

/** A row of `kubeconfig_files`, without its content. At most one is active. */
export const Kubeconfig = z.object({
  id: Id,
  name: z.string().min(1),
  context: z.string(),
  cluster_url: z.string().nullable(),
  is_active: Flag,
  uploaded_at: Timestamp,
});
export type Kubeconfig = z.output<typeof Kubeconfig>;

/** A row of `command_executions`, without what the command wrote. */
export const ExecutionSummary = z.object({
  id: Id,
  issue_id: Id.nullable(),
  command: z.string(),
  tier: Tier,
  approval_status: z.enum(['auto', 'approved', 'denied']),
  kubeconfig_id: Id.nullable(),
  /** Null where it did not run or a signal ended it. */
  exit_code: z.int().nullable(),
  execution_time_ms: z.int().nonnegative().nullable(),
  executed_at: Timestamp,
});

/** An execution with what the command wrote. */
export const Execution = ExecutionSummary.extend({
  stdout: z.string().nullable(),
  stderr: z.string().nullable(),
});
export type Execution = z.output<typeof Execution>;

/** A row of `approval_decisions`. */
export const Approval = z.object({
  id: Id,
  command_pattern: z.string().min(1),
  decision: z.enum(['allow_once', 'allow_session', 'deny']),
  session_id: z.string().nullable(),
  decided_at: Timestamp,
  expires_at: Timestamp.nullable(),
});
export type Approval = z.output<typeof Approval>;
