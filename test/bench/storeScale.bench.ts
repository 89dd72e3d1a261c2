/**
 * Whether the store grows slower as it grows: the same questions to stores of three sizes, in turns. Cold means a new
 * connection, so that nothing is in SQLite's cache; the system's cache of the file stays warm.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { StoreClient } from '../../src/db/client.js';
import { createStore, type Database, openStore } from '../../src/db/connection.js';
import { incidents } from '../../src/db/incidents.js';
import { search } from '../../src/db/search.js';
import { upkeep } from '../../src/db/upkeep.js';
import { NATIVE, WORKER } from '../unit/stores.js';
import { median, record } from './record.js';
import { incidentId, insertIncidents, RARE_COUNT, RARE_WORD } from './store/incidents.js';
import { takeTurns, timed } from './store/rounds.js';

const SIZES = [1000, 100_000, 1_000_000] as const;
const IN_ONE_TRANSACTION = 10_000;
const ROUNDS = 31;
const PAGE = 50;

interface Sized {
  readonly size: number;
  readonly file: string;
  readonly key: string;
}

const folder = mkdtempSync(join(tmpdir(), 'whydunit-bench-'));
const key = '5a'.repeat(32);
const stores: readonly Sized[] = SIZES.map(size => ({ size, file: join(folder, `${size}.db`), key }));
const binding = sqliteBinary(NATIVE);

beforeAll(() => {
  for (const { size, file } of stores) {
    createStore(file, { mode: 'raw', key, salt: 'c3'.repeat(16) }, binding);
    const db = openStore({ file, key }, binding);
    for (let from = 0; from < size; from += IN_ONE_TRANSACTION)
      insertIncidents(db, from, Math.min(IN_ONE_TRANSACTION, size - from), size / RARE_COUNT);
    keepUp(db, size);
    db.close();
  }
}, 30 * 60_000);

/** What the worker does while nothing is asked, until all is done. */
function keepUp(db: Database, size: number): void {
  const steps: number[] = [];
  let more = true;
  while (more) steps.push(timed(1, () => (more = upkeep(db))));
  record({
    name: `one of ${steps.length} steps of upkeep, ${incidentsOf(size)}`,
    value: median(steps),
    unit: 'ms',
    beside: { name: 'the longest', value: Math.max(...steps) },
  });
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How much slower the largest store may be than the smallest. */
const GROWTH = 2;

/** What people ask of a store, and how many rows must come. */
const QUESTIONS: Readonly<
  Record<string, { rows: number; goal?: number; ask: (db: Database, size: number) => unknown[] }>
> = {
  'first page of 50': { rows: PAGE, goal: GROWTH, ask: db => incidents.listIncidents(db, { limit: PAGE }) },
  'next page': {
    rows: PAGE,
    goal: GROWTH,
    ask: (db, size) => incidents.listIncidents(db, { limit: PAGE, after: incidentId(size - PAGE) }),
  },
  'page in the middle': {
    rows: PAGE,
    goal: GROWTH,
    ask: (db, size) => incidents.listIncidents(db, { limit: PAGE, after: incidentId(size / 2) }),
  },
  'search for a rare word': {
    rows: RARE_COUNT,
    goal: GROWTH,
    ask: db => search.searchIncidents(db, { text: RARE_WORD, limit: PAGE }),
  },
  // Without a goal: see ARCHITECTURE.md.
  'search for the beginning of a rare word': {
    rows: RARE_COUNT,
    ask: db => search.searchIncidents(db, { text: RARE_WORD.slice(0, 6), limit: PAGE }),
  },
};

const incidentsOf = (size: number) => `${size.toLocaleString('en')} incidents`;

/** Records the larger stores beside the smallest; only the largest has a goal. */
function grown(name: string, figures: readonly (readonly number[])[], goal: number | undefined) {
  const [small = []] = figures;
  stores.forEach(({ size }, place) => {
    if (place === 0) return;
    const large = figures[place] ?? [];
    const ratio = median(large.map((figure, round) => figure / (small[round] ?? NaN)));
    record({
      name: `${name}, ${incidentsOf(size)}`,
      value: median(large),
      unit: 'ms',
      beside: { name: incidentsOf(SIZES[0]), value: median(small) },
      ratio,
      ...(goal !== undefined && place === stores.length - 1 && { goal: `≤ ${goal}×`, met: ratio <= goal }),
    });
  });
}

it('opens', () => {
  const opening = takeTurns(ROUNDS, stores, store => {
    let db: Database | undefined;
    const took = timed(1, () => (db = openStore(store, binding)));
    db?.close();
    return took;
  });
  grown('opening the store', opening, GROWTH);
  const largest = median(opening.at(-1) ?? []);
  record({
    name: 'opening the store, worker time',
    value: largest,
    unit: 'ms',
    goal: '< 30 ms',
    met: largest < 30,
  });
});

it('opens through the worker thread', async () => {
  const figures: number[][] = stores.map(() => []);
  for (let round = 0; round < 9; round++) {
    for (const [place, store] of stores.entries()) {
      const client = new StoreClient(WORKER, {
        changed: () => undefined,
        released: () => undefined,
        returned: () => undefined,
        ended: () => undefined,
      });
      await client.find(store.file);
      const began = performance.now();
      const { store: opened } = await client.open(store);
      const page = await opened.listIncidents({ limit: PAGE });
      figures[place]?.push(performance.now() - began);
      await client.close();
      expect(page).toHaveLength(PAGE);
    }
  }
  grown('opening and first page, through the worker', figures, GROWTH);
});

for (const [name, { rows, goal, ask }] of Object.entries(QUESTIONS)) {
  it(name, () => {
    const cold = takeTurns(ROUNDS, stores, store => {
      const db = openStore(store, binding);
      const took = timed(1, () => expect(ask(db, store.size)).toHaveLength(rows));
      db.close();
      return took;
    });
    grown(`${name}, cold`, cold, goal);
    const open = stores.map(store => ({ db: openStore(store, binding), size: store.size }));
    const warm = takeTurns(ROUNDS, open, ({ db, size }) => timed(20, () => ask(db, size)));
    for (const { db } of open) db.close();
    grown(`${name}, warm`, warm, goal);
  });
}
