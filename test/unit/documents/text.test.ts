import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { findPlaceholders, inline, paragraphs, safeUrl } from '../../../src/documents/index.js';
import { withDirectionsClosed } from '../../../src/directions.js';

const markdown = new MarkdownIt({ html: false });

/** Text of every kind, and much of what is markup. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ...[
        '*',
        '_',
        '`',
        '[',
        ']',
        '(',
        ')',
        '<',
        '>',
        '#',
        '-',
        '+',
        '=',
        '|',
        '~',
        '!',
        '&',
        '\\',
        '{',
        '}',
      ],
      ...[
        ':',
        '.',
        '1',
        '2)',
        ' ',
        'a',
        'Z',
        'é',
        '\n',
        '\t',
        '&lt;',
        '&#65;',
        '<b>',
        '](',
        '![',
        '{{',
        '}}',
        '---',
        '```',
      ],
      ...[
        'whydunit:/',
        'https://x',
        'javascript:',
        '\u202e',
        '\u2067',
        '\u202c',
        '\u2069',
        '\u200f',
        '\u2028',
        '\u00a0',
        '"',
        "'",
        '^',
        '$',
        '%',
      ],
    ),
  }),
);

/** What CommonMark leaves of the space of a line. */
const spaced = (text: string) =>
  text
    .replaceAll('\0', ' ')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replaceAll(/[\ud800-\udfff]/gu, '\ufffd');

function textOf(source: string): { text: string; types: string[] } {
  const tokens = markdown.parse(source, {});
  const inlines = tokens.flatMap(token => token.children ?? []);
  const text = inlines
    .map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? '\n' : content))
    .join('');
  return {
    text: text.replaceAll(/[\ud800-\udfff]/gu, '\ufffd'),
    types: [...new Set([...tokens, ...inlines].map(({ type }) => type))],
  };
}

describe('text of a case in a document', () => {
  it('comes back as it was, wherever it stands, and nothing in it is markup', () => {
    fc.assert(
      fc.property(anyText, given => {
        const said = inline(given);
        const expected = withDirectionsClosed(spaced(given));
        if (expected === '') return;
        expect(textOf(said)).toEqual({
          text: expected,
          types: expect.not.arrayContaining(['html_inline', 'link_open', 'image', 'strong_open']) as unknown,
        });
        expect(textOf(`# ${said}`).text).toBe(expected);
        expect(textOf(`- ${said}`).text).toBe(expected);
        expect(textOf(`> ${said}`).text).toBe(expected);
        const bold = textOf(`**${said}**\\\nnext`);
        expect(bold.text).toBe(`${expected}\nnext`);
        const cells = textOf(`| a | b |\n| --- | --- |\n| ${said} | end |`);
        expect(cells.text).toBe(`ab${expected}end`);
        expect(cells.types).toContain('table_open');
        expect(textOf(`[${said}](https://example.org/)`).text).toBe(expected);
      }),
      { numRuns: 700 },
    );
  });

  it('turns nothing behind it, whatever it says of its direction', () => {
    expect(withDirectionsClosed('safe\u202egnp.exe')).toBe('safe\u202egnp.exe\u202c');
    expect(withDirectionsClosed('\u2067\u202ba\u2069 b\u202c')).toBe('\u2067\u202ba\u2069 b\u202c');
    expect(withDirectionsClosed('\u202ba \u2068b')).toBe('\u202ba \u2068b\u2069\u202c');
    expect(withDirectionsClosed('\u2069\u202c ends nothing')).toBe('\u2069\u202c ends nothing');
  });

  it('keeps its lines and paragraphs', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 6 }), texts => {
        const given = texts.join('\n');
        const lines = given.split(/\r\n?|[\n\u2028\u2029]/).map(line => withDirectionsClosed(spaced(line)));
        const { text, types } = textOf(paragraphs(given));
        expect(types.filter(type => !/^(paragraph_|inline|text|hardbreak)/.test(type))).toEqual([]);
        expect(text.replaceAll('\n', '')).toBe(lines.join(''));
        const blocks = lines
          .join('\n')
          .split(/\n{2,}/)
          .filter(block => block.trim() !== '');
        const found = markdown.parse(paragraphs(given), {}).filter(({ type }) => type === 'paragraph_open');
        expect(found).toHaveLength(blocks.length);
      }),
      { numRuns: 500 },
    );
  });

  it('has no sign before a number that begins no list', () => {
    expect(inline('2.9 KB')).toBe('2.9 KB');
    expect(inline('2. KB')).toBe('2\\. KB');
    expect(inline('2)')).toBe('2\\)');
  });

  it('is no placeholder', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        expect(findPlaceholders(inline(`${before}{{write: x}}${after}`))).toEqual([]);
      }),
    );
  });

  it('is a link only as an address of the web', () => {
    expect(safeUrl('https://example.org/a(b)|c')).toBe('https://example.org/a%28b%29%7Cc');
    for (const url of [
      'javascript:alert(1)',
      'command:x',
      'file:///etc/passwd',
      'data:text/html,x',
      'T-1',
      '',
    ])
      expect(safeUrl(url), url).toBeUndefined();
  });
});
