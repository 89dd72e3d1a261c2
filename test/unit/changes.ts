/** Every method that changes the store, with an input to each. */
import { type Input, type MethodName, type Output, storeApi } from '../../src/db/api.js';
import { runJob } from '../../src/jobs/run.js';
import { draftLine, openWindow, REDACTION, type OpenStore } from './stores.js';

type Api = typeof storeApi;
type Changing = {
  [M in MethodName]: Api[M] extends { readonly changes: readonly unknown[] } ? M : never;
}[MethodName];

export const CASE = 'CANARY of a case';
export const SECRET = 'CANARY of a token';
const SECRET_VALUE = 'CANARY-x9Tq4Lw';
export const T = (day: number) => `2026-11-${String(day).padStart(2, '0')} 08:00:00`;
export const WHY_IDS = [
  '0197a000-0000-7000-8000-00000000000a',
  '0197a000-0000-7000-8000-00000000000b',
] as const;
export const WHY = {
  parent_id: null,
  position: 0,
  why_question: CASE,
  answer: CASE,
  evidence: CASE,
  role: null,
  state: 'confirmed',
} as const;
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);

/** What the methods before gave back. */
export type Made = Partial<{ [M in Changing]: Output<M> }>;

/**
 * Every method that changes something, in an order in which each finds what it needs; the compiler misses none. The
 * incident goes last, with all that is left on it.
 */
export const CHANGES: { [M in Changing]: (made: Made, window: OpenStore) => Input<M> | Promise<Input<M>> } = {
  createIncident: () => ({
    title: CASE,
    severity: 'high',
    description: CASE,
    category: CASE,
    assigned_to: CASE,
    tags: [CASE, 'db'],
  }),
  updateIncident: made => ({
    id: incident(made),
    description: `${CASE} again`,
    tags: [],
    status: 'resolved',
  }),
  addAttachment: made => draftLine(incident(made), `${CASE} password=${SECRET_VALUE}`, 'CANARY.log'),
  updateAttachment: made => ({ id: id(made.addAttachment?.attachment), redacted: true }),
  addImage: made => ({
    issue_id: incident(made),
    file_name: 'CANARY.png',
    file_path: '',
    mime_type: 'image/png',
    pii_warning_acknowledged: false,
    is_paste: true,
    image_data: PNG,
  }),
  updateImage: made => ({ id: id(made.addImage?.image), pii_warning_acknowledged: true }),
  removeImage: made => ({ id: id(made.addImage?.image) }),
  decideSpans: async (made, window) => {
    await runJob(REDACTION, 'scan', { store: window.access, patterns: [] });
    return { ids: [(await spanOf(made, window)).id], decision: 'keep' };
  },
  decideValue: async (made, window) => {
    const { pii_type, value_mark } = await spanOf(made, window);
    const value = { issue_id: incident(made), pii_type, value_mark: value_mark ?? '' };
    return { ...value, everywhere: false, decision: 'redact' };
  },
  recordLeaving: made => ({
    issue_id: incident(made),
    outcome: 'left',
    destination: 'clipboard',
    hash: '0'.repeat(64),
    bytes: 0,
    redacted: { Password: 1 },
    kept: 0,
  }),
  addEvent: made => ({
    issue_id: incident(made),
    event_type: 'failover',
    description: CASE,
    metadata: { note: CASE },
    created_at: T(3),
  }),
  updateEvent: made => ({ id: id(made.addEvent), description: `${CASE} again` }),
  addRef: made => ({
    owner: { event_id: id(made.addEvent) },
    evidence_id: id(made.addAttachment?.attachment),
    first_line: 1,
    last_line: 1,
  }),
  removeRef: made => ({ id: id(made.addRef) }),
  removeEvent: made => ({ id: id(made.addEvent) }),
  restoreEvent: made => there(made.removeEvent),
  setClock: made => ({
    log_file_id: id(made.addAttachment?.attachment),
    zone: 'Europe/Berlin',
    offset_ms: -150_000,
    boot_time: T(2),
  }),
  changeWhys: made => ({
    issue_id: incident(made),
    changes: [
      { kind: 'add', step: { ...WHY, id: WHY_IDS[0] } },
      { kind: 'add', step: { ...WHY, id: WHY_IDS[1], parent_id: WHY_IDS[0], role: 'root_cause' } },
      { kind: 'edit', id: WHY_IDS[0], was: { answer: CASE }, to: { answer: `${CASE} again` } },
      { kind: 'remove', steps: [{ id: WHY_IDS[1], revision: 0 }] },
    ],
  }),
  addDocument: made => ({ issue_id: incident(made), doc_type: 'rca', title: CASE, content_md: CASE }),
  updateDocument: made => ({ id: id(made.addDocument), revision: 0, content_md: `${CASE} again` }),
  keepGenerated: made => ({
    issue_id: incident(made),
    doc_type: 'rca',
    title: CASE,
    content_md: `${CASE} generated`,
    generated_md: `${CASE} generated`,
    base_md: null,
    of: { id: id(made.addDocument), revision: 1 },
    sections: 9,
    events: 1,
  }),
  keepVersion: made => ({ document_id: id(made.addDocument), cause: 'edited' }),
  restoreVersion: made => ({ version_id: id(made.keepVersion), revision: 2 }),
  addAction: made => ({
    issue_id: incident(made),
    title: CASE,
    owner: CASE,
    due_on: '2026-12-01',
    kind: 'prevent',
    state: 'open',
    tracking_url: 'https://example.org/CANARY',
  }),
  updateAction: made => ({ id: id(made.addAction), state: 'done' }),
  removeAction: made => ({ id: id(made.addAction) }),
  removeDocument: made => ({ id: id(made.addDocument) }),
  addConversation: made => ({ issue_id: incident(made), provider: 'ollama', model: 'm', title: CASE }),
  updateConversation: made => ({ id: id(made.addConversation), title: null }),
  addMessage: made => ({
    conversation_id: id(made.addConversation),
    role: 'user',
    content: CASE,
    token_count: 3,
  }),
  removeConversation: made => ({ id: id(made.addConversation) }),
  addProvider: () => ({
    name: 'local',
    provider_type: 'openai',
    api_url: 'http://localhost:1',
    model: 'm',
    max_tokens: 100,
    temperature: 0.5,
    custom_endpoint_path: null,
    custom_auth_header: null,
    custom_auth_prefix: null,
    api_format: null,
    api_key: SECRET,
  }),
  updateProvider: made => ({ id: id(made.addProvider), api_key: `${SECRET} 2`, temperature: null }),
  removeProvider: made => ({ id: id(made.addProvider) }),
  setSetting: () => ({ key: 'view.order', value: CASE }),
  removeSetting: () => ({ key: 'view.order' }),
  saveCredential: () => ({ service: 'confluence', token: SECRET, expires_at: T(9) }),
  removeCredential: made => ({ id: id(made.saveCredential) }),
  saveIntegration: () => ({
    service: 'servicenow',
    base_url: 'https://example.org/CANARY',
    username: CASE,
    project_name: null,
    space_key: null,
    auto_create_enabled: true,
  }),
  removeIntegration: made => ({ id: id(made.saveIntegration) }),
  addMcpServer: () => ({
    name: 'tools',
    url: CASE,
    transport_type: 'http',
    transport_config: { note: CASE },
    auth_type: 'bearer',
    auth_value: SECRET,
    enabled: true,
  }),
  updateMcpServer: made => ({ id: id(made.addMcpServer), auth_value: `${SECRET} 2`, enabled: false }),
  recordDiscovery: made => ({
    id: id(made.addMcpServer),
    discovery_status: 'connected',
    tools: [{ name: CASE, tool_key: 'mcp_tools_x', description: CASE, parameters: { type: 'object' } }],
    resources: [{ uri: CASE, name: CASE, description: null, mime_type: 'text/plain' }],
  }),
  removeMcpServer: made => ({ id: id(made.addMcpServer) }),
  addShellCommand: () => ({ command_template: CASE, tier: 2, description: CASE, category: 'kubectl' }),
  updateShellCommand: made => ({ id: id(made.addShellCommand), tier: 3 }),
  removeShellCommand: made => ({ id: id(made.addShellCommand) }),
  addKubeconfig: () => ({ name: CASE, context: CASE, cluster_url: CASE, content: SECRET }),
  activateKubeconfig: made => ({ id: id(made.addKubeconfig) }),
  recordExecution: made => ({
    issue_id: incident(made),
    command: CASE,
    tier: 1,
    approval_status: 'auto',
    kubeconfig_id: id(made.addKubeconfig),
    exit_code: 0,
    stdout: CASE,
    stderr: null,
    execution_time_ms: 12,
  }),
  removeKubeconfig: made => ({ id: id(made.addKubeconfig) }),
  recordApproval: () => ({
    command_pattern: CASE,
    decision: 'allow_session',
    session_id: 'session-1',
    expires_at: null,
  }),
  removeApprovals: () => ({ session_id: 'session-1' }),
  claimRecoveryKey: () => ({}),
  removeAttachment: made => ({ id: id(made.addAttachment?.attachment) }),
  deleteIncident: made => ({ id: incident(made) }),
};

export const id = (row: { readonly id: string } | undefined) => there(row).id;

function there<T>(made: T | undefined): T {
  if (made === undefined) throw new Error('the method before was not called');
  return made;
}

export const incident = (made: Made) => id(made.createIncident);

/** What was found in the attachment; something that is not there once the attachment is gone. */
async function spanOf(made: Made, { store }: OpenStore) {
  const log_file_id = id(made.addAttachment?.attachment);
  const [span] = await store.listSpans({ log_file_id, limit: 1 });
  return span ?? { id: log_file_id, pii_type: 'Password', value_mark: 'none' };
}

export const inOrder = Object.keys(CHANGES) as Changing[];

/** Calls a method as if its name were known only now: the table above holds the input to it. */
export async function call(
  window: OpenStore,
  method: Changing,
  made: Made,
): Promise<{ input: object; output: unknown }> {
  const input = (await CHANGES[method](made, window)) as never;
  const output = await window.store[method](input);
  Object.assign(made, { [method]: output });
  return { input, output };
}

/** Calls the methods up to the last one named. */
export async function upTo(last: Changing): Promise<{ window: OpenStore; made: Made }> {
  const window = await openWindow();
  const made: Made = {};
  for (const method of inOrder.slice(0, inOrder.indexOf(last) + 1)) await call(window, method, made);
  return { window, made };
}
