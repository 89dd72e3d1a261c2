import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import {
  compilePatterns,
  createScanner,
  detectSpans,
  type Span,
  type SpanScanner,
} from '../../../src/redaction/index.js';
import { Chance } from '../../support/chance.js';
import { samples } from '../../support/labelled.js';

const lines = [...samples('found'), ...samples('clean')].map(({ text }) => text);
const secret = 'password=Tr33house-9 ';

function inPieces(text: string, cuts: readonly number[]): Span[] {
  const scanner: SpanScanner = createScanner();
  const places = [0, ...cuts.map(cut => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  const spans = places.slice(1).flatMap((end, index) => scanner.push(text.slice(places[index], end)));
  return [...spans, ...scanner.end()];
}

/** Lines of the fixtures, in any order and number, with ends of lines, or none, between them. */
const texts = fc
  .array(fc.tuple(fc.constantFrom(...lines), fc.constantFrom('\n', '\r\n', ' ', '')), { maxLength: 40 })
  .map(parts => parts.flat().join(''));

it('gives the same spans as one pass at any cuts', () => {
  fc.assert(
    fc.property(texts, fc.array(fc.nat(20_000), { maxLength: 12 }), (text, cuts) => {
      expect(inPieces(text, cuts)).toEqual(detectSpans(text));
    }),
    { numRuns: 150 },
  );
}, 120_000);

it('gives the same spans where the text is longer than what is kept of it', () => {
  const long = Array.from({ length: 24_000 }, (_, index) => lines[index % lines.length] ?? '').join('\n');
  expect(long.length).toBeGreaterThan(1_000_000);
  const whole = detectSpans(long);
  fc.assert(
    fc.property(fc.array(fc.nat(long.length), { minLength: 1, maxLength: 30 }), cuts => {
      expect(inPieces(long, cuts)).toEqual(whole);
    }),
    { numRuns: 6 },
  );
}, 120_000);

it('gives the same spans in lines of some megabytes', () => {
  const long = Array.from({ length: 20_000 }, (_, index) =>
    (lines[index % lines.length] ?? '').replaceAll('\n', ' '),
  ).join(' ');
  const whole = detectSpans(long);
  expect(whole.length).toBeGreaterThan(4000);
  fc.assert(
    fc.property(fc.array(fc.nat(long.length), { minLength: 1, maxLength: 30 }), cuts => {
      expect(inPieces(long, cuts)).toEqual(whole);
    }),
    { numRuns: 4 },
  );
}, 120_000);

it('covers a secret at every place in a line without end', () => {
  const filler = 'lorem ipsum dolor '.repeat(40_000);
  for (let place = 262_100; place < 262_200; place++) {
    const text = filler.slice(0, place) + ` ${secret}` + filler.slice(0, 40_000);
    const start = text.indexOf('Tr33house-9');
    expect(detectSpans(text)).toEqual([
      expect.objectContaining({ type: 'Password', start, end: start + 'Tr33house-9'.length }),
    ]);
  }
}, 120_000);

it('covers a secret cut by the border of two pieces', () => {
  const text = `x ${secret} y\n`;
  for (let cut = 0; cut <= text.length; cut++) expect(inPieces(text, [cut])).toEqual(detectSpans(text));
});

it('covers values far longer than what is kept of a text', () => {
  const chance = new Chance(3);
  const value = `x${Array.from({ length: 150_000 }, () => chance.hex(8)).join('')}`;
  const text = `token=${value}\npassword="${value}" done\n`;
  const spans = detectSpans(text);
  expect(spans.map(({ start, end }) => text.slice(start, end) === value)).toEqual([true, true]);
  expect(inPieces(text, [1000, 300_000, 900_000, 1_500_000])).toEqual(spans);
});

it('covers a private key of half a megabyte', () => {
  const body = `${'MIIEabcd+/01'.repeat(5)}0123\n`.repeat(8000);
  const key = `-----BEGIN RSA PRIVATE KEY-----\n${body}-----END RSA PRIVATE KEY-----`;
  const text = `before\n${key}\nafter\n`;
  const spans = detectSpans(text);
  expect(spans).toEqual([expect.objectContaining({ type: 'PrivateKey', start: 7, end: 7 + key.length })]);
  expect(inPieces(text, [100, 262_150, 400_000])).toEqual(spans);
});

it("finds a person's own patterns in every line of a long log, whatever stands in it that nobody sees", () => {
  const { patterns } = compilePatterns([{ name: 'Customer', pattern: '^x CUST-[0-9]+' }]);
  const line = '\u001b[31mx\u001b[0m CU\u200bST-12345 \u001b[1;32my\u001b[0m\n';
  const spans = detectSpans(line.repeat(30_000), { patterns });
  expect(spans).toHaveLength(30_000);
  for (const { start, end } of spans.slice(-10))
    expect(line.repeat(2).slice(start % line.length, end - start + (start % line.length))).toBe(
      'x\u001b[0m CU\u200bST-12345',
    );
});

it('gives spans that are sorted and apart, and never split a surrogate pair', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...lines), fc.string({ unit: 'binary' })), { maxLength: 30 }),
      parts => {
        const text = parts.join('');
        let last = 0;
        for (const { start, end } of detectSpans(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
          for (const at of [start, end]) {
            expect(/^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1))).toBe(false);
          }
        }
        expect(last).toBeLessThanOrEqual(text.length);
      },
    ),
  );
}, 60_000);

it('holds no more of a text than a segment', () => {
  const piece = '2026-02-11 INFO started worker in 12 ms\n'.repeat(25_000);
  setFlagsFromString('--expose-gc');
  const collect = (): unknown => runInNewContext('gc()');
  const scanner = createScanner();
  scanner.push(piece);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let count = 0; count < 60; count++) scanner.push(Buffer.from(piece).toString());
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(16 * 1024 * 1024);
}, 60_000);
