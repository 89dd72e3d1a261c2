import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DrawnEvent, drawTimeline, PAPER } from '../../../src/timeline/index.js';

const UTC = { wall: (at: number) => at, instant: (at: number) => at };
const NIGHT = Date.UTC(2026, 10, 20, 2, 40);

const draw = (events: readonly DrawnEvent[], width = 900) =>
  drawTimeline(events, {
    width,
    title: 'Timeline',
    description: 'What happened',
    clock: UTC,
    axis: 'UTC',
    incident: 'Incident',
    several: count => `${count} events`,
    colours: PAPER,
  });

const event = (minutes: number, description: string, source: string | null = null): DrawnEvent => ({
  at: NIGHT + minutes * 60_000,
  event_type: 'note',
  description,
  source,
});

interface Text {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** The texts that begin at their place, which are the labels of events. */
const labels = (svg: string): Text[] =>
  [...svg.matchAll(/<text x="([^"]+)" y="([^"]+)" fill="[^"]+">([^<]*)</g)].map(([, x, y, text = '']) => ({
    x: Number(x),
    y: Number(y),
    text,
  }));

describe('the timeline as a picture', () => {
  it('has a lane for each source, an axis with round times, and what a screen reader reads', () => {
    const svg = draw([event(0, 'Deployed', 'ci.log'), event(30, 'First 502', 'app.log'), event(45, 'Paged')]);
    for (const text of ['ci.log', 'app.log', 'Incident', 'Deployed', 'First 502', 'Paged', '02:40', '03:00'])
      expect(svg).toContain(`>${text}<`);
    expect(svg).toContain('>2026-11-20<');
    expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*><title>Timeline<\/title><desc>What happened<\/desc>/);
  });

  it('joins events that are too near to one another, and says how many', () => {
    const near = Array.from({ length: 500 }, (_, at) => event(at / 1000, `request ${at}`));
    const svg = draw([...near, event(120, 'the end')]);
    expect(svg).toContain('>500 events<');
    expect(svg).not.toContain('>request 7<');
  });

  it('lets no label cover another one, nor leave the picture', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(minutes, given => {
        const found = labels(draw(given.map(minute => event(minute, `a description of minute ${minute}`))));
        for (const [y, row] of Map.groupBy(found, label => label.y)) {
          const sorted = row.toSorted((a, b) => a.x - b.x);
          for (const [at, { x, text }] of sorted.entries()) {
            // Narrower than any letter of these texts is drawn.
            const end = x + text.length * 11 * 0.45;
            expect(end, `${y}`).toBeLessThan(sorted[at + 1]?.x ?? 900);
          }
        }
      }),
    );
  });

  it('lets no time of the axis stand on its zone, nor leave the picture', () => {
    const length = fc.integer({ min: 1, max: 2_000_000 });
    fc.assert(
      fc.property(fc.nat(10_000_000), length, (from, length) => {
        const events = [from, from + length].map(at => ({ ...event(0, 'x'), at: NIGHT + at }));
        const middles = [
          ...draw(events).matchAll(/<text x="([^"]+)" y="[^"]+" fill="[^"]+" text-anchor="middle">([^<]*)</g),
        ];
        expect(middles.length).toBeGreaterThan(0);
        for (const [, x, text = ''] of middles) {
          const half = (text.length * 11 * 0.45) / 2;
          expect(Number(x) - half, text).toBeGreaterThan(116);
          expect(Number(x) + half, text).toBeLessThan(900);
        }
      }),
    );
  });

  it('shows what others wrote as text, and only in its own place', () => {
    const svg = draw([
      event(0, '<script>alert(1)</script>\u202E"><img src=x onerror=alert(2)>', '</text><script>'),
      event(60, 'a\u0000b\uD800c\nd'),
    ]);
    expect(svg).not.toMatch(/<script|<img|\u202E|\u0000|\uD800/);
    expect(svg).toContain('&#60;script&#62;');
    expect(svg).toContain('>a b\uFFFDc d<');
  });

  it('holds events of all ages, also at one moment, also none', () => {
    const far = [-62_135_596_800_000, 0, 253_402_300_799_999].map(at => ({ ...event(0, 'x'), at }));
    for (const events of [far, [event(0, 'one')], [event(0, 'one'), event(0, 'two')], []])
      expect(draw(events)).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('draws 100,000 events in as little as a few hundred marks', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => event(at / 60, `e${at}`, `lane ${at % 5}`));
    const svg = draw(many);
    expect(svg.match(/<path/g)?.length).toBeLessThan(500);
  });
});
