import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../src/db/api.js';
import { runJob } from '../../src/jobs/run.js';
import { metricsOf } from '../../src/timeline/index.js';
import { bring } from './imports.js';
import { insert, issue, makeTftsr } from './tftsr.js';
import { v7 as uuid } from 'uuid';
import { attachLog } from './attaching.js';
import { draftLine, JOB, openWindow, type OpenStore, temporaryFolder } from './stores.js';

const HOSTILE = '<script>alert(1)</script>\u202E \u0000 $(flame) [run](command:x)';
const NIGHT = Date.UTC(2026, 10, 20, 2, 41);

async function incident(window?: OpenStore) {
  const opened = window ?? (await openWindow());
  const { id } = await opened.store.createIncident({ title: 'Checkout answers 502', severity: 'high' });
  const add = (input: Partial<Input<'addEvent'>> = {}) =>
    opened.store.addEvent({ issue_id: id, event_type: 'note', description: 'x', at_ms: NIGHT, ...input });
  return { ...opened, id, add };
}

const typesOf = async ({ store, id }: Awaited<ReturnType<typeof incident>>) =>
  (await store.listEvents({ issue_id: id, limit: 1000 })).map(({ event_type }) => event_type);

const uuidAt = (ids: Uint8Array, at: number) =>
  Buffer.from(ids.subarray(16 * at, 16 * at + 16))
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

describe('the timeline of an incident writes itself', () => {
  it('when the incident is made, looked into, resolved and reopened', async () => {
    const made = await incident();
    const { store, id } = made;
    for (const status of ['investigating', 'open', 'investigating', 'resolved', 'closed', 'open', 'closed'])
      await store.updateIncident({ id, status: status as 'open' });
    expect(await typesOf(made)).toEqual([
      'triage_started',
      'acknowledged',
      'resolved',
      'reopened',
      'resolved',
    ]);
    const [, acknowledged, resolved] = await store.listEvents({ issue_id: id, limit: 10 });
    expect(acknowledged?.metadata).toEqual({ from_status: 'open', to_status: 'investigating' });
    expect(resolved?.metadata).toEqual({ from_status: 'investigating', to_status: 'resolved' });
    const { mttr } = metricsOf(await store.listMilestones({ issue_id: id }));
    expect(mttr).toEqual({ state: 'missing', events: ['detected'] });
  });

  it('but for a resolution that a person has told already', async () => {
    const made = await incident();
    const { store, id, add } = made;
    const { at } = await add({ event_type: 'resolved', description: 'Rolled back' });
    await store.updateIncident({ id, status: 'resolved' });
    expect(await typesOf(made)).toEqual(['resolved', 'triage_started']);
    expect(metricsOf(await store.listMilestones({ issue_id: id })).at.resolved).toBe(at);
    await store.updateIncident({ id, status: 'open' });
    await store.updateIncident({ id, status: 'resolved' });
    expect(await typesOf(made)).toEqual(['resolved', 'triage_started', 'reopened', 'resolved']);
  });

  it('with nothing where the status stays, or something else is edited', async () => {
    const made = await incident();
    await made.store.updateIncident({ id: made.id, status: 'open', title: 'Checkout is slow' });
    expect(await typesOf(made)).toEqual(['triage_started']);
  });

  it('when a log of any size or an image is attached, with the documented metadata and a way to it', async () => {
    const made = await incident();
    const { store, id } = made;
    const { attachment } = await store.addAttachment(await draftLine(id, 'a line'));
    const { image } = await store.addImage({
      issue_id: id,
      file_name: 'panel.png',
      file_path: '',
      mime_type: 'image/png',
      pii_warning_acknowledged: false,
      is_paste: true,
      image_data: new Uint8Array([1, 2, 3]),
    });
    const file = join(temporaryFolder(), 'large.log');
    writeFileSync(file, Buffer.alloc(9 * 1024 * 1024, 'a line of a log\n'));
    const large = await attachLog(made, id, file);
    const events = (await store.listEvents({ issue_id: id, limit: 10 })).slice(1);
    expect(events.map(({ event_type, metadata }) => [event_type, metadata])).toEqual([
      ['log_uploaded', { file_name: 'app.log', file_size: 6 }],
      ['log_uploaded', { file_name: 'panel.png', file_size: 3 }],
      ['log_uploaded', { file_name: 'large.log', file_size: 9 * 1024 * 1024 }],
    ]);
    const listed = await store.getEvents({ ids: events.map(event => event.id) });
    const found = listed.map(({ refs }) => refs.map(({ evidence_id, kind }) => [evidence_id, kind]));
    expect(found).toEqual([
      [[attachment.id, 'text']],
      [[image.id, 'image']],
      [[large.attachment.id, 'text']],
    ]);
    // What an incident has already is not attached again, and no event says that it was.
    await store.addAttachment(await draftLine(id, 'a line'));
    expect(await typesOf(made)).toHaveLength(4);
  }, 60_000);
});

describe('an event', () => {
  it('stands in the order of its millisecond, and at its second where no more is known', async () => {
    const made = await incident();
    for (const [description, at_ms] of [
      ['c', 2],
      ['b', 1],
      ['d', 1000],
      ['a', -1],
    ] as const)
      await made.add({ description, at_ms: NIGHT + at_ms });
    await made.store.addEvent({
      issue_id: made.id,
      event_type: 'note',
      description: 'second',
      created_at: '2026-11-20 02:41:00',
    });
    const events = await made.store.listEvents({ issue_id: made.id, limit: 4 });
    expect(events.map(({ description }) => description)).toEqual(['a', 'second', 'b', 'c']);
    const after = events.at(-1);
    const rest = await made.store.listEvents({ issue_id: made.id, limit: 4, ...(after && { after }) });
    expect(rest.map(({ description }) => description)).toEqual(['d', 'Incident response began']);
  });

  it('may be as old and as far away as a timestamp tells, and no further', async () => {
    const { add } = await incident();
    for (const at_ms of [-62_167_219_200_000, 253_402_300_799_999])
      expect(await add({ at_ms })).toMatchObject({ at: at_ms, at_ms });
    for (const at_ms of [-62_167_219_200_001, 253_402_300_800_000, 8.64e15])
      await expect(add({ at_ms })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('comes with its place in evidence, or not at all', async () => {
    const { store, id, add } = await incident();
    const other = await store.createIncident({ title: 'Another one', severity: 'low' });
    const { attachment } = await store.addAttachment(await draftLine(id, 'ERROR pool exhausted'));
    const place = { evidence_id: attachment.id, first_line: 1, last_line: 1 };
    const event = await add({ refs: [place] });
    const [shown] = await store.getEvents({ ids: [event.id] });
    expect(shown?.refs).toMatchObject([{ ...place, file_name: 'app.log', kind: 'text', fault: null }]);
    const before = await store.listEvents({ issue_id: other.id, limit: 10 });
    await expect(
      store.addEvent({ issue_id: other.id, event_type: 'note', description: 'x', refs: [place] }),
    ).rejects.toMatchObject({ kind: 'gone' });
    expect(await store.listEvents({ issue_id: other.id, limit: 10 })).toEqual(before);

    await store.removeAttachment({ id: attachment.id });
    const [broken] = await store.getEvents({ ids: [event.id] });
    expect(broken?.refs).toMatchObject([{ file_name: 'app.log', kind: 'removed' }]);
  });

  it('is not written over by a window that read it before another one changed it', async () => {
    const one = await incident();
    const two = await openWindow(one.file.replace(/[^/]+$/, ''), one.keys);
    const event = await one.add();
    await two.store.updateEvent({ id: event.id, revision: event.revision, description: 'theirs' });
    const stale = { id: event.id, revision: event.revision };
    await expect(one.store.updateEvent({ ...stale, description: 'ours' })).rejects.toMatchObject({
      kind: 'stale',
    });
    await expect(one.store.removeEvent(stale)).rejects.toMatchObject({ kind: 'stale' });
    expect(await one.store.getEvents({ ids: [event.id] })).toMatchObject([
      { description: 'theirs', revision: 1 },
    ]);
  });

  it('comes back as it was when its removal is undone, with what it referred to', async () => {
    const { store, id, add } = await incident();
    const { attachment } = await store.addAttachment(await draftLine(id, 'ERROR pool exhausted'));
    const place = { evidence_id: attachment.id, first_line: 1, last_line: 1 };
    const event = await add({ refs: [place], tags: ['db'], source: 'app.log', metadata: { a: [1] } });
    const [whole] = await store.getEvents({ ids: [event.id] });
    const removed = await store.removeEvent({ id: event.id, revision: 0 });
    expect(await store.getEvents({ ids: [event.id] })).toEqual([]);
    expect(await store.restoreEvent(removed)).toEqual({ ...event, revision: 1 });
    expect(await store.getEvents({ ids: [event.id] })).toEqual([{ ...whole, revision: 1 }]);
  });
});

describe('events of other programs', () => {
  it('are read however odd they are, and so are their place in time and their type', async () => {
    const made = await openWindow();
    const long = 'x'.repeat(5000);
    const odd = [
      { event_type: long, description: '', metadata: '[1]', created_at: '0001-01-01 00:00:00' },
      {
        event_type: '',
        description: HOSTILE,
        metadata: '{"deep":{"a":[null]}}',
        created_at: '9999-12-31 23:59:59',
      },
      { event_type: 'log_uploaded', description: long, metadata: null, created_at: 'yesterday' },
      {
        event_type: 'note',
        description: 'late',
        metadata: '"text"',
        created_at: '2025-03-01T12:00:00.5+02:00',
      },
    ];
    let id = '';
    await bring(
      made,
      makeTftsr(db => {
        id = insert(db, 'issues', issue());
        for (const event of odd) insert(db, 'timeline_events', { id: uuid(), issue_id: id, ...event });
      }),
    );
    const events = await made.store.listEvents({ issue_id: id, limit: 100 });
    expect(events.map(({ event_type }) => event_type).toSorted()).toEqual(
      odd.map(({ event_type }) => event_type).toSorted(),
    );
    const { at, all } = await made.store.indexEvents({ issue_id: id, filter: {} });
    expect([...at]).toEqual(events.map(event => event.at));
    expect([...at]).toEqual([...at].sort((a, b) => a - b));
    expect(all).toBe(odd.length);
    const whole = await made.store.getEvents({ ids: events.map(event => event.id) });
    expect(whole).toEqual(events.map(event => ({ ...event, refs: [] })));
  });
});

describe('all events of an incident at once', () => {
  it('are those of the list, with what each filter lets through', async () => {
    const { store, id, add } = await incident();
    await add({ description: 'Pool of ORDERS exhausted', source: 'app.log', tags: ['db'], at_ms: NIGHT + 1 });
    await add({ description: 'rolled back', event_type: 'mitigated', tags: ['db', 'deploy'], at_ms: NIGHT });
    await add({ description: 'slow', source: 'nginx.log', at_ms: NIGHT + 5 });
    const all = await store.indexEvents({ issue_id: id, filter: {} });
    const listed = await store.listEvents({ issue_id: id, limit: 100 });
    expect([...all.at]).toEqual(listed.map(({ at }) => at));
    expect(listed.map((_, at) => uuidAt(all.ids, at))).toEqual(listed.map(event => event.id));
    expect([...all.types].map(type => all.typeNames[type])).toEqual(listed.map(event => event.event_type));
    expect([...all.sources].map(source => all.sourceNames[source])).toEqual(
      listed.map(({ source }) => source),
    );
    expect(all).toMatchObject({ tags: ['db', 'deploy'], all: 4 });

    const found = async (filter: Input<'indexEvents'>['filter']) => {
      const { ids, at } = await store.indexEvents({ issue_id: id, filter });
      const events = await store.getEvents({ ids: [...at].map((_, place) => uuidAt(ids, place)) });
      return events.map(({ description }) => description);
    };
    expect(await found({ text: 'orders POOL' })).toEqual(['Pool of ORDERS exhausted']);
    expect(await found({ text: 'db' })).toEqual(['rolled back', 'Pool of ORDERS exhausted']);
    expect(await found({ types: ['mitigated'] })).toEqual(['rolled back']);
    expect(await found({ sources: ['nginx.log'] })).toEqual(['slow']);
    expect(await found({ sources: [null] })).toEqual(['rolled back', 'Incident response began']);
    expect(await found({ tags: ['deploy'], types: ['mitigated', 'note'] })).toEqual(['rolled back']);
    expect(await found({ tags: ['none'] })).toEqual([]);
  });

  it('are written to the audit log by their hash, and the chain holds', async () => {
    const { store, add, access } = await incident();
    const event = await add({ description: 'CANARY' });
    const { metadata, created_at } = event;
    const said = JSON.stringify([created_at, 'note', 'CANARY', metadata]);
    const [row] = await store.listAudit({ limit: 1 });
    expect(row).toMatchObject({ action: 'note', entity_id: event.id });
    expect(row?.details).toContain(createHash('sha256').update(said).digest('hex'));
    expect(row?.details).not.toContain('CANARY');
    expect(await runJob(JOB, 'verifyAudit', { store: access })).toMatchObject({ faults: [] });
  });
});
