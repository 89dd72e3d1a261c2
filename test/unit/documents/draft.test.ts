import { describe, expect, it, onTestFinished } from 'vitest';
import { Draft } from '../../../src/webviews/document/draft.js';
import { drafts, flushDraft } from '../../../src/webviews/document/drafts.js';
import type { Saving } from '../../../src/webviews/document/protocol.js';
import { openWindow, type OpenStore, temporaryFolder } from '../stores.js';

const TEXT = '# T\n\n## A\n\na\n\n## B\n\nb\n';

/** A window with a document that is being written, and another window of the same person. */
async function writing() {
  const folder = temporaryFolder();
  const window = await openWindow(folder);
  const other = await openWindow(folder, window.keys);
  const { id: issue_id } = await window.store.createIncident({ title: 'T', severity: 'low' });
  const { id } = await window.store.addDocument({ issue_id, doc_type: 'rca', title: 'T', content_md: TEXT });
  const told: Saving['state'][] = [];
  let open: OpenStore['store'] | undefined = window.store;
  let outdated = 0;
  const draft = new Draft(id, {
    store: () => open,
    tell: ({ state }) => told.push(state),
    outdated: () => outdated++,
    sentence: String,
  });
  draft.begin(TEXT, 0);
  const stored = async () => (await other.store.getDocument({ id })).content_md;
  const write = (before: string, insert: string) => {
    const at = draft.text.indexOf(before) + before.length;
    draft.edit([[at, at, insert]], draft.text.length + insert.length);
  };
  const elsewhere = async (from: string, to: string) => {
    const { content_md, revision } = await other.store.getDocument({ id });
    await other.store.updateDocument({ id, revision, content_md: content_md.replace(from, to) });
  };
  const lock = () => (open = undefined);
  return { id, draft, told, stored, write, elsewhere, lock, other, outdated: () => outdated };
}

describe('what is being written', () => {
  it('is saved when the person stops, without being asked', async () => {
    const { draft, told, stored, write } = await writing();
    write('## A\n\na', 'bc');
    write('## A\n\nabc', 'd');
    expect(draft.unsaved).toBe(true);
    await expect.poll(() => told.at(-1)).toBe('saved');
    expect(await stored()).toBe(TEXT.replace('\na\n', '\nabcd\n'));
    expect(told).toEqual(['unsaved', 'saving', 'saved']);
  });

  it('takes several changes at once, each counted in the text before', async () => {
    const { draft, stored } = await writing();
    draft.edit(
      [
        [0, 3, '# Title'],
        [TEXT.indexOf('a\n'), TEXT.indexOf('a\n') + 1, ''],
        [TEXT.length, TEXT.length, 'end'],
      ],
      TEXT.length + 4 - 1 + 3,
    );
    await draft.flush();
    expect(await stored()).toBe('# Title\n\n## A\n\n\n\n## B\n\nb\nend');
    expect(() => draft.edit([[0, 0, 'x']], 3)).toThrow('another text');
  });

  it('is saved to the last letter when the page closes', async () => {
    const { draft, stored, write } = await writing();
    write('## B\n\nb', ' and the last letter');
    expect(await draft.end()).toBe(true);
    expect(await stored()).toContain('b and the last letter');
  });

  it('never overwrites another window, which the page is told of', async () => {
    const { draft, stored, write, elsewhere, outdated, other, id } = await writing();
    await elsewhere('\nb\n', '\nb of the other\n');
    write('## A\n\na', ' of mine');
    await draft.flush();
    expect(outdated()).toBe(1);
    expect(await stored()).not.toContain('of mine');
    // Until the page brought both together, nothing is written.
    write('## A\n\na of mine', ', still');
    await draft.flush();
    expect(await stored()).not.toContain('of mine');
    const { revision, content_md } = await other.store.getDocument({ id });
    draft.rebase(draft.text.replace('\nb\n', '\nb of the other\n'), content_md, revision);
    await draft.flush();
    expect(await stored()).toMatch(/a of mine, still[^]*b of the other/);
  });

  it('is known not to be in the store as long as a person has to choose', async () => {
    const { draft, write, elsewhere, other, id } = await writing();
    drafts.set(id, draft);
    onTestFinished(() => void drafts.delete(id));
    write('## A\n\na', ' of mine');
    expect(await flushDraft(id)).toBe(true);
    await elsewhere('of mine', 'of the other');
    write('## A\n\na of mine', ', still');
    expect(await flushDraft(id)).toBe(false);
    const { revision, content_md } = await other.store.getDocument({ id });
    draft.rebase(draft.text, content_md, revision);
    expect(await flushDraft(id)).toBe(true);
    expect(await flushDraft('of no page')).toBe(true);
  });

  it('is kept beside what another window wrote when the page closes before a person chose', async () => {
    const { draft, stored, write, elsewhere, other, id } = await writing();
    await elsewhere('\na\n', '\na of the other\n');
    write('## A\n\na', ' of mine');
    await draft.flush();
    expect(await draft.end()).toBe(true);
    expect(await stored()).toContain('a of mine');
    const versions = await other.store.listVersions({ document_id: id, limit: 10 });
    const texts = await Promise.all(
      versions.map(async ({ id }) => (await other.store.getVersion({ id })).content_md),
    );
    expect(texts.some(text => text.includes('a of the other'))).toBe(true);
  });

  it('says so when it cannot be saved, and is still there', async () => {
    const { draft, stored, write, lock, other, id, told } = await writing();
    write('## A\n\na', ' of mine');
    lock();
    expect(await draft.end()).toBe(false);
    expect(draft.unsaved).toBe(true);
    expect(await stored()).toBe(TEXT);
    const { draft: second, write: again, told: heard } = await writing();
    await other.store.removeDocument({ id });
    again('## A\n\na', '!');
    await second.flush();
    expect(heard.at(-1)).toBe('saved');
    expect(told).not.toContain('saved');
  });
});
