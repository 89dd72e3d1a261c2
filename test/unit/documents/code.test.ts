import fc from 'fast-check';
import createMarkdown, { type Token } from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { codeLines, unclosedCode } from '../../../src/documents/code.js';
import { headings, keepDeepText, lint } from '../../../src/documents/index.js';

const markdown = createMarkdown({ html: false, linkify: false });
keepDeepText(markdown);

/** The lines of blocks between fences and the headings outside of lists, as the parser of the preview sees them. */
function parsed(text: string) {
  const tokens = markdown.parse(text, {});
  const lines = ({ map }: Token) =>
    Array.from({ length: map ? map[1] - map[0] : 0 }, (_, at) => (map?.[0] ?? 0) + at);
  return {
    code: tokens.filter(({ type }) => type === 'fence').flatMap(lines),
    headings: tokens.flatMap((token, at) =>
      token.type === 'heading_open' && token.level === 0
        ? [{ level: Number(token.tag.slice(1)), title: tokens[at + 1]?.content ?? '', line: token.map?.[0] }]
        : [],
    ),
  };
}

const codeOf = (text: string) => [...codeLines(text.split('\n'))];
/** Those of the lines that are not blank. */
const said = (lines: readonly number[], text: string) => {
  const all = text.split('\n');
  return lines.filter(line => all[line]?.trim());
};
const titles = (text: string) => headings(text).map(({ title }) => title);

describe('code and headings', () => {
  it('takes three backticks within a line for code within the line', () => {
    const text =
      '# T\n\n```kubectl get pods``` shows nothing.\n\n## A\n\n{{write: x}}\n\n```sh a`b\n\n## B\n';
    expect(titles(text)).toEqual(['T', 'A', 'B']);
    expect(unclosedCode(text.split('\n'))).toBeUndefined();
    const known = { evidence: [], steps: [], actions: [], people: [], causeHeadings: [] };
    expect(lint(text, known).map(({ kind }) => kind)).toEqual(['empty']);
  });

  it('ends code with the item of the list that it stands in', () => {
    expect(titles('- Run:\n\n  ```sh\n  a\n\n## A\n')).toEqual(['A']);
    expect(titles('- ```\n  ## not\n  ```\n\n## A\n')).toEqual(['A']);
    expect(titles('10. Run:\n\n    ```\n    ## not\n    ```\n\n## A\n')).toEqual(['A']);
  });

  it('leaves a heading the signs that are part of a word', () => {
    expect(titles('## C#\n## F# ##\n## ##\n#\n#no\n## a\\#\n')).toEqual(['C#', 'F#', '', '', 'a\\#']);
  });

  it('finds headings whose lines end otherwise', () => {
    expect(titles('# A\r\n\r\n## B\r\n')).toEqual(['A', 'B']);
  });

  it('agrees with the parser of the preview', () => {
    const indent = fc.constantFrom('', '', '', ' ', '  ', '   ', '    ', '     ', '      ');
    const content = fc.constantFrom(
      ...[
        '```',
        '````',
        '~~~',
        '~~~~',
        '```sh',
        '~~~ a `b`',
        '```a``` b',
        '``` a`',
        '```~~~',
        '``` ',
        '~~~`',
      ],
      ...['# A', '## B ##', '### C#', '#', '#x', '####### D', '## \\#', '# ', '## a # #', '#\t E\t#\t'],
      ...[
        '- a',
        '* b',
        '1. c',
        '10. ```',
        '- ```',
        '- - ~~~',
        '-     ```',
        '- * # F',
        '***',
        '- - -',
        'text\n```',
        'text\n# G',
      ],
    );
    // A blank line ends paragraphs, which may take in what stands below them.
    const block = fc.tuple(indent, content).map(parts => parts.join(''));
    const text = fc.array(block, { maxLength: 10 }).map(blocks => blocks.join('\n\n'));
    fc.assert(
      fc.property(text, text => {
        const theirs = parsed(text);
        expect(said(codeOf(text), text)).toEqual(said(theirs.code, text));
        const ours = headings(text);
        // Those in lists and quotations are of the same section as what stands around.
        for (const heading of theirs.headings) expect(ours).toContainEqual(heading);
      }),
      { numRuns: 3000 },
    );
  });
});
