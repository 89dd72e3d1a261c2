import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLinks, linkText } from '../../src/evidence/index.js';

const ID = '0199c0de-0000-7000-8000-000000000000';

describe('a link to evidence', () => {
  it('is found again in any text around it, whatever the name of the file', () => {
    const line = fc.integer({ min: 1, max: 9_999_999_999 });
    const around = fc.string({ unit: 'binary' }).filter(text => !text.includes('whydunit:'));
    const name = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(name, line, line, around, (name, a, b, around) => {
        const lines = { first: Math.min(a, b), last: Math.max(a, b) };
        const link = linkText(name, { id: ID, lines });
        const text = `${around}(${link}) ${around}`;
        const found = findLinks(text);
        expect(found).toEqual([
          { id: ID, lines, start: around.length + 1, end: around.length + 1 + link.length },
        ]);
      }),
    );
  });

  it('may lead to one line or to the whole, and its lines may stand in either order', () => {
    expect(findLinks(`see whydunit:/a.log?${ID}#L3.`)).toMatchObject([{ lines: { first: 3, last: 3 } }]);
    expect(findLinks(`[x](whydunit:/a.log?${ID})`)[0]).not.toHaveProperty('lines');
    expect(findLinks(`whydunit:/a.log?${ID}#L9-L3`)).toMatchObject([{ lines: { first: 3, last: 9 } }]);
  });

  it('that names no attachment is none', () => {
    expect(findLinks(`whydunit:/a.log?x whydunit:/a.log https://example.com/?${ID}`)).toEqual([]);
  });
});
