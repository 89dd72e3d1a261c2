import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutAnsi } from '../../src/evidence/chunks/ansi.js';
import { CHUNK_BYTES, Cutter, type Piece } from '../../src/evidence/chunks/cutter.js';
import { asBuffer, countLineEnds, decode, encodingOf } from '../../src/evidence/chunks/encoding.js';
import { buildFilter, mayHold } from '../../src/evidence/chunks/filter.js';
import { pack, unpack } from '../../src/evidence/chunks/packing.js';
import { compile } from '../../src/evidence/chunks/query.js';
import { searchChunk } from '../../src/evidence/chunks/search.js';
import type { Query } from '../../src/evidence/pattern/index.js';

const UTF8 = encodingOf('utf-8');
const TEXT: Query = { pattern: '', isRegex: false, matchCase: false, wholeWord: false };

/** Encodes for tests; of the legacy encodings a few bytes are enough. */
function encode(text: string, label: string): Buffer {
  if (label === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (label === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  return Buffer.from(text, label === 'latin1' ? 'latin1' : 'utf8');
}

function cut(bytes: Uint8Array, label: string, sizes: readonly number[] = [bytes.length]): Piece[] {
  const cutter = new Cutter(encodingOf(label));
  const pieces: (Piece | undefined)[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const part = bytes.subarray(at, at + Math.min(sizes[turn % sizes.length] ?? 1, cutter.room.length));
    cutter.room.set(part);
    pieces.push(cutter.took(part.length));
    at += part.length;
  }
  return [...pieces, cutter.end()].filter(piece => piece !== undefined);
}

/** Finds in all pieces, as the store does. */
function searchAll(pieces: readonly Piece[], label: string, query: Query) {
  const encoding = encodingOf(label);
  let firstLine = 1;
  let firstColumn = 0;
  return pieces.flatMap((piece, at) => {
    const isOpen = (pieces[at + 1]?.before.length ?? 0) > 0;
    const { matches } = searchChunk({ ...piece, firstLine, firstColumn, isOpen }, encoding, {
      query: compile(query),
      limit: Infinity,
    });
    const lineEnds = countLineEnds(asBuffer(piece.bytes), encoding);
    const text = decode(piece.bytes, encoding);
    if (lineEnds > 0) firstColumn = 0;
    firstColumn += isOpen ? text.length - (text.lastIndexOf('\n') + 1) : 0;
    firstLine += lineEnds;
    return matches;
  });
}

/** Lines of very different lengths: some chunks are full of short ones, some lines are cut. */
const bigText = fc
  .array(
    fc.tuple(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 60_000 }),
      fc.boolean(),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map(parts => parts.map(([unit, times, ends]) => unit.repeat(times) + (ends ? '\r\n' : '')).join(''));

describe('the cutter', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be', 'latin1', 'shift_jis'])(
    'makes the same chunks however %s comes in, which together are the original and keep characters whole',
    label => {
      fc.assert(
        fc.property(
          bigText,
          fc
            .array(fc.integer({ min: 1, max: 2 * CHUNK_BYTES }), { minLength: 1, maxLength: 5 })
            .filter(sizes => sizes.some(size => size > 5000)),
          (text, sizes) => {
            const bytes = encode(text.toWellFormed(), label);
            const pieces = cut(bytes, label);
            expect(Buffer.compare(Buffer.concat(pieces.map(({ bytes }) => bytes)), bytes)).toBe(0);
            const ends = (pieces: readonly Piece[]) =>
              pieces.map(({ bytes, offset, before }) => [offset, bytes.length, before.length]);
            expect(ends(cut(bytes, label, sizes))).toEqual(ends(pieces));
            for (const { bytes } of pieces) expect(bytes.length).toBeLessThanOrEqual(CHUNK_BYTES);
            if (label === 'shift_jis') return;
            const encoding = encodingOf(label);
            expect(
              pieces.map(({ bytes }) => decode(bytes, encoding)).join('') === decode(bytes, encoding),
            ).toBe(true);
          },
        ),
        { numRuns: 6 },
      );
    },
  );

  it('ends chunks at line ends wherever lines fit, and counts lines right', () => {
    const text = Array.from({ length: 60_000 }, (_, i) => `line ${i} ${'x'.repeat(i % 90)}\n`).join('');
    for (const label of ['utf-8', 'utf-16le', 'utf-16be']) {
      const pieces = cut(encode(text, label), label);
      expect(pieces.length).toBeGreaterThan(2);
      const encoding = encodingOf(label);
      for (const { bytes, before } of pieces) {
        expect(decode(bytes, encoding).endsWith('\n')).toBe(true);
        expect(before).toHaveLength(0);
      }
      expect(pieces.reduce((sum, { bytes }) => sum + countLineEnds(asBuffer(bytes), encoding), 0)).toBe(
        60_000,
      );
    }
  });
});

describe('decoding', () => {
  it('never throws, whatever the bytes and the encoding', () => {
    const labels = [
      'utf-8',
      'utf-16le',
      'utf-16be',
      'windows-1252',
      'gb18030',
      'big5',
      'shift_jis',
      'euc-kr',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...labels), fc.uint8Array({ maxLength: 64 }), (label, bytes) => {
        const encoding = encodingOf(label);
        buildFilter(bytes, encoding, 100);
        expect(typeof decode(bytes, encoding)).toBe('string');
      }),
      { numRuns: 2000, examples: [['gb18030', Uint8Array.of(0x61, 0x84, 0x31, 0xa4, 0x39, 0x62)]] },
    );
  });
});

describe('a packed chunk', () => {
  it('gives back the same bytes, and refuses to grow beyond a chunk', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        expect([...unpack(pack(bytes))]).toEqual([...bytes]);
      }),
    );
    expect(() => unpack(pack(new Uint8Array(CHUNK_BYTES + 1)))).toThrow(RangeError);
  });
});

/** A log's line with something in it that is looked for. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.string({ minLength: 1 }),
  fc.constantFrom(
    'ERROR',
    'Größe',
    'ΣΑΣ',
    'İstanbul',
    'K',
    'ſ',
    'Straße',
    '接続',
    'kelvin',
    'less',
    '\x1b[31mRED\x1b[0m',
  ),
);

describe('the filter', () => {
  it.each(['utf-8', 'utf-16le'])('never denies what a search in %s finds', label => {
    const encoding = encodingOf(label);
    fc.assert(
      fc.property(
        fc.array(anyText, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom<(text: string) => string>(
          t => t,
          t => t.toUpperCase(),
          t => t.toLowerCase(),
        ),
        fc.boolean(),
        (parts, from, length, change, matchCase) => {
          const line = parts.join(' ').replaceAll('\n', ' ').toWellFormed();
          const bytes = encode(`before\n${line}\nafter`, label);
          const plain = withoutAnsi(line);
          const at = from % (plain.length + 1);
          const pattern = change(plain.slice(at, at + 1 + (length % 40)));
          fc.pre(pattern !== '');
          const query = compile({ ...TEXT, pattern, matchCase });
          const chunk = { bytes, before: new Uint8Array(), firstLine: 1, firstColumn: 0, isOpen: false };
          const found = searchChunk(chunk, encoding, { query, limit: 1 }).count > 0;
          const filter = buildFilter(bytes, encoding, 20_000);
          if (found && query.requirement) expect(mayHold(filter, query.requirement)).toBe(true);
          if (change(plain) === plain && pattern.isWellFormed()) expect(found).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['timed? out', 'request timed out', 'request came in'],
    ['(user|tenant) id=\\d+ closed', 'tenant id=77 closed', 'tenant id=77 opened'],
    ['fatal|panic:', 'PANIC: no', 'nothing bad'],
    ['(?:connect(?:ion)? )+refused', 'Connect refused', 'Connect reused'],
    ['^took \\d{3,}ms$', 'took 4711ms', 'lasted 4711us'],
    ['x{0}abcd', 'abcd', 'x'],
    ['ab+cdef', 'abbbcdef', 'abccccc'],
    ['(?<!not )found here', 'it is found here', 'it was'],
  ])('serves the expression /%s/', (pattern, text, other) => {
    const { requirement, matcher } = compile({ ...TEXT, pattern, isRegex: true });
    expect(matcher.test(text)).toBe(true);
    if (!requirement) throw new Error('nothing is required');
    expect(mayHold(buildFilter(Buffer.from(text), UTF8, 20_000), requirement)).toBe(true);
    expect(mayHold(buildFilter(Buffer.from(other), UTF8, 20_000), requirement)).toBe(false);
  });

  it.each(['.*', 'a|bcde', '[abc]+', '(?i:abcd)', '(abcd)?', 'abc'])(
    'is no use to the expression /%s/',
    pattern => {
      expect(compile({ ...TEXT, pattern, isRegex: true }).requirement).toBeUndefined();
    },
  );

  it('tells most chunks without an id from the one with it', () => {
    const id = (n: number) => (((n + 1) * 0x9e3779b1) % 0x100000000).toString(16).padStart(8, '0').repeat(2);
    const chunkOf = (group: number) =>
      Buffer.from(
        Array.from({ length: 2000 }, (_, i) => `INFO request ${id(group * 2000 + i)} took ${i} ms\n`).join(
          '',
        ),
      );
    const filters = Array.from({ length: 40 }, (_, group) => buildFilter(chunkOf(group), UTF8, 80_000));
    const { requirement } = compile({ ...TEXT, pattern: id(7 * 2000 + 123) });
    if (!requirement) throw new Error('nothing is required');
    const may = filters.flatMap((filter, group) => (mayHold(filter, requirement) ? [group] : []));
    expect(may).toContain(7);
    expect(may.length).toBeLessThan(4);
  });
});

describe('a search', () => {
  const places = (text: string, query: Partial<Query>, label = 'utf-8') =>
    searchAll(cut(encode(text, label), label), label, { ...TEXT, ...query }).map(({ line, start, end }) => [
      line,
      start,
      end,
    ]);

  it('tells lines from 1 and columns in UTF-16 units, whatever the encoding and the line ends', () => {
    for (const label of ['utf-8', 'utf-16le', 'utf-16be']) {
      expect(places('\uFEFFone\r\n😀 Two two\n\ntwo', { pattern: 'two' }, label)).toEqual([
        [2, 3, 6],
        [2, 7, 10],
        [4, 0, 3],
      ]);
    }
    expect(places('caf\xe9 CAF\xc9', { pattern: 'café' }, 'latin1')).toEqual([
      [1, 0, 4],
      [1, 5, 9],
    ]);
  });

  it('heeds case, whole words and lines', () => {
    expect(places('Error error', { pattern: 'error', matchCase: true })).toEqual([[1, 6, 11]]);
    expect(places('errors error_x xerror error', { pattern: 'error', wholeWord: true })).toEqual([
      [1, 22, 27],
    ]);
    expect(places('a\nb\r\na b', { pattern: '^a\\s*b?$', isRegex: true })).toEqual([
      [1, 0, 1],
      [3, 0, 3],
    ]);
    expect(places('a.b axb', { pattern: 'a.b' })).toEqual([[1, 0, 3]]);
    expect(places('aaa', { pattern: 'b*', isRegex: true })).toEqual([]);
  });

  it('finds and counts what trying each line finds', () => {
    const word = fc.constantFrom(
      'ab',
      'Ab',
      'aba',
      'é',
      'É',
      '_',
      ' ',
      '\n',
      '\r\n',
      '\x1b[31m',
      'ababab',
      '😀',
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 60 }),
        fc.constantFrom('ab', 'aba', 'é', 'a.a?', '^.', 'b$', '\\s', 'a|é', '[^a]b'),
        fc.record({ isRegex: fc.boolean(), matchCase: fc.boolean(), wholeWord: fc.boolean() }),
        fc.constantFrom('utf-8', 'utf-16le'),
        (words, pattern, how, label) => {
          const query = compile({ pattern, ...how });
          const text = words.join('');
          const expected = withoutAnsi(text)
            .split(/\r?\n/)
            .flatMap((line, at) =>
              [...line.matchAll(query.matcher)].flatMap(({ 0: found }) => (found ? [[at + 1, found]] : [])),
            );
          const chunk = {
            bytes: encode(text, label),
            before: new Uint8Array(),
            firstLine: 1,
            firstColumn: 0,
          };
          const search = (limit: number) =>
            searchChunk({ ...chunk, isOpen: false }, encodingOf(label), { query, limit });
          const { matches, count } = search(Infinity);
          const found = matches.map(({ line, start, end, text, textStart }) => [
            line,
            withoutAnsi(text.slice(start - textStart, end - textStart)),
          ]);
          expect(found).toEqual(expected);
          expect([count, search(0).count]).toEqual([expected.length, expected.length]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('looks through colours, and tells where it is in the line with them', () => {
    expect(places('\x1b[1mx\x1b[31mERR\x1b[0mOR: no\n', { pattern: 'error:' })).toEqual([[1, 10, 20]]);
  });

  it('says what is no expression', () => {
    for (const pattern of ['(', 'a)|(b', '[', ''])
      expect(() => compile({ ...TEXT, pattern, isRegex: true })).toThrow();
  });

  it('finds the same in a line that is cut as in one that is not', () => {
    const filler = 'é'.repeat(CHUNK_BYTES / 2 - 20);
    const line = `${filler}needle in the hay${filler}${filler}needle`;
    const text = `first\n${line}\nneedle`;
    const pieces = cut(Buffer.from(text), 'utf-8');
    expect(pieces.filter(({ before }) => before.length > 0).length).toBeGreaterThan(1);
    for (let shift = 0; shift < 30; shift += 3) {
      const shifted = `first\n${'é'.repeat(shift)}${line}\nneedle`;
      const at = filler.length + shift;
      const last = shift + line.length - 6;
      expect(places(shifted, { pattern: 'needle', wholeWord: false })).toEqual([
        [2, at, at + 6],
        [2, last, last + 6],
        [3, 0, 6],
      ]);
    }
    expect(places(`${'x'.repeat(CHUNK_BYTES - 7)}yneedlez`, { pattern: 'needle', wholeWord: true })).toEqual(
      [],
    );
  });
});
