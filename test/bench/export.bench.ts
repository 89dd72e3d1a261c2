import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openWindow } from '../unit/stores.js';
import { postmortem } from '../unit/export/documents.js';
import { readPdf, render } from '../unit/export/rendering.js';
import { FAMILIES, Fonts } from '../../src/export/pdf/fonts.js';
import {
  LayoutBuilder,
  PdfmakeDocument,
  PdfmakeRenderer,
  SvgMeasure,
  tableLayouts,
} from '../../src/export/pdf/library.js';
import { median, record } from './record.js';

const RUNS = 5;
const PAGES = 60;
const PAGE = { width: 595.28, height: 841.89, orientation: 'portrait' };
const MARGINS = { left: 58, right: 58, top: 58, bottom: 66 };
const font = (name: string) => readFileSync(`node_modules/dejavu-fonts-ttf/ttf/${name}.ttf`);

/** The same library with the same fonts, and nothing but paragraphs. */
async function plainPages(text: string): Promise<number> {
  const began = performance.now();
  const options = { size: [PAGE.width, PAGE.height], autoFirstPage: false, font: null, compress: true };
  const document = new PdfmakeDocument(FAMILIES, {}, {}, {}, options, null, () => true);
  const files = {
    normal: 'DejaVuSans',
    bold: 'DejaVuSans-Bold',
    italics: 'DejaVuSans-Oblique',
    mono: 'DejaVuSansMono',
  };
  new Fonts(document, {
    ...{
      normal: font(files.normal),
      bold: font(files.bold),
      italics: font(files.italics),
      mono: font(files.mono),
    },
  });
  const builder = new LayoutBuilder(PAGE, MARGINS, new SvgMeasure());
  builder.registerTableLayouts(tableLayouts);
  const content = text.split('\n').map(line => ({ text: line || ' ' }));
  const style = { font: 'Sans', fontSize: 9.4, lineHeight: 1.3 };
  const pages = builder.layoutDocument(content, document, {}, style);
  new PdfmakeRenderer(document).renderPages(pages);
  document.end();
  await document.toArray();
  return performance.now() - began;
}

it('a PDF of 60 pages', async () => {
  const window = await openWindow();
  const markdown = postmortem(43);
  const { text, info } = await readPdf((await render(window, { format: 'pdf', markdown })).bytes);
  expect(Number(info['Pages'])).toBeGreaterThanOrEqual(PAGES);
  const ours: number[] = [];
  const plain: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const began = performance.now();
    await render(window, { format: 'pdf', markdown });
    ours.push(performance.now() - began);
    plain.push(await plainPages(text));
  }
  const [value, beside] = [median(ours), median(plain)];
  record({
    ...{ name: `PDF of ${info['Pages']} pages, with its thread`, value, unit: 'ms' },
    beside: { name: 'pdfmake, the text alone', value: beside },
    ...{ ratio: value / beside, goal: '< 2000 ms', met: value < 2000 },
  });
});
