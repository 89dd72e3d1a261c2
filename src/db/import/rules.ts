/** What our tables ask of values beyond what their declarations say. */
import { FIRST_INSTANT, LAST_INSTANT } from '../time.js';
import {
  ACTION_KINDS,
  ACTION_STATES,
  DECISIONS,
  SEVERITIES,
  STATUSES,
  STEP_ROLES,
  STEP_STATES,
  VERSION_CAUSES,
} from '../values.js';
import {
  date,
  encoding,
  flag,
  type Form,
  from,
  id,
  jsonObject,
  oneOf,
  provenance,
  tags,
  time,
  type Value,
  zone,
} from './forms.js';
import type { Change } from './report.js';

/** Rows of other databases never begin to act here. */
const OFF = { what: 'disabled' } as const;

interface Rule {
  readonly forms?: Readonly<Record<string, Form>>;
  /** What stands where a value that must be there is missing. */
  readonly missing?: Readonly<Record<string, Value>>;
  /** The column with a secret, which is encrypted under another key. */
  readonly secret?: string;
  /** What may not come as it is. */
  readonly adjust?: (row: ReadonlyMap<string, Value>) => readonly (Change & { readonly as: Value })[];
}

const natural = from(0);

export const RULES: Readonly<Record<string, Rule>> = {
  issues: {
    forms: { severity: oneOf(SEVERITIES, 'medium'), status: oneOf(STATUSES, 'open'), tags },
    missing: { title: 'Untitled', severity: 'medium', status: 'open' },
  },
  log_files: {
    forms: {
      file_size: natural,
      redacted: flag,
      start_line: from(1),
      end_line: from(1),
      encoding,
      provenance,
    },
    missing: { file_path: '' },
  },
  image_attachments: {
    forms: { file_size: natural, pii_warning_acknowledged: flag, is_paste: flag, provenance },
  },
  pii_spans: {
    forms: { start_offset: natural, end_offset: natural, decision: oneOf(DECISIONS, 'redact') },
    missing: { original_value: '', replacement: '' },
  },
  ai_messages: { forms: { token_count: natural }, missing: { content: '' } },
  resolution_steps: {
    forms: {
      step_order: from(1),
      position: natural,
      revision: natural,
      role: oneOf(STEP_ROLES, 'contributing'),
      state: oneOf(STEP_STATES, 'assumed'),
      parent_id: id,
    },
    missing: { step_order: 1, why_question: '' },
  },
  evidence_refs: { forms: { evidence_id: id, first_line: from(1), last_line: from(1) } },
  document_versions: { forms: { cause: oneOf(VERSION_CAUSES, 'edited') }, missing: { content_md: '' } },
  action_items: {
    forms: {
      kind: oneOf(ACTION_KINDS, 'process'),
      state: oneOf(ACTION_STATES, 'open'),
      due_on: date,
    },
    missing: { title: 'Untitled', kind: 'process', state: 'open' },
  },
  documents: { forms: { revision: natural }, missing: { content_md: '' } },
  timeline_events: {
    forms: { metadata: jsonObject, at_ms: from(FIRST_INSTANT, LAST_INSTANT), tags, revision: natural },
  },
  source_clocks: { forms: { zone, boot_time: time }, missing: { offset_ms: 0 } },
  credentials: { secret: 'encrypted_token', missing: { token_hash: '' } },
  integration_config: { forms: { auto_create_enabled: flag } },
  ai_providers: { secret: 'encrypted_api_key', forms: { max_tokens: from(1) }, missing: { api_url: '' } },
  mcp_servers: {
    secret: 'auth_value',
    forms: { enabled: flag, transport_config: jsonObject },
    missing: { enabled: 0, url: '', auth_type: 'none' },
    // Nothing that a file brings is started before a person looked at it.
    adjust: row => (row.get('enabled') === 0 ? [] : [{ ...OFF, column: 'enabled', as: 0 }]),
  },
  shell_commands: { missing: { tier: 3 } },
  mcp_tools: { forms: { parameters: jsonObject } },
  kubeconfig_files: {
    secret: 'encrypted_content',
    forms: { is_active: flag },
    missing: { context: '' },
    adjust: row => (row.get('is_active') === 0 ? [] : [{ ...OFF, column: 'is_active', as: 0 }]),
  },
  command_executions: {
    forms: {
      approval_status: oneOf(['auto', 'approved', 'denied'], 'denied'),
      tier: oneOfTiers,
      execution_time_ms: natural,
    },
    missing: { tier: 3, approval_status: 'denied' },
  },
  approval_decisions: {
    // An approval that was given in another program holds nowhere else; a refusal does no harm.
    adjust: row => {
      const decided = row.get('decided_at') ?? null;
      const over = row.get('decision') === 'deny' || row.get('expires_at') === decided;
      return over ? [] : [{ ...OFF, column: 'expires_at', as: decided }];
    },
  },
};

/** An unknown tier is the one that is refused. */
function oneOfTiers(value: Exclude<Value, null>) {
  const tier = Number(value instanceof Buffer ? 0 : value);
  return [1, 2, 3].includes(tier) ? { as: tier } : ({ as: 3, what: 'word' } as const);
}
