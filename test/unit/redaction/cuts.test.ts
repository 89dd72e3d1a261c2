import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Cuts, cutsOfLines } from '../../../src/redaction/stored/cuts.js';

const texts = fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', ''), { maxLength: 30 });

it('cuts lines out of a text whatever its pieces', () => {
  fc.assert(
    fc.property(texts, fc.array(fc.boolean(), { maxLength: 30 }), (pieces, chosen) => {
      const text = pieces.join('');
      const lines = text.split(/(?<=\n)/);
      if (text.endsWith('\n')) lines.push('');
      const numbers = chosen.flatMap((isChosen, at) => (isChosen && at < lines.length ? [at + 1] : []));
      const cuts = cutsOfLines(
        pieces,
        numbers.map(number => ({ first: number, last: number })),
      );
      expect(cuts.map(({ start, end }) => text.slice(start, end))).toEqual(
        numbers.map(number => lines[number - 1] ?? ''),
      );
    }),
  );
});

it('tells what lies in the cuts', () => {
  const cuts = new Cuts([
    { start: 2, end: 4 },
    { start: 6, end: 8 },
  ]);
  expect(cuts.within(0, 2)).toEqual([]);
  expect(cuts.within(1, 7)).toEqual([
    { start: 2, end: 4 },
    { start: 6, end: 7 },
  ]);
  expect(cuts.within(7, 20)).toEqual([{ start: 7, end: 8 }]);
  expect(cuts.within(20, 21)).toEqual([]);
});
