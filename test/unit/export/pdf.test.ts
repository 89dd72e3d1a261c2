import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { MARGINS, PAGE } from '../../../src/export/pdf/page.js';
import { openWindow } from '../stores.js';
import { postmortem } from './documents.js';
import { readPdf, render, why } from './rendering.js';

const WHYS = [
  why(1, 'Why did payments fail?', 'The pool was exhausted'),
  why(2, 'Why was it exhausted?', 'Its size fell to 5'),
  why(3, 'Why did it fall?', 'A default changed', { role: 'root_cause', shownBy: ['app.log L3-L7'] }),
];
const EVENTS = [
  { at: Date.UTC(2026, 10, 20, 2, 41), event_type: 'detected', description: 'The alert rang', source: null },
  {
    at: Date.UTC(2026, 10, 20, 3, 22),
    event_type: 'resolved',
    description: 'Rolled back',
    source: 'deploy.log',
  },
];

describe('a document as PDF', () => {
  it('has pages with numbers, a title, a language, an outline of its headings and a list of them', async () => {
    const window = await openWindow();
    const markdown = postmortem(5);
    const { bytes } = await render(window, {
      format: 'pdf',
      markdown,
      whys: WHYS,
      events: EVENTS,
      lang: 'de',
    });
    const { info, text } = await readPdf(bytes);
    expect(info).toMatchObject({ Title: 'Checkout fails', Tagged: 'yes', JavaScript: 'no', Encrypted: 'no' });
    const pages = Number(info['Pages']);
    expect(pages).toBeGreaterThan(4);
    for (let page = 1; page <= pages; page++) expect(text).toMatch(new RegExp(`\\b${page} ?/ ?${pages}\\b`));
    expect(text).toMatch(/Contents[\s\S]*Part 5 +\d+/);
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/Lang \(de\)/);

    const outline = await (await getDocumentProxy(new Uint8Array(bytes))).getOutline();
    expect(outline.map(({ title }) => title)).toEqual(['Checkout fails after deploy 4.12']);
    const below = outline[0]?.items as { title: string; items: { title: string }[] }[];
    const parts = [1, 2, 3, 4, 5].map(part => `Part ${part}`);
    expect(below.map(({ title }) => title)).toEqual(['Summary', 'Whys', 'What happened', ...parts]);
    expect(below.at(-1)?.items.map(({ title }) => title)).toEqual(['Details of part 5']);
  });

  it('keeps the words of the whys in their cards, in the wider letters that it has', async () => {
    const window = await openWindow();
    const long =
      'Many workers summoned more memory whenever a maximum of connections was momentarily met by them';
    const whys = [1, 2, 3, 4, 5, 6].map(level =>
      why(level, `${long} ${level}?`, `${long}, WWW MMM ${level}.`),
    );
    const { bytes } = await render(window, { format: 'pdf', markdown: '![Why tree](whydunit:whys)', whys });
    const { file } = await readPdf(bytes);
    const boxes = execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' });
    const words = [...boxes.matchAll(/xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</g)];
    expect(words.length).toBeGreaterThan(100);
    // The cards end at the margin, where the number of the page ends, too.
    for (const [, right, word] of words)
      expect(Number(right), word).toBeLessThan(PAGE.width - MARGINS.right + 0.1);
  });

  it('draws the whys and the timeline as they are, with their words', async () => {
    const window = await openWindow();
    const { bytes } = await render(window, {
      format: 'pdf',
      markdown: postmortem(0),
      whys: WHYS,
      events: EVENTS,
    });
    const { text, structure } = await readPdf(bytes);
    for (const words of ['Why was it exhausted?', 'A default changed', 'root cause', 'app.log L3-L7'])
      expect(text).toContain(words);
    for (const words of ['The alert rang', 'Rolled back', 'deploy.log']) expect(text).toContain(words);
    expect(structure).toMatch(/Figure[\s\S]*Alt "Why tree. The whys"|Figure/);
  });

  it('has a structure that a screen reader follows: headings, lists, tables with header cells, links, figures', async () => {
    const window = await openWindow();
    const { bytes } = await render(window, { format: 'pdf', markdown: postmortem(3), whys: WHYS });
    const { structure } = await readPdf(bytes);
    const types = new Set([...structure.matchAll(/^ *([A-Z]\w*)(?: |:|$)/gm)].map(([, type]) => type));
    for (const type of [
      'Document',
      'H1',
      'H2',
      'H3',
      'P',
      'L',
      'LI',
      'Lbl',
      'LBody',
      'Table',
      'TR',
      'TH',
      'TD',
    ])
      expect(types).toContain(type);
    for (const type of ['Figure', 'Link', 'BlockQuote', 'Code', 'TOC', 'TOCI']) expect(types).toContain(type);
    // A header that is drawn again on the next page is there once.
    expect(structure.match(/"What happened"/g)).toHaveLength(1 + 1 + 3);
    const headings = [...structure.matchAll(/^ *H\d.*\n *"(.*)"/gm)].map(([, text]) => text);
    expect(headings.slice(0, 3)).toEqual(['Checkout fails after deploy 4.12', 'Summary', 'Whys']);
  });

  it('repeats the header of a table on each of its pages, and shows each row once', async () => {
    const window = await openWindow();
    const rows = Array.from({ length: 120 }, (_, row) => `| ${row} | row-${row}-end |`);
    const markdown = ['# T', '', '| Number | Content |', '| --- | --- |', ...rows].join('\n');
    const { info, text } = await readPdf((await render(window, { format: 'pdf', markdown })).bytes);
    expect(text.match(/Number +Content/g)).toHaveLength(Number(info['Pages']));
    for (let row = 0; row < 120; row++) expect(text.match(new RegExp(`row-${row}-end`, 'g'))).toHaveLength(1);
  });

  it('shows Latin, Greek and Cyrillic, and names each character that no font has', async () => {
    const window = await openWindow();
    const markdown = '# Проверка Ελληνικά\n\nŽluťoučký kůň, Łódź, `код`\n\n日本 and 日';
    const { bytes, missing } = await render(window, { format: 'pdf', markdown });
    expect([...missing].sort()).toEqual(['日', '本']);
    const { text } = await readPdf(bytes);
    // A sign stands for each of them, so that none vanishes.
    expect(text).toContain('\ufffd\ufffd and \ufffd');
    for (const words of ['Проверка', 'Ελληνικά', 'Žluťoučký kůň', 'Łódź', 'код'])
      expect(text).toContain(words);
  });

  it('has a sign in drawings, too, for what no font has', async () => {
    const window = await openWindow();
    const whys = [why(1, 'Why did 日 fail?', 'The pool')];
    const markdown = '![Why tree](whydunit:whys)';
    const { bytes, missing } = await render(window, { format: 'pdf', markdown, whys });
    expect(missing).toEqual(['日']);
    expect((await readPdf(bytes)).text).toContain('Why did \ufffd fail?');
  });

  it('takes characters from the font of the settings, and says where that is none', async () => {
    const window = await openWindow();
    // It has mathematical letters, which the others lack.
    const font = 'node_modules/dejavu-fonts-ttf/ttf/DejaVuMathTeXGyre.ttf';
    const markdown = '# T\n\nA 𝓐 letter';
    expect((await render(window, { format: 'pdf', markdown })).missing).toEqual(['𝓐']);
    expect(await render(window, { format: 'pdf', markdown, font })).toMatchObject({
      missing: [],
      fontRefused: false,
    });
    for (const wrong of ['package.json', '/nowhere/font.ttf'])
      expect(await render(window, { format: 'pdf', markdown, font: wrong })).toMatchObject({
        missing: ['𝓐'],
        fontRefused: true,
      });
  });

  it('breaks what has no place to break, and keeps every line of code', async () => {
    const window = await openWindow();
    const long = 'a1b2'.repeat(200);
    const code = Array.from({ length: 150 }, (_, line) => `line ${line} ${'x'.repeat(line + 1)}`).join('\n');
    const markdown = `# ${long}\n\n${long}\n\n| ${long} |\n| --- |\n| ${long} |\n\n\`\`\`\n${code}\n\`\`\``;
    const { text, info } = await readPdf((await render(window, { format: 'pdf', markdown })).bytes);
    const content = text.replaceAll(/Checkout fails +\d+ ?\/ ?\d+|\s/g, '');
    expect(content.split('a1b2').length - 1).toBeGreaterThanOrEqual(800);
    for (let line = 0; line < 150; line++) expect(text).toContain(`line ${line} `);
    expect(Number(info['Pages'])).toBeLessThan(9);
  });

  it('says that text runs from right to left, and takes an empty document', async () => {
    const window = await openWindow();
    expect(await render(window, { format: 'pdf', markdown: '# שלום' })).toMatchObject({ rightToLeft: true });
    const { text } = await readPdf((await render(window, { format: 'pdf', markdown: '' })).bytes);
    expect(text).toContain('Checkout fails');
    expect(text).toMatch(/1 ?\/ ?1/);
  });

  it('neither fetches nor opens what the document names', async () => {
    const window = await openWindow();
    const markdown =
      '![x](https://evil.example/a.png) ![y](file:///etc/passwd) ![z](/etc/hosts) ![w](data:image/png;base64,AA)';
    const { bytes } = await render(window, { format: 'pdf', markdown });
    const { text } = await readPdf(bytes);
    expect(text).not.toMatch(/root:|localhost/);
    const bundle = readFileSync('dist/export.js', 'utf8');
    expect(bundle).not.toMatch(/\bfetch\(|require\("(?:node:)?https?"\)/);
  });
});
