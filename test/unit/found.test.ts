import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/evidence/chunks/query.js';
import { searchText, WHOLE } from '../../src/evidence/chunks/search.js';
import { withoutAnsi } from '../../src/evidence/index.js';
import { FoundAttachment, FoundIncident, type Match, Results } from '../../src/tree/found.js';
import { matchLabel } from '../../src/tree/matchLabel.js';

const match = (line: number): Match => ({ line, start: 0, end: 1, text: 'x', textStart: 0 });
const part = (incident: string, attachment: string, lines: readonly number[], count: number) => ({
  place: {
    incident: { id: incident, title: incident, severity: 'low' as const, status: 'open' as const },
    attachment: { id: attachment, file_name: attachment, start_line: null, end_line: null },
  },
  matches: lines.map(match),
  count,
});

describe('what was found', () => {
  it('is grouped by incident and attachment, and says which rows changed', () => {
    const results = new Results();
    expect(results.add(part('A', 'a.log', [1, 2], 2))).toBeUndefined();
    expect(results.add(part('A', 'a.log', [7], 5))).toBeInstanceOf(FoundAttachment);
    expect(results.add(part('A', 'b.log', [3], 1))).toBeInstanceOf(FoundIncident);
    expect(results.add(part('B', 'c.log', [1], 1))).toBeUndefined();
    expect(
      results.incidents.map(({ incident, attachments }) => [
        incident.id,
        ...attachments.map(({ attachment, matches, count }) => [
          attachment.id,
          matches.map(({ match }) => match.line),
          count,
        ]),
      ]),
    ).toEqual([
      ['A', ['a.log', [1, 2, 7], 5], ['b.log', [3], 1]],
      ['B', ['c.log', [1], 1]],
    ]);
    expect([results.count, results.told, results.attachments]).toEqual([7, 5, 3]);
  });
});

describe('the label of a match', () => {
  it('marks what matched, without colours and what reorders text', () => {
    const line = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('\x1b[31m', '\x1b[0m', '\u202E', '\t', 'ERROR'),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(line, line, (before, after) => {
        const text = `${before.join('')}needle${after.join('')}`.replaceAll(/[\r\n]/g, ' ');
        fc.pre(withoutAnsi(text).includes('needle'));
        const query = compile({ pattern: 'needle', isRegex: false, matchCase: true, wholeWord: false });
        for (const found of searchText(text, WHOLE, { query, limit: 10 }).matches) {
          const { label, highlight } = matchLabel(found);
          expect(label.slice(...highlight)).toBe('needle');
          expect(label).toMatch(/^1: /);
          expect(label).not.toMatch(/[\p{Cc}\u202E]/u);
          expect(highlight[0]).toBeLessThan(16);
        }
      }),
    );
  });
});
