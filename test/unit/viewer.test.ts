import { describe, expect, it } from 'vitest';
import { marked } from '../../src/webviews/viewer/matches.js';
import { runs } from '../../src/webviews/viewer/runs.js';

describe('lines that a filter shows', () => {
  it('are copied without those that it hides', () => {
    expect(runs([])).toEqual([]);
    expect(runs([3, 4, 5, 9, 11, 12])).toEqual([
      { first: 3, last: 5 },
      { first: 9, last: 9 },
      { first: 11, last: 12 },
    ]);
  });
});

describe('findings in a line', () => {
  const finding = (id: string) =>
    ({ id, line: 1, endLine: 1, look: 'secret', decision: null, label: '', about: '' }) as const;
  const mark = (id: string, start: number, end: number) => ({
    finding: { ...finding(id), start, end },
    start,
    end,
  });
  const cut = (marks: readonly ReturnType<typeof mark>[]) =>
    marked(
      [
        { text: 'from a@b ', match: false },
        { text: 'or c', match: true },
      ],
      marks,
    ).map(piece => [piece.text, piece.match, piece.finding?.id]);

  it('are marked whole, also where a match of a search cuts them', () => {
    expect(cut([])).toEqual([
      ['from a@b ', false, undefined],
      ['or c', true, undefined],
    ]);
    expect(cut([mark('x', 5, 11), mark('y', 12, Infinity)])).toEqual([
      ['from ', false, undefined],
      ['a@b ', false, 'x'],
      ['or', true, 'x'],
      [' ', true, undefined],
      ['c', true, 'y'],
    ]);
  });
});
