import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Item, Run } from '../../../src/export/blocks.js';
import { renderHtml } from '../../../src/export/html.js';
import { renderMarkdown } from '../../../src/export/markdown.js';
import { parseMarkdown } from '../../../src/export/parse.js';
import type { Report } from '../../../src/export/report.js';
import { WORDS } from './rendering.js';

const blocksOf = (markdown: string) => parseMarkdown(markdown, new Map());
const reportOf = (blocks: readonly Block[]): Report => ({
  ...{ title: 'T', lang: 'en', pictures: new Map(), drawings: {}, words: WORDS, created: new Date(0) },
  blocks: [{ kind: 'heading', level: 1, runs: [{ text: 'T' }] }, ...blocks],
});
const markdownOf = (blocks: readonly Block[]) => renderMarkdown(reportOf(blocks)).replace(/^# T\n+/, '');

const text = fc
  .string({ unit: fc.constantFrom(...Array.from('aZ09 *_`[]()<>!#-+=~|\\:.&"\'é日$')), maxLength: 8 })
  .map(text => `x${text}x`);
const lines = fc.array(text, { minLength: 1, maxLength: 3 }).map(lines => lines.join('\n'));
const runs = lines.map((text): Run[] => [{ text }]);
const line = text.map((text): Run[] => [{ text }]);
const code = fc
  .record({
    text: fc.string({ unit: fc.constantFrom(...Array.from('a` \n~#\t')), maxLength: 20 }),
    language: fc.constantFrom(undefined, 'sh', 'mermaid', 'c++'),
  })
  .map(({ text, language }): Block => ({ kind: 'code', text, ...(language && { language }) }));

const { blocks } = fc.letrec<{ block: Block; blocks: Block[]; item: Item; quote: Block; list: Block }>(
  tie => ({
    block: fc.oneof(
      { maxDepth: 6, depthSize: 'medium', withCrossShrink: true },
      runs.map((runs): Block => ({ kind: 'paragraph', runs })),
      code,
      fc.constant<Block>({ kind: 'rule' }),
      line.map((runs): Block => ({ kind: 'heading', level: 3, runs })),
      fc.array(fc.tuple(line, line), { minLength: 1, maxLength: 3 }).map(([header = [], ...rows]): Block => ({
        kind: 'table',
        header,
        rows,
        aligned: ['left', 'right'],
      })),
      tie('quote'),
      tie('list'),
    ),
    blocks: fc.array(tie('block'), { maxLength: 4 }),
    quote: tie('blocks').map((blocks): Block => ({ kind: 'quote', blocks })),
    item: fc
      .record({ ticked: fc.constantFrom(undefined, true, false), blocks: tie('blocks') })
      .map(({ ticked, blocks }) => ({
        ticked: blocks[0]?.kind === 'paragraph' ? ticked : undefined,
        blocks,
      })),
    list: fc
      .record({
        start: fc.constantFrom(undefined, 1, 7),
        items: fc.array(tie('item'), { minLength: 1, maxLength: 3 }),
      })
      .map((list): Block => ({ kind: 'list', ...list })),
  }),
);

describe('Markdown that is exported', () => {
  it('keeps the blank lines of code in lists, and the paragraphs of an item', () => {
    for (const written of [
      '- a\n\n  b\n',
      '- a\n  - b\n\n    ```sh\n    one\n\n    two\n    ```\n',
      '- a\n\n  7. b\n',
      '```mermaid\ngraph TD\n```\n',
    ])
      expect(markdownOf(blocksOf(written))).toBe(written);
  });

  it('names the language of code, in HTML as well', () => {
    expect(renderHtml(reportOf(blocksOf('```sh x="y"\nls\n```')))).toContain(
      '<pre tabindex="0"><code class="language-sh">ls</code></pre>',
    );
    expect(renderHtml(reportOf(blocksOf('```"><script>\nls\n```')))).toContain('<code>ls</code>');
  });

  it('is read again as the same blocks, however they stand in each other', () => {
    fc.assert(
      fc.property(blocks, blocks => {
        expect(blocksOf(markdownOf(blocks))).toEqual(blocks);
      }),
      { numRuns: 300 },
    );
  });

  it('is read again as what it was written from, whatever a person wrote', () => {
    const part = fc.constantFrom(
      ...[
        '- ',
        '1. ',
        '7) ',
        '* ',
        '> ',
        '# ',
        '    ',
        '  ',
        '\n',
        '\n',
        '\n\n',
        '\t',
        '- [x] ',
        '---\n',
        '===\n',
      ],
      ...['```sh\n', '```\n', '~~~\n', '| a | b |\n| --- | :-: |\n', '| ', ' |', '\\', '\\\n', '  \n'],
      ...[
        '**',
        '*',
        '_',
        '~~',
        '`',
        '``',
        '![',
        '[',
        '](https://a.example)',
        '<https://b.example/?a=b_c>',
        'http://c.example',
        'https\\://d.example',
        '!',
      ],
      ...[
        'a',
        'b',
        'word ',
        ' ',
        '1',
        '.',
        '"',
        '(',
        '&amp;',
        '&nbsp;',
        '&#65;',
        '日',
        '$',
        '#',
        '-',
        '+',
        ':',
      ],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 25 }), parts => {
        const blocks = blocksOf(parts.join(''));
        expect(blocksOf(markdownOf(blocks))).toEqual(blocks);
      }),
      { numRuns: 1500 },
    );
  });
});
