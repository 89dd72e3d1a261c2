/** Exported HTML in a browser, as its reader sees it. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ensureBrowser } from '../../../scripts/browser.mjs';
import { renderHtml } from '../../../src/export/html.js';
import { parseMarkdown } from '../../../src/export/parse.js';
import { WORDS } from './rendering.js';

const SENTENCE =
  'The pool of connections was smaller than the number of workers, so each of them waited for another until the load balancer gave up and answered in their place.';
const HASH = 'ab12'.repeat(16);

const table = (head: readonly string[], ...rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');

const DOCUMENT = [
  '# Postmortem',
  table(
    ['Time', 'Event', 'Evidence'],
    [
      '2026-11-20 02:10:00 UTC',
      SENTENCE.repeat(2),
      'app.log L3–L7 (app.log, L3-L7, SHA-256 0123456789abcdef…)',
    ],
    ['2026-11-20 02:11:00 +01:00', `**Detected:** ${SENTENCE}`, ''],
  ),
  table(
    ['Table', 'Rows', 'Content', 'Seen'],
    ['payments', '120', `${SENTENCE} ${'x'.repeat(2000)}`, 'whole, 2026-11-20 02:10:00 UTC'],
  ),
  table(
    ['Evidence', 'Size', 'SHA-256', 'Verified'],
    ['database-of-the-checkout.log', '2.9 KB', `\`${HASH}\``, 'whole, 2026-11-20 02:10:00 UTC'],
  ),
  table(
    ['Action', 'Type', 'Owner', 'Due', 'State', 'Tracking'],
    [SENTENCE, 'Corrective action', 'payments', '2026-11-20', 'In progress', 'x'.repeat(300)],
  ),
  table(
    Array.from({ length: 12 }, (_, n) => `Column${n}`),
    Array(12).fill('2026-11-20 02:10:00 UTC internationalization'),
  ),
].join('\n\n');

describe('a table in exported HTML', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: await ensureBrowser(),
      args: ['--no-sandbox', '--disable-gpu'],
    });
    page = await browser.newPage();
    await page.setContent(
      renderHtml({
        ...{ title: 'Postmortem', lang: 'en', blocks: parseMarkdown(DOCUMENT, new Map()) },
        ...{ pictures: new Map(), drawings: {}, words: WORDS, created: new Date(0) },
      }),
    );
  });
  afterAll(() => browser.close());

  /** The words of the cells of tables of a few columns that stand on several lines. */
  const broken = (most: number) =>
    page.evaluate(most => {
      const found: string[] = [];
      for (const cell of document.querySelectorAll('table:not(.wide) :is(th, td)')) {
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode())
          for (const { 0: word, index } of (node.textContent ?? '').matchAll(
            /\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d (?:UTC|\+\d\d:\d\d))?|[\p{L}\p{N}.]+/gu,
          )) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
            if (lines.size > 1 && word.length <= most) found.push(word);
          }
      }
      return found;
    }, most);

  /** How far what is widest goes beyond the page, or has to be scrolled to, in pixels. */
  const beyond = (tables: string) =>
    page.evaluate(tables => {
      const boxes = [document.documentElement, ...document.querySelectorAll(tables)];
      return Math.max(...boxes.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
    }, tables);

  it.each([1000, 800])(
    'keeps times and words whole, and stays on the page, on a screen of %i pixels',
    async width => {
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize({ width, height: 1400 });
      expect(await broken(26)).toEqual([]);
      expect(await beyond('.table:not(:has(.wide))')).toBe(0);
    },
  );

  it('does so on paper', async () => {
    await page.emulateMedia({ media: 'print' });
    // The width of A4 between the margins.
    await page.setViewportSize({ width: Math.floor(((210 - 36) / 25.4) * 96), height: 1000 });
    expect(await broken(26)).toEqual([]);
    expect(await beyond('.table')).toBe(0);
  });
});

describe('text from right to left in exported HTML', () => {
  it('stands in its own order, on its own side, and ends no other', async () => {
    const browser = await chromium.launch({
      executablePath: await ensureBrowser(),
      args: ['--no-sandbox', '--disable-gpu'],
    });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const text = 'عطل في checkout.';
    const markdown = [`# ${text}`, text, `- ${text}`, table([text], [text]), 'Broken.'].join('\n\n');
    await page.setContent(
      renderHtml({
        ...{ title: 'Postmortem', lang: 'en', blocks: parseMarkdown(markdown, new Map()) },
        ...{ pictures: new Map(), drawings: {}, words: WORDS, created: new Date(0) },
      }),
    );
    /** For each piece of text, whether it begins right of where it ends, and how far right it stands. */
    const seen = await page.locator(':is(p, li, h1, th, td):not(nav *)').evaluateAll(elements =>
      elements.flatMap(element => {
        const node = element.firstChild;
        if (!(node instanceof Text)) return [];
        const boxOf = (at: number) => {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return range.getBoundingClientRect();
        };
        const [first, last] = [boxOf(0), boxOf(node.length - 1)];
        const { right } = element.getBoundingClientRect();
        return [{ turned: first.left > last.left, atRight: right - first.right < 20, text: node.data }];
      }),
    );
    expect(seen).toEqual([
      ...Array<object>(5).fill({ turned: true, atRight: true, text }),
      { turned: false, atRight: false, text: 'Broken.' },
    ]);
  });
});
