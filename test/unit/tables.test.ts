import { describe, expect, it } from 'vitest';
import { type Input, type Output, storeApi } from '../../src/db/api.js';
import { runJob } from '../../src/jobs/run.js';
import { draftLine, JOB, openWindow, type OpenStore } from './stores.js';
import {
  CASE,
  CHANGES,
  SECRET,
  T,
  WHY,
  WHY_IDS,
  call,
  id,
  inOrder,
  incident,
  type Made,
  upTo,
} from './changes.js';

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
