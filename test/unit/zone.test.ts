import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeOffset, parseOffset, ShownTimes, zoneOf } from '../../src/timeline/index.js';

const anyTime = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2060, 0, 1) });
const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));

function zone(name: string) {
  const found = zoneOf(name);
  if (!found) throw new Error(`there is no zone ${name}`);
  return found;
}

/** What Intl says a clock shows. */
function wall(name: string, instant: number): number {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone: name,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(instant);
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

describe('a time zone', () => {
  it('is as far ahead of UTC as Intl says, at any time', () => {
    fc.assert(
      fc.property(anyZone, anyTime, (name, time) => {
        const whole = time - (time % 1000);
        expect(whole + zone(name).ahead(whole)).toBe(wall(name, whole));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the instant back that its clocks show, but for those that they show twice', () => {
    fc.assert(
      fc.property(anyZone, anyTime, (name, time) => {
        const { ahead, instant } = {
          ahead: zone(name).ahead(time),
          instant: zone(name).instant(time + zone(name).ahead(time), time),
        };
        expect(instant).toBe(time);
        expect(zone(name).ahead(instant)).toBe(ahead);
      }),
      { numRuns: 300 },
    );
  });

  it('takes an hour that clocks show twice for the first one, or for the one that fits to the line before', () => {
    const berlin = zone('Europe/Berlin');
    const shown = Date.UTC(2026, 9, 25, 2, 30);
    const first = Date.UTC(2026, 9, 25, 0, 30);
    expect(berlin.instant(shown)).toBe(first);
    expect(berlin.instant(shown, first - 60_000)).toBe(first);
    expect(berlin.instant(shown, first + 3_600_000 - 60_000)).toBe(first + 3_600_000);
  });

  it('counts an hour that clocks leave out by the clock before it', () => {
    const berlin = zone('Europe/Berlin');
    expect(berlin.instant(Date.UTC(2026, 2, 29, 2, 30))).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });

  it('may be an offset', () => {
    expect(['+02:00', '-0530', '+14', 'Z', 'utc'].map(name => zone(name).ahead(0))).toEqual([
      7_200_000, -19_800_000, 50_400_000, 0, 0,
    ]);
    expect(zoneOf('Europe/Nowhere')).toBeUndefined();
  });
});

describe('a time as it is shown', () => {
  const time = Date.UTC(2026, 4, 17, 2, 0, 5, 120);

  it('is in the zone that was picked, and says so', () => {
    expect(new ShownTimes('UTC').full(time)).toBe('2026-05-17 02:00:05.120 UTC');
    expect(new ShownTimes('Europe/Berlin').full(time, 0)).toBe('2026-05-17 04:00:05 +02:00');
    expect(new ShownTimes('America/St_Johns').text(time, 1)).toBe('2026-05-16 23:30:05.1');
    expect(new ShownTimes('Nowhere').zone).toBe('UTC');
  });

  it('is nothing where there is no such time', () => {
    expect(new ShownTimes('Europe/Berlin').text(NaN)).toBe('');
  });
});

describe('an offset of a clock', () => {
  it('is read as it is shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e10, max: 1e10 }), offset => {
        expect(parseOffset(describeOffset(offset))).toBe(offset);
      }),
    );
  });

  it.each(['', '0', '+0'])('is none: %j', text => {
    expect(parseOffset(text)).toBe(0);
  });

  it.each(['1', '+1:2', '+00:61:00', 'two minutes', '00:00:00:00'])('is not read in %j', text => {
    expect(parseOffset(text)).toBeUndefined();
  });
});
