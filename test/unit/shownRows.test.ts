import { beforeEach, describe, expect, it } from 'vitest';
import { ShownRows } from '../../src/tree/shownRows.js';

/** A row of a store of two levels: what the tests change, and what a view shows of it. */
interface Row {
  readonly name: string;
  readonly text: string;
  readonly parent?: Row;
}

let store: Record<string, Record<string, string>>;
let reads: number;
let told: number;
let visible: boolean;
let failure: Error | undefined;
let beforeRead: () => Promise<void>;

const rows = () =>
  new ShownRows<Row>({
    read: async parent => {
      reads++;
      const names = Object.keys(parent ? (store[parent.name] ?? {}) : store);
      const read = names.map(name => ({
        name,
        text: parent ? (store[parent.name]?.[name] ?? '') : '',
        ...(parent && { parent }),
      }));
      await beforeRead();
      if (failure) throw failure;
      return read;
    },
    id: ({ name, parent }) => (parent ? undefined : name),
    visible: () => visible,
    changed: () => told++,
  });

const unfolded = async (shown: ShownRows<Row>) => {
  const top = await shown.below();
  const below = await Promise.all(top.map(row => shown.below(row)));
  return below.flat().map(({ text }) => text);
};

beforeEach(() => {
  store = { first: { a: '1', b: '2' }, second: { c: '3' } };
  reads = 0;
  told = 0;
  visible = true;
  failure = undefined;
  beforeRead = () => Promise.resolve();
});

describe('the rows of a view', () => {
  it('are not asked for again where nothing of them changed, so that a menu keeps its row', async () => {
    const shown = rows();
    await unfolded(shown);
    await shown.readAgain();
    expect(told).toBe(0);
  });

  it('are read before the view is told of a change, and given at once then', async () => {
    const shown = rows();
    await unfolded(shown);
    store['first'] = { a: '1', b: 'changed' };
    await shown.readAgain();
    expect(told).toBe(1);
    reads = 0;
    expect(await unfolded(shown)).toEqual(['1', 'changed', '3']);
    expect(reads).toBe(0);
  });

  it('are read below rows that are unfolded only, and no longer below those that are gone', async () => {
    const shown = rows();
    const [first] = await shown.below();
    await shown.below(first);
    delete store['first'];
    reads = 0;
    await shown.readAgain();
    expect([reads, told]).toEqual([1, 1]);
    expect((await shown.below()).map(({ name }) => name)).toEqual(['second']);
  });

  it('know the row above them as it is now', async () => {
    const shown = rows();
    await unfolded(shown);
    store = { ...store, third: {} };
    await shown.readAgain();
    const [first] = await shown.below();
    const [a] = await shown.below(first);
    expect(a?.parent).toBe(first);
  });

  it('that were being read when something changed are read once more', async () => {
    const shown = rows();
    let go: () => void = () => undefined;
    beforeRead = () => new Promise(resolve => (go = resolve));
    const early = shown.below();
    store['third'] = {};
    beforeRead = () => Promise.resolve();
    await shown.readAgain();
    go();
    await early;
    expect((await shown.latest()).map(({ name }) => name)).toEqual(['first', 'second', 'third']);
    expect(told).toBe(1);
  });

  it('follow changes that come while a change is read', async () => {
    const shown = rows();
    await unfolded(shown);
    store['second'] = { c: '4' };
    const reading = shown.readAgain();
    store['second'] = { c: '5' };
    void shown.readAgain();
    await reading;
    expect(await unfolded(shown)).toEqual(['1', '2', '5']);
  });

  it('are forgotten while the view is hidden, and read when it asks', async () => {
    const shown = rows();
    await unfolded(shown);
    visible = false;
    reads = 0;
    store['second'] = { c: '4' };
    await shown.readAgain();
    expect([reads, told]).toEqual([0, 1]);
    visible = true;
    expect(await unfolded(shown)).toEqual(['1', '2', '4']);
  });

  it('that cannot be read tell the view so', async () => {
    const shown = rows();
    await unfolded(shown);
    failure = new Error('locked');
    await shown.readAgain();
    expect(told).toBe(1);
    await expect(shown.below()).rejects.toThrow('locked');
  });
});
