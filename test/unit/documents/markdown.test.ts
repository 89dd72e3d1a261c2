import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitionsIn, markdownParser } from '../../../src/webviews/document/markdown.js';

const ID = '0197a000-0000-7000-8000-000000000020';
const markdown = markdownParser({ remoteImage: 'Not loaded:' });
const html = (text: string) => markdown.render(text, {});

describe('the preview of a document', () => {
  it('shows HTML as text, whatever it is', () => {
    expect(html('<script>alert(1)</script> <b onclick="x">b</b>')).toBe(
      '<p data-line="0">&lt;script&gt;alert(1)&lt;/script&gt; &lt;b onclick=&quot;x&quot;&gt;b&lt;/b&gt;</p>\n',
    );
    expect(html('<div>\n<img src=x onerror=alert(1)>\n</div>')).not.toMatch(/<(?:div|img)/);
  });

  it('leads to evidence and to the web only, and follows nothing by itself', () => {
    expect(html(`[a](whydunit:/app.log?${ID}#L3)`)).toContain(
      `<a href="#" class="evidence" data-address="whydunit:/app.log?${ID}#L3">a</a>`,
    );
    expect(html('[a](https://example.org/)')).toContain(
      '<a href="#" class="web" data-address="https://example.org/">',
    );
    for (const address of ['https://example.org/', 'mailto:a@example.org'])
      for (const text of [`[a](${address})`, `see ${address}.`])
        expect(html(text)).toContain(`<a href="#" class="web" data-address="${address}">`);
    expect(html('www.a.example, a@b.example, ftp://a.example //a.example')).not.toContain('<a');
    for (const address of [
      'javascript:alert(1)',
      'command:x',
      'file:///etc/passwd',
      'vscode://x',
      'data:text/html,x',
      'JaVaScRiPt:x',
    ])
      expect(html(`[a](${address}) <${address}>`), address).not.toContain('<a');
  });

  it('loads no picture from elsewhere', () => {
    expect(html('![a "b"](https://evil.example/?q)')).toBe(
      '<p data-line="0"><span class="inert">Not loaded: a &#34;b&#34;</span></p>\n',
    );
    expect(html(`![a](whydunit:/a.png?${ID})`)).toContain(`<img class="waiting" data-image="${ID}" alt="a">`);
    expect(html('![a](whydunit:whys)')).toContain('<span class="drawing" data-drawing="whys">a</span>');
    expect(html('![a](data:image/png;base64,AAAA)')).not.toContain('<img');
  });

  it('has boxes to tick, which know their line, and placeholders that stand out', () => {
    expect(html('- [x] done\n- [ ] *to* do\n- [ ]\n')).toContain(
      '<li data-line="1" class="task"><input type="checkbox" data-task="1" aria-label="*to* do"> <em>to</em> do</li>',
    );
    expect(html('a {{write: Say who}} b {{what}}')).toContain(
      'a <mark class="placeholder">Say who</mark> b <mark class="placeholder">{{what}}</mark>',
    );
    expect(html('\\{\\{write: x}} `{{code}}`')).not.toContain('<mark');
  });

  it('shows what stands too deep in lists and quotations as text, and all that follows', () => {
    const items = Array.from({ length: 500 }, (_, n) => `${'  '.repeat(n)}- item ${n}.`);
    const shown = html(`${items.join('\n')}\n\n## Behind\n\n${'> '.repeat(500)}quoted\n\nlast`);
    for (const n of items.keys()) expect(shown).toContain(`item ${n}.`);
    for (const text of ['>Behind</h2>', 'quoted', 'last']) expect(shown).toContain(text);
    expect(shown.match(/<ul/g)).toHaveLength(10);
  });

  it('has no style of its own', () => {
    const table = html('| a | b |\n| :-: | --: |\n| 1 | 2 |\n');
    expect(table).not.toContain('style');
    expect(table).toContain('<td class="right">2</td>');
  });

  it('knows links that are named elsewhere in the document', () => {
    expect(definitionsIn('a\n[x]: https://example.org/\nb')).toBe('[x]: https://example.org/');
  });

  it('makes elements of a few kinds only, whatever is written', () => {
    const word = fc.constantFrom(
      ...[
        '<script>',
        '</script>',
        '<img src=x onerror=y>',
        '[a](javascript:x)',
        '![a](http://x)',
        '{{write: <b>}}',
      ],
      ...[
        '"',
        "'",
        '&',
        '`',
        '[ ] ',
        '- ',
        '\n',
        '| ',
        '---',
        '> ',
        '# ',
        '<http://x">',
        '](',
        '\\',
        '&lt;script&gt;',
      ],
    );
    const allowed =
      /^<\/?(?:p|a|h[1-6]|ul|ol|li|blockquote|code|pre|em|strong|s|hr|br|table|thead|tbody|tr|th|td|span|mark|img|input)(?: (?:data-[a-z]+|class|href|alt|aria-label|type|checked|start)="[^"<]*")*>$/;
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 5 })), { maxLength: 30 }), parts => {
        for (const [tag] of html(parts.join('')).matchAll(/<[^>]*>/g)) {
          expect(tag).toMatch(allowed);
          expect(/ href="(?!#")/.test(tag)).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
