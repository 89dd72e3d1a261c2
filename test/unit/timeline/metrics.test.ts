import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationText, metricsOf } from '../../../src/timeline/index.js';

const MINUTE = 60_000;
const event = (event_type: string, minute: number) => ({ event_type, at: minute * MINUTE });

describe('the metrics of an incident', () => {
  it('are known where both events are there', () => {
    const metrics = metricsOf([
      event('resolved', 90),
      event('impact_started', 0),
      event('note', 1),
      event('acknowledged', 12),
      event('detected', 10),
    ]);
    expect(metrics.mttd).toMatchObject({ state: 'known', ms: 10 * MINUTE });
    expect(metrics.mtta).toMatchObject({ state: 'known', ms: 2 * MINUTE });
    expect(metrics.mttr).toMatchObject({ state: 'known', ms: 80 * MINUTE, from: 10 * MINUTE });
  });

  it('name the events that are missing where they are not known', () => {
    const { mttd, mtta, mttr, at } = metricsOf([event('acknowledged', 5)]);
    expect(mttd).toEqual({ state: 'missing', events: ['impact_started', 'detected'] });
    expect(mtta).toEqual({ state: 'missing', events: ['detected'] });
    expect(mttr).toEqual({ state: 'missing', events: ['detected', 'resolved'] });
    expect(at).toEqual({ impact_started: null, detected: null, acknowledged: 5 * MINUTE, resolved: null });
  });

  it('say that times contradict each other, and are never negative', () => {
    const { mtta, mttr } = metricsOf([event('detected', 10), event('resolved', 5), event('acknowledged', 9)]);
    expect(mttr).toEqual({ state: 'order', first: 'detected', last: 'resolved' });
    expect(mtta).toEqual({ state: 'order', first: 'detected', last: 'acknowledged' });
  });

  it('take the first detection and the first resolution', () => {
    const twice = [event('detected', 4), event('detected', 2), event('resolved', 8), event('resolved', 30)];
    expect(metricsOf(twice).mttr).toMatchObject({ state: 'known', ms: 6 * MINUTE });
  });

  it('do not count a resolution that was taken back, until the incident is resolved again', () => {
    const reopened = [event('detected', 0), event('resolved', 10), event('reopened', 20)];
    expect(metricsOf(reopened, 10 * MINUTE)).toMatchObject({
      at: { resolved: null },
      reopened: true,
      mttr: { state: 'reopened' },
    });
    const again = metricsOf([...reopened, event('resolved', 60)]);
    expect(again).toMatchObject({ reopened: false, mttr: { state: 'known', ms: 60 * MINUTE } });
  });

  it('take the incident’s own word for its end where no event tells of it', () => {
    expect(metricsOf([event('detected', 0)], 7 * MINUTE).mttr).toMatchObject({ ms: 7 * MINUTE });
    expect(metricsOf([event('detected', 0), event('resolved', 5)], 7 * MINUTE).mttr).toMatchObject({
      ms: 5 * MINUTE,
    });
  });

  it('do not depend on the order in which events are given, and are never below nothing', () => {
    const types = ['impact_started', 'detected', 'acknowledged', 'resolved', 'note'] as const;
    const events = fc
      .uniqueArray(fc.integer({ min: -1e12, max: 1e12 }), { maxLength: 12 })
      .chain(times =>
        fc.tuple(
          fc.constant(times),
          fc.array(fc.constantFrom(...types), { minLength: times.length, maxLength: times.length }),
        ),
      );
    fc.assert(
      fc.property(events, ([times, names]) => {
        const made = times.map((at, index) => ({ at, event_type: names[index] ?? 'note' }));
        const metrics = metricsOf(made);
        expect(metricsOf(made.toReversed())).toEqual(metrics);
        for (const metric of [metrics.mttd, metrics.mtta, metrics.mttr])
          if (metric.state === 'known') expect(metric.ms).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('a length of time', () => {
  it.each([
    [0, '0 s'],
    [350, '0.35 s'],
    [7250, '7.25 s'],
    [60_000, '1 min'],
    [200_000, '3 min 20 s'],
    [3_900_000, '1 h 5 min'],
    [7_200_000, '2 h'],
    [187_200_000, '2 d 4 h'],
    [-3_900_000, '-1 h 5 min'],
  ])('%i ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
