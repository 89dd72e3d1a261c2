import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesOf } from '../../src/redaction/review/index.js';

/** Texts of characters of every length, with every kind of line end. */
const texts = fc
  .array(fc.constantFrom('a', 'é', '漢', '😀', '\n', '\r\n', '\r', ' ', '\u2028'), { maxLength: 60 })
  .map(parts => parts.join(''));

describe('the places of spans', () => {
  it('are those where an editor shows what the bytes say, whatever the line ends', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat({ max: 60 }), { maxLength: 6 }), (text, picked) => {
        const characters = Array.from(text);
        const cuts = picked.map(at => Math.min(at, characters.length)).toSorted((a, b) => a - b);
        const spans = cuts.flatMap((start, index) => {
          const end = cuts[index + 1];
          if (end === undefined || index % 2 === 1) return [];
          const bytes = (to: number) => Buffer.byteLength(characters.slice(0, to).join(''));
          return [
            {
              start_offset: bytes(start),
              end_offset: bytes(end),
              before: characters.slice(0, start).join(''),
            },
          ];
        });
        for (const { start, before } of placesOf(text, spans)) {
          // CR and LF are one line end: a span may begin between them only where a character would be cut.
          const lines = before.split(/\r\n?|\n/);
          const cutInside = before.endsWith('\r') && text[before.length] === '\n';
          if (cutInside) continue;
          expect(start).toEqual({ line: lines.length - 1, character: lines.at(-1)?.length });
        }
      }),
    );
  });
});
