import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMoment, ShownTimes } from '../../../src/timeline/index.js';

const NOW = Date.UTC(2026, 10, 20, 10);
const NEAR = Date.UTC(2026, 10, 19, 23, 30);
const berlin = new ShownTimes('Europe/Berlin');
const read = (text: string, zone = 'UTC') =>
  parseMoment(text, { now: NOW, near: NEAR, clock: new ShownTimes(zone) });
const at = (text: string) => Date.parse(text);

describe('a moment as people type it', () => {
  it.each([
    ['2026-05-17 14:05', at('2026-05-17T14:05Z')],
    ['2026-05-17T14:05:30.250', at('2026-05-17T14:05:30.250Z')],
    ['2026-05-17T14:05:30.250Z', at('2026-05-17T14:05:30.250Z')],
    ['2026-05-17 14:05:30,25 +02:00', at('2026-05-17T12:05:30.250Z')],
    ['2026-05-17', at('2026-05-17T00:00Z')],
    ['14:05', at('2026-11-19T14:05Z')],
    ['2:05 pm', at('2026-11-19T14:05Z')],
    ['12:05am', at('2026-11-19T00:05Z')],
    ['yesterday 14:05', at('2026-11-19T14:05Z')],
    ['today at 9:00:01.5', at('2026-11-20T09:00:01.500Z')],
    ['17 May 14:05', at('2026-05-17T14:05Z')],
    ['May 17, 2025 14:05', at('2025-05-17T14:05Z')],
    ['5 min ago', NOW - 300_000],
    ['1.5 hours ago', NOW - 5_400_000],
    ['+90s', NEAR + 90_000],
    ['-250ms', NEAR - 250],
    ['now', NOW],
    ['1763519400', 1_763_519_400_000],
    ['1763519400123', 1_763_519_400_123],
  ])('is read from “%s”', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['17.05.2026 14:05', at('2026-05-17T14:05Z')],
    ['17.05.2026 14:05:30,250', at('2026-05-17T14:05:30.250Z')],
    ['17.05.26 14:05:30', at('2026-05-17T14:05:30Z')],
    ['17/May/2026:02:00:04 +0000', at('2026-05-17T02:00:04Z')],
    ['[17/May/2026:02:00:04 +0200]', at('2026-05-17T00:00:04Z')],
    ['2026-05-17 14:05 Europe/Berlin', at('2026-05-17T12:05Z')],
    ['2026-05-17T14:05:30.123456[Europe/Berlin]', at('2026-05-17T12:05:30.123Z')],
    ['2026-05-17 14:05 CEST', at('2026-05-17T12:05Z')],
    ['2026-05-17 14:05 GMT+2', at('2026-05-17T12:05Z')],
    ['2026/05/17 14:05', at('2026-05-17T14:05Z')],
    ['5/17/2026 2:05 PM', at('2026-05-17T14:05Z')],
    ['17/05/2026 14:05', at('2026-05-17T14:05Z')],
    ['Sun May 17 14:05:30 2026', at('2026-05-17T14:05:30Z')],
    ['Sun, 17 May 2026 14:05:30 GMT', at('2026-05-17T14:05:30Z')],
    ['May 17 14:05:30 EST', at('2026-05-17T19:05:30Z')],
    ['2026-W20-7T14:05:30Z', at('2026-05-17T14:05:30Z')],
    ['20260517T140530Z', at('2026-05-17T14:05:30Z')],
  ])('is read from “%s” of a log', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('is in the zone that times are shown in, where a copied name of a zone may mean it', () => {
    expect(read('2026-05-17 14:05 BST', 'Asia/Dhaka')).toBe(at('2026-05-17T08:05Z'));
    expect(read('17.05.2026 14:05', 'Europe/Berlin')).toBe(at('2026-05-17T12:05Z'));
  });

  it('is in the zone that times are shown in', () => {
    expect(read('14:05', 'Europe/Berlin')).toBe(at('2026-11-20T13:05Z'));
    expect(read('2026-05-17 14:05', 'Europe/Berlin')).toBe(at('2026-05-17T12:05Z'));
    expect(read('2026-05-17 14:05Z', 'Europe/Berlin')).toBe(at('2026-05-17T14:05Z'));
  });

  it.each([
    '',
    'soon',
    '25:00',
    '13:00 pm',
    '2026-02-30',
    '2026-02-30 10:00',
    '12:60',
    '5 parsecs ago',
    'May 32',
    '99999999999 days ago',
    '+99999999999d',
    '3000000 days ago',
    '30.02.2026 14:05',
    '2026-05-17 14:05 Europe/Atlantis',
    '2026-05-17 14:05 and more',
    '1.2.3 14:05',
  ])('is not read from “%s”', text => {
    expect(read(text)).toBeUndefined();
  });

  it('is read again from what is shown, to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2099, 0) }), instant => {
        expect(read(berlin.full(instant))).toBe(instant);
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const moment = read(text);
        expect(moment === undefined || Number.isSafeInteger(moment)).toBe(true);
      }),
    );
  });
});
