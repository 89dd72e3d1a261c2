import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/webviews/timeline/histogram.js';
import {
  Clusters,
  type Events,
  firstFrom,
  idAt,
  lanesOf,
  placeOf,
} from '../../src/webviews/timeline/lanes.js';
import { containing, everything, incidentItself, moved, zoomed } from '../../src/webviews/timeline/view.js';

/** Events of some sources, in the order of time. */
function made(given: readonly { at: number; source: string | null }[]): Events {
  const sorted = given.toSorted((a, b) => a.at - b.at);
  const sourceNames = [...new Set(sorted.map(({ source }) => source))];
  const ids = new Uint8Array(16 * sorted.length);
  ids.forEach((_, at) => (ids[at] = (Math.floor(at / 16) * 7 + at * 13) % 256));
  return {
    store: 'open',
    ids,
    at: Float64Array.from(sorted, ({ at }) => at),
    types: new Uint16Array(sorted.length),
    sources: Uint16Array.from(sorted, ({ source }) => sourceNames.indexOf(source)),
    typeNames: ['note'],
    typeLabels: ['Note'],
    sourceNames,
    tags: [],
    all: sorted.length,
  };
}

const someEvents = fc.array(
  fc.record({
    at: fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }),
    source: fc.constantFrom(null, 'a.log', 'b.log', ...Array.from({ length: 90 }, (_, at) => `pod-${at}`)),
  }),
  { maxLength: 300 },
);

describe('the lanes of a timeline', () => {
  it('hold each event once, in the order of time, however many sources there are', () => {
    fc.assert(
      fc.property(someEvents, given => {
        const events = made(given);
        const lanes = lanesOf(events);
        expect(lanes.length).toBeLessThanOrEqual(60);
        const places = lanes.flatMap(lane => [...lane.places]);
        expect(places.toSorted((a, b) => a - b)).toEqual([...events.at.keys()]);
        for (const { times, places } of lanes) {
          expect([...times]).toEqual([...places].map(place => events.at[place]));
          expect([...places]).toEqual([...places].sort((a, b) => a - b));
        }
        expect(lanes.slice(1).every(({ name }) => name !== null)).toBe(true);
      }),
    );
  });

  it('join every event into one mark, wherever one looks', () => {
    fc.assert(
      fc.property(someEvents, fc.double({ min: 1e-3, max: 1e14, noNaN: true }), (given, width) => {
        for (const lane of lanesOf(made(given))) {
          const clusters = new Clusters(lane).between(-Infinity, Infinity, width);
          const covered = clusters.flatMap(({ first, last }) =>
            Array.from({ length: last - first + 1 }, (_, at) => first + at),
          );
          expect(covered).toEqual([...lane.times.keys()]);
        }
      }),
    );
  });

  it('find an event by its id, and its id by its place', () => {
    const events = made(Array.from({ length: 250 }, (_, at) => ({ at, source: null })));
    for (const place of [0, 1, 17, 249]) {
      const id = idAt(events, place);
      expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(placeOf(events, id)).toBe(place);
    }
    expect(placeOf(events, 'ffffffff-ffff-7fff-8fff-ffffffffffff')).toBeUndefined();
  });

  it('are searched for the first place that is not before', () => {
    const sorted = fc.array(fc.integer(), { maxLength: 50 }).map(list => list.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(sorted, fc.integer(), (list, value) => {
        const found = list.findIndex(item => item >= value);
        const expected = found === -1 ? list.length : found;
        expect(firstFrom(list.length, at => list[at] ?? 0, value)).toBe(expected);
      }),
    );
  });
});

describe('what is to be seen of a timeline', () => {
  const view = fc
    .tuple(fc.integer({ min: -1e13, max: 1e13 }), fc.integer({ min: 20, max: 1e13 }))
    .map(([from, length]) => ({ from, to: from + length }));

  it('keeps the moment under the pointer where it is, zooms to milliseconds and never turns over', () => {
    fc.assert(
      fc.property(
        view,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (now, factor, share) => {
          const around = now.from + (now.to - now.from) * share;
          const next = zoomed(now, factor, around);
          expect(next.to - next.from).toBeGreaterThanOrEqual(19.9);
          expect((around - next.from) / (next.to - next.from)).toBeCloseTo(share, 3);
        },
      ),
    );
  });

  it('contains all events, and any that is gone to', () => {
    expect(everything([5, 10])).toMatchObject({ from: -15 });
    expect(everything([7])).toEqual({ from: 7 - 1_800_000, to: 7 + 3_600_000 });
    const there = containing({ from: 0, to: 100 }, 5000);
    expect([there.from, there.to]).toEqual([4950, 5050]);
    expect(containing({ from: 0, to: 100 }, 50)).toEqual({ from: 0, to: 100 });
    expect(moved({ from: 0, to: 100 }, 0.2)).toEqual({ from: 20, to: 120 });
  });

  it('begins with the incident itself, not with the work on it days later', () => {
    const events = {
      at: Float64Array.of(0, 1000, 9e9),
      types: Uint16Array.of(0, 0, 1),
      typeNames: ['note', 'log_uploaded'],
    };
    expect(incidentItself(events).to).toBeLessThan(2000);
  });
});

describe('the lines of logs by time', () => {
  const volume = (width: number, at: number[], error: number[]) => ({
    log_file_id: 'x',
    width,
    counts: { at, error, warning: error.map(() => 0), info: error.map(() => 2), other: error.map(() => 1) },
  });

  it('stand in the column of their time', () => {
    const columns = columnsOf([volume(1000, [0, 2000, 9000], [1, 0, 5])], { from: 0, to: 10_000 }, 10);
    expect(columns.map(({ error }) => error)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
    expect(columns[2]).toEqual({ error: 0, warning: 0, other: 3 });
  });

  it('are as many in all columns as in the buckets that are to be seen whole', () => {
    const bucket = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 50 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(bucket, { selector: ([at]) => at }),
        fc.integer({ min: 1, max: 300 }),
        (given, count) => {
          const sorted = given.toSorted(([a], [b]) => a - b);
          const counted = volume(
            1000,
            sorted.map(([at]) => at * 1000),
            sorted.map(([, error]) => error),
          );
          const columns = columnsOf([counted], { from: 0, to: 100_000 }, count);
          const sum = columns.reduce((all, { error }) => all + error, 0);
          const all = sorted.reduce((all, [, error]) => all + error, 0);
          expect(sum).toBeCloseTo(all, 6);
        },
      ),
    );
  });
});
