import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ByteOffsets,
  type ByteSpan,
  compilePatterns,
  type DetectOptions,
  detectSpans,
  Numbering,
  type OwnPattern,
  type PatternSource,
  redact,
  type RefusedPattern,
  withByteOffsets,
} from '../../../src/redaction/index.js';
import { samples } from '../../support/labelled.js';

const redacted = (text: string, options?: DetectOptions) => redact(text, detectSpans(text, options));

describe('replacements', () => {
  it('are found no more in what was redacted', () => {
    for (const replacements of ['numbered', 'plain'] as const) {
      for (const { text } of samples('found')) {
        const once = redact(text, detectSpans(text, { replacements }));
        expect(redact(once, detectSpans(once, { replacements }))).toBe(once);
      }
    }
  });

  it('give the same value the same number', () => {
    expect(redacted('from 10.1.2.3 to 10.1.2.4, again 10.1.2.3')).toBe(
      'from [IPv4-1] to [IPv4-2], again [IPv4-1]',
    );
  });

  it('can be plain', () => {
    expect(redacted('from 10.1.2.3 to 10.1.2.4', { replacements: 'plain' })).toBe('from [IPv4] to [IPv4]');
  });

  it('know one value in its spellings', () => {
    const text =
      'mac 3c:22:fb:91:0a:7e and 3C-22-FB-91-0A-7E; card 4111111111111111 or 4111 1111 1111 1111; mail A@B.example a@b.example';
    expect(redacted(text)).toBe(
      'mac [MAC-1] and [MAC-1]; card [CreditCard-1] or [CreditCard-1]; mail [Email-1] [Email-1]',
    );
  });

  it('go on over texts that share a numbering', () => {
    const numbering = new Numbering();
    redacted('client 10.1.2.3 user=jsmith', { numbering });
    expect(redacted('10.9.9.9 then 10.1.2.3 by user=jsmith', { numbering })).toBe(
      '[IPv4-2] then [IPv4-1] by user=[User-1]',
    );
  });

  it('leave nothing of a labelled value', () => {
    for (const { text, labels } of samples('found')) {
      const rest = redacted(text);
      for (const { start, end } of labels) {
        const value = text.slice(start, end);
        if (value.length >= 8 && text.split(value).length === 2) expect(rest).not.toContain(value);
      }
    }
  });

  it('are the same however often the text is looked at', () => {
    const text = samples('found')
      .map(sample => sample.text)
      .join('\n');
    expect(detectSpans(text)).toEqual(detectSpans(text));
  });
});

describe('byte offsets', () => {
  it('are those of the UTF-8 form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (before, between) => {
        const text = `${before} 10.1.2.3 ${between} user=jsmith `;
        const bytes = Buffer.from(text);
        const spans: ByteSpan[] = withByteOffsets(text, detectSpans(text));
        for (const { start, end, startByte, endByte } of spans) {
          expect(bytes.subarray(startByte, endByte).toString()).toBe(
            Buffer.from(text.slice(start, end)).toString(),
          );
        }
      }),
    );
  });

  it('are counted over pieces, and never backwards', () => {
    const offsets = new ByteOffsets();
    offsets.push('aé');
    expect(offsets.at(2)).toBe(3);
    offsets.push('😀b');
    expect(offsets.at(4)).toBe(7);
    expect(() => offsets.at(3)).toThrow(RangeError);
  });
});

describe("a person's own patterns", () => {
  const names = (patterns: readonly OwnPattern[]) => patterns.map(({ name }) => name);
  const reasons = (refused: readonly RefusedPattern[]) =>
    refused.map(({ source, reason }) => [source.name, reason]);

  it('are found, named and numbered', () => {
    const { patterns } = compilePatterns([
      { name: 'Customer', pattern: 'CUST-[0-9]{6}' },
      { name: 'Ship', pattern: 'hms \\w+', ignoreCase: true },
    ]);
    expect(redacted('CUST-123456 on HMS Beagle, CUST-123456', { patterns })).toBe(
      '[Customer-1] on [Ship-1], [Customer-1]',
    );
  });

  it('are refused when they are invalid, match everything or match nothing', () => {
    const sources: PatternSource[] = [
      { name: 'Broken', pattern: '(' },
      { name: 'Behind', pattern: '(?<=x)y' },
      { name: 'All', pattern: '.*' },
      { name: 'Any', pattern: '.' },
      { name: 'Nothing', pattern: 'x*$^' },
      { name: 'Empty', pattern: '' },
      { name: 'a]b', pattern: 'x' },
      { name: 'Good', pattern: 'x+' },
    ];
    const { patterns, refused } = compilePatterns(sources);
    expect(names(patterns)).toEqual(['Good']);
    expect(reasons(refused)).toEqual([
      ['Broken', 'invalid'],
      ['Behind', 'invalid'],
      ['All', 'matches-everything'],
      ['Any', 'matches-everything'],
      ['Nothing', 'matches-empty'],
      ['Empty', 'matches-empty'],
      ['a]b', 'bad-name'],
    ]);
  });

  it('end where a person sees the line end, whatever ends it', () => {
    const { patterns } = compilePatterns([
      { name: 'Customer', pattern: 'CUST-[0-9]+$' },
      { name: 'Guest', pattern: 'guest .*' },
    ]);
    expect(redacted('CUST-12\r\nguest bo\r\n\r\nCUST-13\n', { patterns })).toBe(
      '[Customer-1]\r\n[Guest-1]\r\n\r\n[Customer-2]\n',
    );
  });

  it('skip empty matches', () => {
    const { patterns } = compilePatterns([{ name: 'Zs', pattern: '\\bz*' }]);
    expect(redacted('a zz b', { patterns })).toBe('a [Zs-1] b');
  });

  it('cannot be slow', () => {
    const { patterns } = compilePatterns([{ name: 'Evil', pattern: '(a+)+$' }]);
    const began = performance.now();
    detectSpans(`${'a'.repeat(50_000)}b`, { patterns });
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
