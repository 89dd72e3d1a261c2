import { describe, expect, it } from 'vitest';
import { type Input, type MethodName, type Output, storeApi } from '../../src/db/api.js';
import { runJob } from '../../src/jobs/run.js';
import { draftLine, JOB, openWindow, REDACTION, type OpenStore } from './stores.js';

type Api = typeof storeApi;
type Changing = {
  [M in MethodName]: Api[M] extends { readonly changes: readonly unknown[] } ? M : never;
}[MethodName];

const CASE = 'CANARY of a case';
const SECRET = 'CANARY of a token';
const SECRET_VALUE = 'CANARY-x9Tq4Lw';
const T = (day: number) => `2026-11-${String(day).padStart(2, '0')} 08:00:00`;
const WHY_IDS = ['0197a000-0000-7000-8000-00000000000a', '0197a000-0000-7000-8000-00000000000b'] as const;
const WHY = {
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
type Made = Partial<{ [M in Changing]: Output<M> }>;

/**
 * Every method that changes something, in an order in which each finds what it needs; the compiler misses none. The
 * incident goes last, with all that is left on it.
 */
const CHANGES: { [M in Changing]: (made: Made, window: OpenStore) => Input<M> | Promise<Input<M>> } = {
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

const id = (row: { readonly id: string } | undefined) => there(row).id;

function there<T>(made: T | undefined): T {
  if (made === undefined) throw new Error('the method before was not called');
  return made;
}

const incident = (made: Made) => id(made.createIncident);

/** What was found in the attachment; something that is not there once the attachment is gone. */
async function spanOf(made: Made, { store }: OpenStore) {
  const log_file_id = id(made.addAttachment?.attachment);
  const [span] = await store.listSpans({ log_file_id, limit: 1 });
  return span ?? { id: log_file_id, pii_type: 'Password', value_mark: 'none' };
}

const inOrder = Object.keys(CHANGES) as Changing[];

/** Calls a method as if its name were known only now: the table above holds the input to it. */
async function call(
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
async function upTo(last: Changing): Promise<{ window: OpenStore; made: Made }> {
  const window = await openWindow();
  const made: Made = {};
  for (const method of inOrder.slice(0, inOrder.indexOf(last) + 1)) await call(window, method, made);
  return { window, made };
}

const head = async ({ store }: OpenStore) => (await store.auditHead({})).seq;

async function auditRows({ store }: OpenStore) {
  const rows: Output<'listAudit'> = [];
  for (;;) {
    const after = rows.at(-1);
    const next = await store.listAudit({ limit: 7, ...(after && { after }) });
    if (next.length === 0) return rows;
    rows.push(...next);
  }
}

describe('every method that changes something', () => {
  it('is in the table of this test', () => {
    const changing = Object.entries(storeApi).filter(([, method]) => 'changes' in method);
    expect(inOrder.toSorted()).toEqual(changing.map(([name]) => name).sort());
  });

  it('leaves an audit row without content, gives back what it was given, and tells its topics', async () => {
    const window = await openWindow();
    const made: Made = {};
    for (const method of inOrder) {
      const before = await head(window);
      const told = window.changes.length;
      const { input, output } = await call(window, method, made);
      expect(await head(window), method).toBeGreaterThan(before);
      // The scan is another connection, whose change is seen at any time.
      expect(window.changes.slice(told), method).toContainEqual([...storeApi[method].changes]);
      const given = Object.entries<unknown>({ ...input });
      if (typeof output === 'object' && output !== null)
        for (const [column, value] of given)
          // A revision is what the change is based on.
          if (column in output && column !== 'revision')
            expect(output, method).toMatchObject({ [column]: value });
      expect(JSON.stringify(output ?? null), method).not.toContain(SECRET);
    }

    const { faults, rows } = await runJob(JOB, 'verifyAudit', { store: window.access });
    expect(faults).toEqual([]);
    const listed = await auditRows(window);
    expect(listed).toHaveLength(rows);
    expect(JSON.stringify(listed)).not.toContain('CANARY');
    expect(await head(window)).toBe(rows);
  });

  it('that does not find its row is refused, and leaves no audit row', async () => {
    const { window, made } = await upTo('deleteIncident');
    const before = await head(window);
    // These set something under a name, or put something in the place of what was there.
    const free = ['createIncident', 'addProvider', 'setSetting', 'saveCredential', 'saveIntegration'];
    free.push(
      'addMcpServer',
      'addShellCommand',
      'addKubeconfig',
      'recordApproval',
      'removeApprovals',
      'claimRecoveryKey',
    );
    for (const method of inOrder.filter(name => !free.includes(name))) {
      const input = (await CHANGES[method](made, window)) as never;
      await expect(window.store[method](input), method).rejects.toMatchObject({ kind: 'gone' });
    }
    expect(await head(window)).toBe(before);
  });
});

describe('an incident in detail', () => {
  it('nests its attachments, whys and conversations', async () => {
    const { window, made } = await upTo('createIncident');
    const { store } = window;
    const issue_id = incident(made);
    const { attachment } = await store.addAttachment(await draftLine(issue_id, CASE));
    const steps = await store.changeWhys({
      issue_id,
      changes: WHY_IDS.map(id => ({ kind: 'add', step: { ...WHY, id } })),
    });
    const conversation = await store.addConversation({ issue_id, provider: 'p', model: 'm', title: null });
    expect(await store.getIncidentDetail({ id: issue_id })).toEqual({
      issue: made.createIncident,
      log_files: [attachment],
      resolution_steps: steps,
      conversations: [conversation],
    });
  });
});

describe('lists', () => {
  it('that are ordered by time are read page by page, each row once, also where times are equal', async () => {
    const { window, made } = await upTo('createIncident');
    const { store } = window;
    const issue_id = incident(made);
    for (let i = 0; i < 11; i++)
      await store.addEvent({ issue_id, event_type: 'note', description: `${i}`, created_at: T(9 - (i % 3)) });
    const whole = await store.listEvents({ issue_id, limit: 1000 });
    expect(whole).toHaveLength(12);
    expect(whole.map(({ created_at }) => created_at)).toEqual(
      whole.map(({ created_at }) => created_at).toSorted(),
    );
    const paged: typeof whole = [];
    for (;;) {
      const after = paged.at(-1);
      const page = await store.listEvents({ issue_id, limit: 4, ...(after && { after }) });
      if (page.length === 0) break;
      paged.push(...page);
    }
    expect(paged).toEqual(whole);
  });

  it('of the audit log take filters by action, thing and time', async () => {
    const { window } = await upTo('changeWhys');
    const { store } = window;
    const of = async (filter: Partial<Input<'listAudit'>>) =>
      (await store.listAudit({ limit: 100, ...filter })).map(({ action }) => action);
    expect(await of({ action: 'resolution_step_removed' })).toEqual(['resolution_step_removed']);
    expect((await of({ entity_type: 'resolution_step', entity_id: WHY_IDS[1] })).toSorted()).toEqual([
      'resolution_step_added',
      'resolution_step_removed',
    ]);
    expect(await of({ to: '2020-01-01 00:00:00' })).toEqual([]);
    expect(await of({ from: '2020-01-01 00:00:00' })).toHaveLength(await head(window));
  });
});

describe('one at a time', () => {
  it('is a service’s token, and which kubeconfig is active', async () => {
    const { store } = await openWindow();
    const first = await store.saveCredential({ service: 'servicenow', token: 'one', expires_at: null });
    const second = await store.saveCredential({ service: 'servicenow', token: 'two', expires_at: null });
    expect(second.id).toBe(first.id);
    expect(await store.listCredentials({ limit: 10 })).toEqual([second]);
    expect(await store.readCredential({ service: 'servicenow' })).toBe('two');

    const configs = [];
    for (const name of ['a', 'b'])
      configs.push(await store.addKubeconfig({ name, context: name, cluster_url: null, content: name }));
    for (const { id } of configs) await store.activateKubeconfig({ id });
    const listed = await store.listKubeconfigs({ limit: 10 });
    expect(listed.map(({ name, is_active }) => [name, is_active])).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });

  it('is a provider’s name', async () => {
    const { window, made } = await upTo('addProvider');
    const again = await CHANGES.addProvider(made, window);
    await expect(window.store.addProvider(again)).rejects.toMatchObject({ kind: 'exists' });
  });
});

describe('what an MCP server offers', () => {
  it('is replaced as a whole when it was found, and stays when the server could not be asked', async () => {
    const { window, made } = await upTo('recordDiscovery');
    const { store } = window;
    const server_id = id(made.addMcpServer);
    const names = async () => [
      ...(await store.listMcpTools({ server_id, limit: 10 })).map(({ name }) => name),
      ...(await store.listMcpResources({ server_id, limit: 10 })).map(({ uri }) => uri),
    ];
    expect(await names()).toEqual([CASE, CASE]);
    const failed = await store.recordDiscovery({
      id: server_id,
      discovery_status: 'unreachable',
      discovery_error: 'ECONNREFUSED',
    });
    expect(failed).toMatchObject({ discovery_status: 'unreachable', discovery_error: 'ECONNREFUSED' });
    expect(await names()).toEqual([CASE, CASE]);
    const tool = { name: 'new', tool_key: 'mcp_tools_new', description: null, parameters: {} };
    await store.recordDiscovery({
      id: server_id,
      discovery_status: 'connected',
      tools: [tool],
      resources: [],
    });
    expect(await names()).toEqual(['new']);
  });
});
