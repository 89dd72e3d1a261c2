import { describe, expect, it } from 'vitest';
import { Edits } from '../../src/webviews/timeline/edits.js';
import type { Row, Said } from '../../src/webviews/timeline/protocol.js';
import type { EventWithRefs } from '../../src/db/rows/timeline.js';
import { incidentIn } from './attaching.js';
import { openWindow, type OpenStore } from './stores.js';

const SAID: Said = { at_ms: 0, event_type: 'note', description: 'Ours', source: null, tags: [] };

/** The page's changes at a real window, as its panel makes them. */
function page({ store }: OpenStore, issue_id: string) {
  const removed = new Map<string, Awaited<ReturnType<typeof store.removeEvent>>>();
  const answers: Record<string, (input: never) => unknown> = {
    add: (said: Said) => store.addEvent({ issue_id, ...said }),
    update: (change: { id: string; revision: number }) => store.updateEvent(change),
    remove: async (given: { id: string; revision: number }) => {
      removed.set(given.id, await store.removeEvent(given));
    },
    restore: ({ id }: { id: string }) => {
      const before = removed.get(id);
      if (!before) throw new Error('it was not removed here');
      return store.restoreEvent(before);
    },
  };
  return new Edits(
    async <T>(name: string, input: unknown) => (await answers[name]?.(input as never)) as T,
    () => {},
  );
}

describe('what is done on the page of a timeline', () => {
  async function begin() {
    const window = await openWindow();
    const issue_id = await incidentIn(window);
    const { store } = window;
    const { id } = await store.addEvent({ issue_id, ...SAID, description: 'First' });
    const now = async (): Promise<EventWithRefs> => {
      const [event] = await store.getEvents({ ids: [id] });
      if (!event) throw new Error('there is no event');
      return event;
    };
    const row = async (): Promise<Row> => ({ ...(await now()), refs: [], typeName: 'Note' });
    return { store, id, now, row, edits: page(window, issue_id) };
  }

  it('is taken back and done again, one after the other', async () => {
    const { edits, now, row } = await begin();
    await edits.update(await row(), { description: 'Second' });
    await edits.update(await row(), { tags: ['db'] });
    await edits.remove(await row());
    for (let step = 0; step < 3; step++) await edits.undo();
    expect(await now()).toMatchObject({ description: 'First', tags: [] });
    for (let step = 0; step < 2; step++) await edits.redo();
    expect(await now()).toMatchObject({ description: 'Second', tags: ['db'] });
  });

  it('is not taken back over what another window wrote since', async () => {
    const { edits, store, id, now, row } = await begin();
    await edits.update(await row(), { description: 'Second' });
    await store.updateEvent({ id, description: 'Theirs' });
    await expect(edits.undo()).rejects.toMatchObject({ kind: 'stale' });
    expect(await now()).toMatchObject({ description: 'Theirs' });
  });

  it('leaves what another window wrote between two changes, though both are taken back', async () => {
    const { edits, store, id, now, row } = await begin();
    await edits.update(await row(), { description: 'Second' });
    await store.updateEvent({ id, description: 'Theirs' });
    await edits.update(await row(), { tags: ['db'] });
    for (let step = 0; step < 2; step++) await edits.undo();
    expect(await now()).toMatchObject({ description: 'Theirs', tags: [] });
    expect(edits.canUndo).toBe(false);
  });

  it('is done though the page has not read its last change yet', async () => {
    const { edits, now, row } = await begin();
    const before = await row();
    await edits.update(before, { description: 'Second' });
    await edits.update(before, { tags: ['db'] });
    expect(await now()).toMatchObject({ description: 'Second', tags: ['db'] });
  });
});
