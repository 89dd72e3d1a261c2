import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeRange, LineTimes, parseRange, ShownTimes } from '../../src/timeline/index.js';

/** The time of a line that is read for itself. */
const timeOfLine = (line: string, reference: number) => new LineTimes({ reference }).own(line);

const ATTACHED = Date.UTC(2026, 4, 17, 12);
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const anyTime = fc.integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2099, 11, 31) });
const two = (value: number) => String(value).padStart(2, '0');
const month = (date: Date) => MONTHS[date.getUTCMonth()] ?? '';

/** An instant as a log writes it in a zone, and how many milliseconds of it are written. */
const FORMS: Record<string, (time: number, minutesAhead: number) => { line: string; step: number }> = {
  'ISO 8601': (time, ahead) => {
    const iso = new Date(time + ahead * 60_000).toISOString().slice(0, 23);
    const zone = `${ahead < 0 ? '-' : '+'}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
    return { line: `{"ts":"${iso}${zone}","msg":"x"}`, step: 1 };
  },
  'a logger’s': time => ({
    line: `${new Date(time).toISOString().slice(0, 23).replace('T', ' ').replace('.', ',')} INFO [main] x`,
    step: 1,
  }),
  'RFC 3339 in logfmt': time => ({ line: `level=info time=${new Date(time).toISOString()} msg=x`, step: 1 }),
  'the common log format': (time, ahead) => {
    const date = new Date(time + ahead * 60_000);
    const zone = `${ahead < 0 ? '-' : '+'}${two(Math.floor(Math.abs(ahead) / 60))}${two(Math.abs(ahead) % 60)}`;
    const clock = date.toISOString().slice(11, 19);
    return {
      line: `10.0.0.1 - - [${two(date.getUTCDate())}/${month(date)}/${date.getUTCFullYear()}:${clock} ${zone}] "GET /"`,
      step: 1000,
    };
  },
};

describe('the time of a line', () => {
  it.each(Object.entries(FORMS))('is read in the form of %s', (_, write) => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: -14 * 60, max: 14 * 60 }), (time, ahead) => {
        const { line, step } = write(time, ahead);
        expect(timeOfLine(line, ATTACHED)).toBe(time - (time % step));
      }),
    );
  });

  it('is in the last such year before it was attached, where syslog tells none', () => {
    fc.assert(
      // What is a year less a day before could as well be a day ahead, on a clock of another zone.
      fc.property(fc.integer({ min: 0, max: 364 * 86_400 - 1 }), secondsBefore => {
        const time = ATTACHED - secondsBefore * 1000;
        const date = new Date(time);
        const day = String(date.getUTCDate()).padStart(2);
        const line = `<13>${month(date)} ${day} ${date.toISOString().slice(11, 19)} node-3 kubelet[1]: x`;
        expect(timeOfLine(line, ATTACHED)).toBe(time);
      }),
    );
  });

  it.each([
    ['a version', 'started 2026.05.17 build 10:11'],
    ['a day that is none', '2026-02-30 10:00:00 x'],
    ['an hour that is none', '2026-02-03T25:00:00Z x'],
    ['digits around it', '12026-05-17 10:00:00 x'],
    ['a time far into the line', `${'x'.repeat(300)} 2026-05-17T10:00:00Z`],
    ['nothing', ''],
  ])('is not seen in %s', (_, line) => {
    expect(timeOfLine(line, ATTACHED)).toBeUndefined();
  });

  it('never throws, whatever the line', () => {
    fc.assert(
      fc.property(fc.string(), line => {
        timeOfLine(line, ATTACHED);
      }),
    );
  });
});

describe('a range of time', () => {
  const at = (text: string) => Date.parse(`${text}Z`);

  it.each([
    ['2026-05-17', at('2026-05-17T00:00'), at('2026-05-18T00:00')],
    ['2026-05-17 02:00', at('2026-05-17T02:00'), at('2026-05-17T02:01')],
    ['2026-05-17 02:00 to 03:30', at('2026-05-17T02:00'), at('2026-05-17T03:31')],
    ['2026-05-17T02:00:05Z..2026-05-18', at('2026-05-17T02:00:05'), at('2026-05-19T00:00')],
    ['2026-05-17 02:00 –', at('2026-05-17T02:00'), undefined],
    ['to 2026-05-17 02:00:07', undefined, at('2026-05-17T02:00:08')],
  ])('is read from “%s”', (text, from, to) => {
    expect(parseRange(text)).toEqual({
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    });
  });

  it.each([
    '',
    'to',
    'yesterday',
    '2026-02-30',
    '02:00 to 03:00',
    '2026-05-17 03:00 to 02:00',
    '2026-05-17 25:00',
  ])('is not read from “%s”', text => {
    expect(parseRange(text)).toBeUndefined();
  });

  it('is written as it can be read', () => {
    const seconds = fc.integer({ min: 0, max: 4e9 }).map(value => value * 1000);
    fc.assert(
      fc.property(seconds, seconds, (a, b) => {
        const [from, last] = [Math.min(a, b), Math.max(a, b)];
        expect(parseRange(describeRange({ from, to: last }))).toEqual({ from, to: last + 1000 });
      }),
    );
  });

  it('is in the zone in which times are shown, but for what ends with a Z', () => {
    const shown = new ShownTimes('Europe/Berlin');
    expect(parseRange('2026-05-17 04:00 to 05:00', shown)).toEqual({
      from: at('2026-05-17T02:00'),
      to: at('2026-05-17T03:01'),
    });
    expect(parseRange('2026-05-17 02:00Z', shown)?.from).toBe(at('2026-05-17T02:00'));
    // The day on which clocks are set has 23 hours.
    expect(parseRange('2026-03-29', shown)).toEqual({
      from: at('2026-03-28T23:00'),
      to: at('2026-03-29T22:00'),
    });
    expect(describeRange({ from: at('2026-05-17T02:00') }, shown)).toBe('2026-05-17 04:00:00 –');
  });
});
