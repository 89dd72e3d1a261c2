import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineTimes, zoneOf } from '../../src/timeline/index.js';
import { measureTimes, timedLogs } from '../support/timedLines.js';

const REFERENCE = Date.UTC(2026, 5, 1);
const own = (line: string, more = {}) => new LineTimes({ reference: REFERENCE, ...more }).own(line);

describe('the times of labelled lines', () => {
  it.each(['known', 'unseen'])('are right in 99 of 100, in each of many formats (%s)', prefix => {
    const { scores, faults } = measureTimes(timedLogs(prefix));
    const lines = scores.reduce((sum, score) => sum + score.lines, 0);
    expect(scores.length).toBeGreaterThanOrEqual(16);
    expect(faults.length / lines, faults.join('\n')).toBeLessThanOrEqual(0.01);
  });
});

describe('the times of a log', () => {
  it('keep nanoseconds beside the millisecond', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), nanos => {
        const times = new LineTimes({ reference: REFERENCE });
        const time = times.own(`2026-05-17T02:00:05.${String(nanos).padStart(9, '0')}Z x`);
        expect(time).toBe(Date.UTC(2026, 4, 17, 2, 0, 5) + Math.floor(nanos / 1e6));
        expect(times.nanos).toBe(nanos % 1e6);
      }),
    );
  });

  it('are each in the zone that its line says, and else in the one that a person says', () => {
    const times = new LineTimes({ reference: REFERENCE, zone: 'Asia/Tokyo' });
    const at = (line: string) => new Date(times.own(line) ?? NaN).toISOString();
    expect(at('2026-05-17T02:00:05+02:00 x')).toBe('2026-05-17T00:00:05.000Z');
    expect(at('2026-05-17T02:00:05-08:00 x')).toBe('2026-05-17T10:00:05.000Z');
    expect(at('2026-05-17T02:00:05 x')).toBe('2026-05-16T17:00:05.000Z');
  });

  it('hold for the lines behind them', () => {
    const times = new LineTimes({ reference: REFERENCE });
    expect(times.of('no time yet')).toBeUndefined();
    const time = times.of('2026-05-17T02:00:05Z failed');
    expect(times.of('    at com.example.Pool.take(Pool.java:17)')).toBe(time);
    expect(times.of('')).toBe(time);
  });

  it('are moved by what a clock was wrong', () => {
    expect(own('2026-05-17T02:00:05Z x', { clockOffset: -150_000 })).toBe(Date.UTC(2026, 4, 17, 1, 57, 35));
  });

  it('are not known where they count from a start that nobody said', () => {
    expect(own('[ 7205.123456] usb')).toBeUndefined();
    expect(own('[ 7205.123456] usb', { boot: 0 })).toBe(7_205_123);
  });

  it('without a year ascend over any number of New Years, as far as the log was attached', () => {
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
    const day = 86_400_000;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 11 }), gaps => {
        const length = gaps.reduce((sum, gap) => sum + gap, 0);
        const reference = REFERENCE - 100 * day;
        const times = new LineTimes({ reference });
        let time = reference - length * day;
        for (const gap of [0, ...gaps]) {
          time += gap * day;
          const date = new Date(time);
          const written = `${months[date.getUTCMonth()] ?? ''} ${String(date.getUTCDate()).padStart(2)} 00:00:00`;
          expect(times.own(`${written} box app: x`)).toBe(time);
        }
      }),
    );
  });

  it('that run backwards are as they are written', () => {
    const times = new LineTimes({ reference: REFERENCE });
    const read = ['05', '03', '04'].map(second => times.own(`2026-05-17T02:00:${second}Z x`));
    expect(read).toEqual([5, 3, 4].map(second => Date.UTC(2026, 4, 17, 2, 0, second)));
  });

  it('are found wherever a line stands in a text', () => {
    const lines = ['x', '2026-05-17T02:00:05Z x', 'May 17 02:00:05 box app: x', '{"ts":1778983205}', ''];
    const text = lines.join('\r\n');
    const times = new LineTimes({ reference: REFERENCE });
    times.sniff(text);
    let start = 0;
    for (const line of lines) {
      expect(times.own(text, start, start + line.length)).toBe(own(line));
      start += line.length + 2;
    }
  });
});

/** Milliseconds that this thread works on something: what else the machine does meanwhile does not count. */
function worked(work: () => void): number {
  const began = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}

describe('a bad line', () => {
  it('never makes it throw, whatever stands in it', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '2026-05-17T',
        '02:00:05',
        '{"ts":',
        '{"t":{',
        '"',
        'time=',
        '[',
        '17/May/2026:',
        'May 17 ',
      ),
      fc.constantFrom(
        '1778983205',
        '5/17/2026 ',
        'AM',
        '\0',
        '\x1b[',
        '+02:00',
        '<13>',
        '99',
        '.',
        ',',
        '\r',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const line = pieces.join('');
        const times = new LineTimes({ reference: REFERENCE, zone: 'Europe/Berlin', boot: 0 });
        times.sniff(line);
        const time = times.own(line);
        expect(time === undefined || Number.isFinite(time)).toBe(true);
        expect(times.nanos).toBeGreaterThanOrEqual(0);
        expect(times.nanos).toBeLessThan(1e6);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['a megabyte of one word', 'x'.repeat(1_000_000)],
    ['a megabyte of digits', '1'.repeat(1_000_000)],
    ['a megabyte of keys', 'key=value '.repeat(100_000)],
    ['a megabyte of JSON', `{${'"key":"value",'.repeat(70_000)}`],
    ['a megabyte of quotes', '"'.repeat(1_000_000)],
    ['a megabyte of braces', '{'.repeat(1_000_000)],
    ['a megabyte of blanks', ' '.repeat(1_000_000)],
  ])('%s is done with at once', (_, line) => {
    const times = new LineTimes({ reference: REFERENCE });
    const work = () => {
      times.sniff(line);
      expect(times.own(line)).toBeUndefined();
    };
    expect(worked(work)).toBeLessThan(1000);
  });

  it.each([
    ['many braces', '}\n'],
    ['objects that do not end', '{"t":{\n'],
    ['quotes that do not end', 'msg="x\n'],
  ])('among %s, costs no more the more there are', (_, line) => {
    const text = line.repeat(100_000);
    const times = new LineTimes({ reference: REFERENCE });
    const work = () => {
      for (let start = 0; start < text.length; start += line.length)
        times.own(text, start, start + line.length - 1);
    };
    // Were each to look to the end of the text, it would take minutes.
    expect(worked(work)).toBeLessThan(5000);
  });

  it('has its time before a NUL, too', () => {
    expect(own('2026-05-17T02:00:05Z\0 x')).toBe(Date.UTC(2026, 4, 17, 2, 0, 5));
    expect(own('\0\0\0')).toBeUndefined();
  });
});

describe('a zone in a log', () => {
  it('is the one that was said, over every second of a year', () => {
    const zone = zoneOf('Europe/Berlin');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 86_400 }), second => {
        const time = Date.UTC(2025, 0, 1) + second * 1000;
        const wall = new Date(time + (zone?.ahead(time) ?? 0)).toISOString().slice(0, 19);
        const read = own(`${wall} x`, { zone: 'Europe/Berlin' });
        // An hour a year, clocks show what they showed an hour before.
        expect([time, time - 3_600_000]).toContain(read);
      }),
    );
  });
});
