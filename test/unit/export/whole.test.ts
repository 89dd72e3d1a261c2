import { crc32, deflateSync } from 'node:zlib';
import mammoth from 'mammoth';
import { getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { type OpenStore, openWindow } from '../stores.js';
import { type Input, readPdf, render, why } from './rendering.js';

const FORMATS = ['pdf', 'docx', 'html', 'md'] as const;

/** The text of an exported document, as another program reads it, with single blanks. */
async function textOf(window: OpenStore, format: Input['format'], input: Partial<Input>): Promise<string> {
  const { bytes } = await render(window, { format, markdown: '', ...input });
  const read = {
    pdf: async () => (await readPdf(bytes)).text,
    docx: async () => (await mammoth.extractRawText({ buffer: Buffer.from(bytes) })).value,
    html: () => Buffer.from(bytes).toString(),
    md: () => Buffer.from(bytes).toString(),
  };
  return (await read[format]()).replaceAll(/\s+/g, ' ');
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const words = (count: number, last: string) => `${'word '.repeat(count)}${last}`;
const chain = (count: number) => numbers(count).map(n => why(n, `Question ${n}?`, `Answer${n}X of it`));
const flat = (count: number) =>
  chain(count).map((step, position) =>
    position === 0 ? step : { ...step, parent_id: 'why-1', step_order: 2, position },
  );

function greyPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
  };
  const header = Buffer.from('00000000000000000800000000', 'hex');
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('nothing of a document is lost', () => {
  it.each(FORMATS)('as %s where lists and quotations stand in each other, however deep', async format => {
    const window = await openWindow();
    const nested = [11, 40, 500].map(depth => {
      const items = numbers(depth).map(n => {
        const indent = '  '.repeat(n - 1);
        return `${indent}- Item${depth}_${n}X\n${indent}  goes on`;
      });
      const quoted = `${'> '.repeat(depth)}Quoted${depth}X`;
      return [`## Depth ${depth}`, items.join('\n'), `Behind${depth}X`, quoted].join('\n\n');
    });
    const markdown = `# T\n\n${nested.join('\n\n')}\n\nLAST`;
    const text = (await textOf(window, format, { markdown })).replaceAll('\\', '');
    for (const depth of [11, 40, 500]) {
      for (const n of numbers(depth)) expect(text).toContain(`Item${depth}_${n}X goes on`);
      for (const words of [`Depth ${depth}`, `Behind${depth}X`, `Quoted${depth}X`])
        expect(text).toContain(words);
    }
    expect(text).toContain('LAST');
  });

  it.each(FORMATS)('as %s where headings are empty', async format => {
    const window = await openWindow();
    const empty = ['## ', '##', '## &nbsp;', '## \u200b', '## \u200e'].map(heading => `${heading}\n\nbelow`);
    const markdown = `# T\n\n${empty.join('\n\n')}\n\n##\n\n### Sub\n\ntext`;
    const { bytes } = await render(window, { format, markdown: `${markdown}\n\n## ` });
    const text = await textOf(window, format, { markdown: `${markdown}\n\n## ` });
    expect(text.match(/below/g)).toHaveLength(5);
    expect(text).toContain('Sub');
    if (format === 'html') expect(Buffer.from(bytes).toString()).not.toMatch(/<h2[^>]*><\/h2>/);
  });

  it('in a PDF where a row of a table, its header, or a word is higher than a page', async () => {
    const window = await openWindow();
    const row = (cell: string) => `| 02:41 | ${cell} | app.log |`;
    const table = (head: string, ...rows: string[]) =>
      [row(head), '| --- | --- | --- |', ...rows.map(row)].join('\n');
    const wide = (cell: string) => `| ${cell} ${'| b '.repeat(11)}|`;
    const tables = [
      table('Event', words(1960, 'ENDCELL')),
      table('Event', 'short', words(1960, 'ENDCELL'), 'short'),
      table(words(1960, 'ENDCELL'), 'short'),
      table('Event', `${'x'.repeat(9_990)}ENDCELL`),
      [wide('a'), `|${' --- |'.repeat(12)}`, wide(words(140, 'ENDCELL'))].join('\n'),
    ];
    // A word without an end is broken in no more than the time of its length.
    tables.push(`${'x'.repeat(100_000)}ENDCELL`);
    const sections = tables.map((table, at) => `## Table ${at}\n\n${table}\n\nBEHIND`);
    const text = await textOf(window, 'pdf', { markdown: `# T\n\n${sections.join('\n\n')}` });
    expect(text.replaceAll(' ', '').match(/ENDCELL/g)).toHaveLength(tables.length);
    expect(text.match(/BEHIND/g)).toHaveLength(tables.length);
    for (const at of tables.keys()) expect(text).toContain(`Table ${at}`);
  });

  it('in a PDF where headings stand above a drawing, for any number of whys', async () => {
    const window = await openWindow();
    const markdown = [
      ...['# T', 'before', '## Root cause analysis', '### 5 Whys'],
      ...['![Why tree](whydunit:whys)', '## Behind', 'LAST'],
    ].join('\n\n');
    for (const whys of [chain(9), chain(10), flat(11), flat(14), chain(40), flat(40)]) {
      const { bytes } = await render(window, { format: 'pdf', markdown, whys });
      const { text, structure } = await readPdf(bytes);
      for (const { answer } of whys) expect(text).toContain(answer);
      expect(text).toContain('LAST');
      const headings = [...structure.matchAll(/^ *(H\d).*\n *"(.*)"/gm)].map(([, ...parts]) => parts);
      expect(headings).toEqual([
        ['H1', 'T'],
        ['H2', 'Root cause analysis'],
        ['H3', '5 Whys'],
        ['H2', 'Behind'],
      ]);
      expect(structure).toMatch(/^ *Figure/m);
      const outline = await (await getDocumentProxy(new Uint8Array(bytes))).getOutline();
      expect(outline[0]?.items).toMatchObject([
        { title: 'Root cause analysis', items: [{ title: '5 Whys' }] },
        { title: 'Behind' },
      ]);
    }
  });

  it('in a PDF where headings stand above a picture as high as a page', async () => {
    const window = await openWindow();
    const { id: issue_id } = await window.store.createIncident({ title: 'Checkout fails', severity: 'high' });
    const { image } = await window.store.addImage({
      ...{ issue_id, file_name: 'high.png', file_path: '', mime_type: 'image/png', is_paste: false },
      ...{ pii_warning_acknowledged: true, image_data: greyPng(600, 1600) },
    });
    const evidence = [{ id: image.id, name: 'high.png', hash: null, image: true }];
    const sections = [1, 6, 8, 12].flatMap(count => [
      ...numbers(count).map(n => `## Heading${count}_${n}X`),
      `![picture](whydunit:/high.png?${image.id})`,
    ]);
    const markdown = ['# T', ...sections, 'LAST'].join('\n\n');
    const { bytes } = await render(window, { format: 'pdf', markdown, evidence, images: true });
    const { text, structure } = await readPdf(bytes);
    for (const [there] of markdown.matchAll(/Heading\w+X|LAST/g)) expect(text).toContain(there);
    expect(structure.match(/^ *Figure/gm)).toHaveLength(4);
  });

  it('in a PDF where headings are many or long, or deep in quotations, above what they stand with', async () => {
    const window = await openWindow();
    const headings = (count: number, length: number) =>
      numbers(count).map(n => `## ${words(length, `Heading${n}X`)}`);
    const cases = [
      [...headings(4, 1), '![Why tree](whydunit:whys)'],
      [...headings(40, 1), '![Why tree](whydunit:whys)'],
      [...headings(3, 80), words(150, 'END')],
      [...headings(6, 200), `- ${words(150, 'END')}`],
      ...[1, 10, 18].map(depth =>
        ['## Quoted', '![Why tree](whydunit:whys)', words(170, 'END')].map(
          text => `${'> '.repeat(depth)}${text}\n${'> '.repeat(depth)}`,
        ),
      ),
    ];
    for (const blocks of cases) {
      const markdown = ['# T', ...blocks, 'LAST'].join('\n\n');
      const { bytes } = await render(window, { format: 'pdf', markdown, whys: flat(30) });
      const { text, structure } = await readPdf(bytes);
      for (const [there] of markdown.matchAll(/Heading\d+X|END|Quoted|LAST/g)) expect(text).toContain(there);
      if (markdown.includes('whydunit:')) expect(structure).toMatch(/^ *Figure/m);
      if (markdown.includes('whydunit:')) expect(text).toContain('Answer30X');
    }
  });
});
