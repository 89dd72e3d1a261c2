import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../src/db/api.js';
import { inOrder, whyTree } from '../../src/analysis/index.js';
import { openStore } from '../../src/db/connection.js';
import { runJob } from '../../src/jobs/run.js';
import { incidentIn } from './attaching.js';
import { BINARY } from './fullStore.js';
import { draftLine, JOB, openWindow, type OpenStore } from './stores.js';

type WhyChange = Input<'changeWhys'>['changes'][number];
type Added = Extract<WhyChange, { kind: 'add' }>['step'];

const why = (more: Partial<Added> = {}): Added => ({
  id: randomUUID(),
  parent_id: null,
  position: 0,
  why_question: 'Why?',
  answer: null,
  evidence: null,
  role: null,
  state: 'assumed',
  ...more,
});
const added = (step: Added): WhyChange => ({ kind: 'add', step });

async function analysis() {
  const window = await openWindow();
  const issue_id = await incidentIn(window);
  const change = (...changes: WhyChange[]) => window.store.changeWhys({ issue_id, changes });
  return { window, store: window.store, issue_id, change };
}

/** The same store in a window of its own: another worker, another connection. */
const another = ({ file, keys }: OpenStore) => openWindow(file.replace(/\/[^/]+$/, ''), keys);

/** The tree as the rows say, without working it out again. */
async function outline({ store }: OpenStore, issue_id: string): Promise<string[]> {
  const rows = await store.listSteps({ issue_id, limit: 1000 });
  const below = (parent: string | null): string[] =>
    rows
      .filter(({ parent_id }) => parent_id === parent)
      .sort((a, b) => a.position - b.position)
      .flatMap(({ id, step_order, why_question }) => [`${step_order} ${why_question}`, ...below(id)]);
  return below(null);
}

describe('the whys of an incident', () => {
  it('grow, branch and move, and each row says its level and place', async () => {
    const { window, change, issue_id } = await analysis();
    const [a, b, c, d] = [why({ why_question: 'a' }), why(), why(), why()];
    await change(
      added(a),
      added({ ...b, why_question: 'b', parent_id: a.id }),
      added({ ...c, why_question: 'c', parent_id: a.id, position: 1 }),
      added({ ...d, why_question: 'd', parent_id: b.id }),
    );
    expect(await outline(window, issue_id)).toEqual(['1 a', '2 b', '3 d', '2 c']);
    await change({ kind: 'move', id: c.id, from: a.id, to: a.id, position: 0 });
    expect(await outline(window, issue_id)).toEqual(['1 a', '2 c', '2 b', '3 d']);
    await change({ kind: 'move', id: b.id, from: a.id, to: c.id, position: 0 });
    expect(await outline(window, issue_id)).toEqual(['1 a', '2 c', '3 b', '4 d']);
    await change({ kind: 'move', id: b.id, from: c.id, to: null, position: 0 });
    expect(await outline(window, issue_id)).toEqual(['1 b', '2 d', '1 a', '2 c']);
  });

  it('take all changes of one call, or none', async () => {
    const { window, change, issue_id } = await analysis();
    const a = why({ why_question: 'a' });
    await change(added(a));
    const head = await window.store.auditHead({});
    await expect(
      change(added(why({ why_question: 'lost' })), {
        kind: 'edit',
        id: randomUUID(),
        was: {},
        to: { answer: 'x' },
      }),
    ).rejects.toMatchObject({ kind: 'gone' });
    expect(await outline(window, issue_id)).toEqual(['1 a']);
    expect(await window.store.auditHead({})).toEqual(head);
  });

  it('can never hang on themselves, and not on those of another incident', async () => {
    const { store, change } = await analysis();
    const [a, b] = [why(), why()];
    await change(added(a), added({ ...b, parent_id: a.id }));
    await expect(change({ kind: 'move', id: a.id, from: null, to: b.id, position: 0 })).rejects.toMatchObject(
      { kind: 'stale' },
    );
    const other = await store.createIncident({ title: 'Other', severity: 'low' });
    await expect(
      store.changeWhys({ issue_id: other.id, changes: [added(why({ parent_id: a.id }))] }),
    ).rejects.toMatchObject({ kind: 'gone' });
  });

  it('that were imported as a line without parents, or in a circle, become a tree with the first change', async () => {
    const { window, change, issue_id } = await analysis();
    const db = openStore(window.access, BINARY);
    const insert = db.prepare(
      `INSERT INTO resolution_steps (id, issue_id, step_order, why_question, parent_id, created_at)
       VALUES (?, ?, ?, ?, ?, '2025-03-01 10:00:00')`,
    );
    const [x, y] = [randomUUID(), randomUUID()].sort();
    for (const level of [2, 1, 3]) insert.run(randomUUID(), issue_id, level, `line ${level}`, null);
    insert.run(x, issue_id, 4, 'x', y);
    insert.run(y, issue_id, 4, 'y', x);
    db.close();
    await change(added(why({ why_question: 'new', position: 9 })));
    expect(await outline(window, issue_id)).toEqual([
      '1 line 1',
      '2 line 2',
      '3 line 3',
      '1 x',
      '2 y',
      '1 new',
    ]);
  });

  it('keep dense places and true levels through any changes', async () => {
    const { window, store, issue_id } = await analysis();
    const moves = fc.array(
      fc.record({
        kind: fc.constantFrom('add', 'move', 'remove'),
        which: fc.nat(30),
        to: fc.nat(30),
        at: fc.nat(4),
      }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(moves, async steps => {
        for (const { kind, which, to, at } of steps) {
          const rows = await store.listSteps({ issue_id, limit: 1000 });
          const [row, target] = [rows[which % (rows.length || 1)], rows[to % (rows.length + 1)]];
          const below = inOrder(whyTree(rows)).find(({ step }) => step.id === row?.id);
          const change: WhyChange =
            kind === 'add' || !row || !below
              ? added(why({ parent_id: target?.id ?? null, position: at }))
              : kind === 'move'
                ? { kind, id: row.id, from: row.parent_id, to: target?.id ?? null, position: at }
                : {
                    kind: 'remove',
                    steps: inOrder([below]).map(({ step: { id, revision } }) => ({ id, revision })),
                  };
          await store.changeWhys({ issue_id, changes: [change] }).catch((error: unknown) => {
            expect(error).toMatchObject({ kind: 'stale' });
          });
        }
        const rows = await store.listSteps({ issue_id, limit: 1000 });
        const nodes = inOrder(whyTree(rows));
        expect(nodes).toHaveLength(rows.length);
        for (const { step, level, children } of nodes) {
          expect(step.step_order).toBe(level);
          expect(children.map(child => [child.step.parent_id, child.step.position])).toEqual(
            children.map((_, at) => [step.id, at]),
          );
        }
      }),
      { numRuns: 25 },
    );
    expect((await runJob(JOB, 'verifyAudit', { store: window.access })).faults).toEqual([]);
  });
});

describe('two windows at one why', () => {
  it('do not write over each other: what was changed since is refused, and both texts are there', async () => {
    const { window, issue_id, change } = await analysis();
    const a = why({ answer: 'old' });
    await change(added(a));
    const other = await another(window);
    const write = (store: OpenStore['store'], to: string) =>
      store.changeWhys({
        issue_id,
        changes: [{ kind: 'edit', id: a.id, was: { answer: 'old' }, to: { answer: to } }],
      });
    const results = await Promise.allSettled([write(window.store, 'mine'), write(other.store, 'theirs')]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const reasons = results.flatMap(result =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(reasons).toMatchObject([{ kind: 'stale' }]);
    const kept = results[0].status === 'fulfilled' ? 'mine' : 'theirs';
    expect(await other.store.listSteps({ issue_id, limit: 10 })).toMatchObject([
      { answer: kept, revision: 1 },
    ]);
  });

  it('may write different fields of it at the same time', async () => {
    const { window, issue_id, change } = await analysis();
    const a = why({ answer: 'old' });
    await change(added(a));
    const other = await another(window);
    await Promise.all([
      change({ kind: 'edit', id: a.id, was: { answer: 'old' }, to: { answer: 'new' } }),
      other.store.changeWhys({
        issue_id,
        changes: [{ kind: 'edit', id: a.id, was: { state: 'assumed' }, to: { state: 'confirmed' } }],
      }),
    ]);
    const [row] = await window.store.listSteps({ issue_id, limit: 10 });
    expect(row).toMatchObject({ answer: 'new', state: 'confirmed', revision: 2 });
  });

  it('do not remove what the other one wrote or added below meanwhile', async () => {
    const { window, issue_id, change } = await analysis();
    const a = why();
    await change(added(a));
    const other = await another(window);
    const theirs = (changes: WhyChange[]) => other.store.changeWhys({ issue_id, changes });
    await theirs([added(why({ parent_id: a.id }))]);
    const remove: WhyChange = { kind: 'remove', steps: [{ id: a.id, revision: 0 }] };
    await expect(change(remove)).rejects.toMatchObject({ kind: 'stale' });
    await theirs([{ kind: 'edit', id: a.id, was: {}, to: { answer: 'new' } }]);
    await expect(change(remove)).rejects.toMatchObject({ kind: 'stale' });
  });
});

describe('evidence of a why', () => {
  /** Events refer to evidence, too. */
  const refsOf = async (store: OpenStore['store'], issue_id: string) =>
    (await store.listRefs({ issue_id, limit: 10 })).filter(({ step_id }) => step_id !== null);

  it('comes back with the why when its removal is undone, also where it is gone itself', async () => {
    const { store, issue_id, change } = await analysis();
    const { attachment } = await store.addAttachment(await draftLine(issue_id, 'a line'));
    const a = why();
    const ref = { id: randomUUID(), step_id: a.id, evidence_id: attachment.id, first_line: 1, last_line: 1 };
    await change(added(a), { kind: 'refer', ref });
    const [listed] = await refsOf(store, issue_id);
    expect(listed).toMatchObject({ ...ref, file_name: 'app.log', kind: 'text', fault: null });
    await change({ kind: 'remove', steps: [{ id: a.id, revision: 0 }] });
    expect(await refsOf(store, issue_id)).toEqual([]);
    await store.removeAttachment({ id: attachment.id });
    const { file_name = '', content_hash = null } = listed ?? {};
    await change(added(a), { kind: 'refer', ref, was: { file_name, content_hash } });
    expect(await refsOf(store, issue_id)).toMatchObject([
      { ...ref, file_name: 'app.log', content_hash, kind: 'removed' },
    ]);
    await change({ kind: 'unrefer', id: ref.id });
    expect(await refsOf(store, issue_id)).toEqual([]);
  });

  it('is not of another incident', async () => {
    const { store, change } = await analysis();
    const other = await store.createIncident({ title: 'Other', severity: 'low' });
    const { attachment } = await store.addAttachment(await draftLine(other.id, 'a line'));
    const a = why();
    const ref = {
      id: randomUUID(),
      step_id: a.id,
      evidence_id: attachment.id,
      first_line: null,
      last_line: null,
    };
    await expect(change(added(a), { kind: 'refer', ref })).rejects.toMatchObject({ kind: 'gone' });
  });
});

describe('events of an analysis', () => {
  const events = async (store: OpenStore['store'], issue_id: string) =>
    (await store.listEvents({ issue_id, limit: 100 }))
      .filter(({ event_type }) => /^why_|^root_/.test(event_type))
      .map(({ event_type, metadata }) => ({ event_type, ...metadata }));

  it('tell when a level begins, once, however often it is undone and typed', async () => {
    const { store, issue_id, change } = await analysis();
    const a = why();
    const b = why({ parent_id: a.id, why_question: 'Why that?' });
    await change(added(a), added(b));
    expect(await events(store, issue_id)).toEqual([]);
    const type = (was: string | null, answer: string | null): WhyChange => ({
      ...{ kind: 'edit', id: a.id },
      ...{ was: { answer: was }, to: { answer } },
    });
    await change(type(null, 'since'));
    const began = { event_type: 'why_level_advanced', from_level: 1, to_level: 2, question: 'Why that?' };
    expect(await events(store, issue_id)).toEqual([began]);
    await change(type('since', 'since it'));
    await change(type('since it', null));
    await change(type(null, 'since it'));
    await change({ kind: 'remove', steps: [{ id: b.id, revision: 0 }] });
    await change(added(b));
    await change(added(why({ parent_id: a.id })));
    expect(await events(store, issue_id)).toEqual([began]);
    await change({ kind: 'edit', id: b.id, was: {}, to: { answer: 'so' } }, added(why({ parent_id: b.id })));
    expect(await events(store, issue_id)).toEqual([
      began,
      { ...began, from_level: 2, to_level: 3, question: 'Why?' },
    ]);
  });

  it('tell of a root cause with how sure it is', async () => {
    const { store, issue_id, change } = await analysis();
    const { attachment } = await store.addAttachment(await draftLine(issue_id, 'a line'));
    const mark = async (state: 'confirmed' | 'assumed' | 'refuted', shown: boolean, answer: string) => {
      const a = why({ answer, state });
      const ref = {
        id: randomUUID(),
        step_id: a.id,
        evidence_id: attachment.id,
        first_line: 1,
        last_line: 1,
      };
      await change(added(a), ...(shown ? [{ kind: 'refer', ref } as const] : []));
      await change({ kind: 'edit', id: a.id, was: { role: null }, to: { role: 'root_cause' } });
      return a.id;
    };
    const id = await mark('confirmed', true, 'one');
    await change({ kind: 'edit', id, was: {}, to: { role: null } });
    await change({ kind: 'edit', id, was: {}, to: { role: 'root_cause' } });
    await mark('confirmed', false, 'two');
    await mark('assumed', true, 'three');
    await mark('assumed', false, 'four');
    await mark('refuted', true, 'five');
    const event_type = 'root_cause_identified';
    expect(
      (await events(store, issue_id)).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ).toEqual([
      { event_type, root_cause: 'four', confidence: 0.4 },
      { event_type, root_cause: 'one', confidence: 0.95 },
      { event_type, root_cause: 'three', confidence: 0.6 },
      { event_type, root_cause: 'two', confidence: 0.8 },
    ]);
  });
});
