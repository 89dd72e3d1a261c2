import { describe, expect, it } from 'vitest';
import { superfluous } from '../../../src/db/documentVersions.js';
import { defaultTemplate, generate, merge, readFacts } from '../../../src/documents/index.js';
import { style } from '../../support/documentStyle.js';
import { draftLine, openWindow, type OpenStore, temporaryFolder } from '../stores.js';

const GENERATED = '# RCA\n\n## Summary\n\nGenerated.\n';

async function incidentIn({ store }: OpenStore): Promise<string> {
  return (await store.createIncident({ title: 'Checkout answers 502', severity: 'high' })).id;
}

const generated = (issue_id: string, doc_type: 'rca' | 'postmortem' = 'rca') => ({
  issue_id,
  doc_type,
  title: 'Root cause analysis',
  content_md: GENERATED,
  generated_md: GENERATED,
  base_md: null,
  of: null,
  sections: 9,
  events: 4,
});

const eventsOf = async ({ store }: OpenStore, issue_id: string) =>
  (await store.listEvents({ issue_id, limit: 100 }))
    .filter(({ event_type }) => event_type.endsWith('_generated'))
    .map(({ event_type, metadata }) => ({ event_type, metadata }));

describe('a document in the store', () => {
  it('is written with its event, once for each type of an incident', async () => {
    const window = await openWindow();
    const issue_id = await incidentIn(window);
    const rca = await window.store.keepGenerated(generated(issue_id));
    const postmortem = await window.store.keepGenerated(generated(issue_id, 'postmortem'));
    expect(await eventsOf(window, issue_id)).toEqual([
      { event_type: 'rca_generated', metadata: { doc_id: rca.id, section_count: 9 } },
      { event_type: 'postmortem_generated', metadata: { doc_id: postmortem.id, timeline_events_count: 4 } },
    ]);
    await expect(window.store.keepGenerated(generated(issue_id))).rejects.toMatchObject({ kind: 'exists' });
    expect(await eventsOf(window, issue_id)).toHaveLength(2);
  });

  it('is never overwritten by a window that read it before another one wrote', async () => {
    const folder = temporaryFolder();
    const one = await openWindow(folder);
    const two = await openWindow(folder, one.keys);
    const issue_id = await incidentIn(one);
    const { id, revision } = await one.store.keepGenerated(generated(issue_id));
    const written = await one.store.updateDocument({ id, revision, content_md: 'of the first window' });
    const late = { kind: 'stale' };
    await expect(
      two.store.updateDocument({ id, revision, content_md: 'of the second' }),
    ).rejects.toMatchObject(late);
    const anew = { ...generated(issue_id), of: { id, revision } };
    await expect(two.store.keepGenerated(anew)).rejects.toMatchObject(late);
    const [version] = await one.store.listVersions({ document_id: id, limit: 1 });
    await expect(two.store.restoreVersion({ version_id: version?.id ?? '', revision })).rejects.toMatchObject(
      late,
    );
    expect(await two.store.getDocument({ id })).toMatchObject({
      content_md: 'of the first window',
      revision: written.revision,
    });
    // The second window reads, and writes on.
    await two.store.updateDocument({ id, revision: written.revision, content_md: 'of both' });
    expect((await one.store.getDocument({ id })).content_md).toBe('of both');
  });

  it('keeps what it was before it is generated anew, restored, or written for a while', async () => {
    const window = await openWindow();
    const issue_id = await incidentIn(window);
    const { store } = window;
    const first = await store.keepGenerated(generated(issue_id));
    const { id } = first;
    const causes = async () =>
      (await store.listVersions({ document_id: id, limit: 10 })).map(({ cause }) => cause);
    const write = async (content_md: string) =>
      store.updateDocument({ id, revision: (await store.getDocument({ id })).revision, content_md });

    await write('one');
    expect(await causes()).toEqual(['edited']);
    // Within minutes, no further one.
    await write('two');
    await write('three');
    expect(await causes()).toEqual(['edited']);

    await store.keepVersion({ document_id: id, cause: 'edited' });
    await store.keepVersion({ document_id: id, cause: 'edited' });
    expect(await causes()).toEqual(['edited', 'edited']);

    const { revision } = await write('four');
    await store.keepGenerated({ ...generated(issue_id), content_md: 'merged', of: { id, revision } });
    expect(await causes()).toEqual(['generated', 'edited', 'edited']);
    const versions = await store.listVersions({ document_id: id, limit: 10 });
    const texts = await Promise.all(
      versions.map(async ({ id }) => (await store.getVersion({ id })).content_md),
    );
    expect(texts).toEqual(['four', 'three', GENERATED]);

    const restored = await store.restoreVersion({
      version_id: versions[1]?.id ?? '',
      revision: revision + 1,
    });
    expect(restored.revision).toBe(revision + 2);
    expect((await store.getDocument({ id })).content_md).toBe('three');
    expect(await causes()).toEqual(['restored', 'generated', 'edited', 'edited']);
    expect((await eventsOf(window, issue_id)).map(({ event_type }) => event_type)).toEqual([
      'rca_generated',
      'rca_generated',
    ]);

    await store.removeDocument({ id });
    await expect(store.getVersion({ id: versions[0]?.id ?? '' })).rejects.toMatchObject({ kind: 'gone' });
  });

  it('keeps what was exported as it was, though somebody wrote on meanwhile', async () => {
    const window = await openWindow();
    const { store } = window;
    const { id, revision } = await store.keepGenerated(generated(await incidentIn(window)));
    const { content_md } = await store.getDocument({ id });
    await store.updateDocument({ id, revision, content_md: 'written on' });
    await store.keepVersion({ document_id: id, cause: 'exported', content_md });
    const [newest] = await store.listVersions({ document_id: id, limit: 1 });
    expect(await store.getVersion({ id: newest?.id ?? '' })).toMatchObject({ cause: 'exported', content_md });
    expect((await store.getDocument({ id })).content_md).toBe('written on');
  });

  it('is read with line feeds alone, so that generating anew finds its sections', async () => {
    const { store, ...window } = await openWindow();
    const issue_id = await incidentIn({ store, ...window });
    const content_md = '# RCA\r\n\r\n## Summary\r\n\r\nOf another program.\r';
    const { id } = await store.addDocument({ issue_id, doc_type: 'rca', title: 'RCA', content_md });
    const read = await store.getDocument({ id });
    expect(read.content_md).toBe('# RCA\n\n## Summary\n\nOf another program.\n');
    const { text } = merge(read.generated_md, read.content_md, GENERATED, 'generator');
    expect(text).toBe(read.content_md);
    await store.keepVersion({ document_id: id, cause: 'edited' });
    const [version] = await store.listVersions({ document_id: id, limit: 1 });
    expect((await store.getVersion({ id: version?.id ?? '' })).content_md).toBe(read.content_md);
  });

  it('keeps fewer of its versions the longer ago they are, and never loses the last of a time', () => {
    const now = Date.UTC(2026, 10, 26, 12);
    const hours = (count: number) => now - count * 3_600_000;
    const rows = [
      ...Array.from({ length: 48 * 40 }, (_, at) => ({ id: `d${at}`, created_at: hours(48 * 40 - at) })),
      { id: 'now', created_at: now },
    ];
    const gone = new Set(superfluous(rows, now));
    const kept = rows.filter(({ id }) => !gone.has(id));
    expect(kept.length).toBeLessThan(90);
    expect(kept.at(-1)?.id).toBe('now');
    // Those of the last hours all stay, and thinning out again takes no more.
    expect(kept.filter(({ created_at }) => created_at >= hours(4))).toHaveLength(5);
    expect(superfluous(kept, now)).toEqual([]);
  });

  it('is generated from what the store knows of an incident', async () => {
    const window = await openWindow();
    const issue_id = await incidentIn(window);
    const { attachment } = await window.store.addAttachment(await draftLine(issue_id, 'a line'));
    await window.store.addAction({
      ...{ issue_id, title: 'Raise\nthe limit', owner: null, due_on: null },
      ...{ kind: 'immediate', state: 'open', tracking_url: null },
    });
    const facts = await readFacts(window.store, issue_id);
    expect(facts.evidence.map(({ id }) => id)).toEqual([attachment.id]);
    expect(facts.actions.map(({ title }) => title)).toEqual(['Raise the limit']);
    const { markdown } = generate(defaultTemplate('rca', style), facts, style);
    expect(markdown).toContain(`(whydunit:/app.log?${attachment.id})`);
  });
});

describe('an action item', () => {
  it('leads to pages of the web only', async () => {
    const { store } = await openWindow();
    const { id: issue_id } = await store.createIncident({ title: 'T', severity: 'low' });
    const item = { issue_id, title: 'x', owner: null, due_on: null, kind: 'prevent', state: 'open' } as const;
    for (const tracking_url of ['javascript:alert(1)', 'command:x', 'file:///etc/passwd', 'T-1'])
      await expect(store.addAction({ ...item, tracking_url })).rejects.toMatchObject({ kind: 'invalid' });
    const { id } = await store.addAction({ ...item, tracking_url: 'https://example.org/T-1' });
    await expect(store.updateAction({ id, tracking_url: 'command:x' })).rejects.toMatchObject({
      kind: 'invalid',
    });
  });
});
