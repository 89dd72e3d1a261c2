/** The page of a document in a browser, with a real store and a real draft behind it and no editor around it. */
import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureBrowser } from '../../scripts/browser.mjs';
import type { Store } from '../../src/db/api.js';
import type { Document } from '../../src/db/rows/analysis.js';
import { keepAsNew } from '../../src/webviews/document/deleted.js';
import { generationsOf, withoutOffer } from '../../src/documents/index.js';
import { Draft } from '../../src/webviews/document/draft.js';
import type { About, Event, FoundLine } from '../../src/webviews/document/protocol.js';

export interface DocumentPage {
  readonly page: Page;
  readonly browser: Browser;
  readonly draft: Draft;
  /** Tells the page what its panel would. */
  readonly tell: (event: Event) => Promise<void>;
  /** Every violation of the page's policy, and every error in it. */
  readonly faults: readonly string[];
}

/** @param about what is known beside the text */
export async function openDocumentPage(store: Store, id: string, about: () => About): Promise<DocumentPage> {
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const faults: string[] = [];
  page.on('pageerror', error => faults.push(error.message));
  page.on('console', message => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  const tell = (event: Event) =>
    page.evaluate(event => window.postMessage({ type: 'event', event }, '*'), event);
  // A page that is closed meanwhile hears nothing.
  const unasked = (event: Event) => void tell(event).catch(() => undefined);
  const draft = new Draft(id, {
    store: () => store,
    tell: saving => unasked({ type: 'saving', saving }),
    outdated: () => unasked({ type: 'outdated' }),
    sentence: String,
  });
  let seen: Document | undefined;
  const document = async () => (seen = await store.getDocument({ id }));
  const answers: Record<string, (input: never) => unknown> = {
    ready: () => ({ strings: STRINGS, read: null }),
    read: async () => {
      const there = await document().catch(() => null);
      if (!there) return { store: 'gone', text: draft.text, canKeep: true };
      const { content_md, revision } = there;
      draft.begin(content_md, revision);
      const shown = { id, type: 'Postmortem', incident: 'Checkout', text: content_md, revision };
      return { store: 'open', ...shown, generations: generationsOf(there), canGenerate: true };
    },
    state: () =>
      document().then(
        () => 'open',
        () => 'gone',
      ),
    keepAsNew: () => seen && keepAsNew(store, seen, draft.text),
    about,
    newest: async () => {
      await draft.flush();
      const there = await document();
      const { content_md, revision } = there;
      if (revision === draft.revision) return null;
      return { text: content_md, base: draft.stored, revision, generations: generationsOf(there) };
    },
    dismiss: async ({ key }: { key: string }) => {
      const { content_md, revision, ...there } = await document();
      const { base } = withoutOffer(generationsOf(there), content_md, key);
      await store.updateDocument({ id, revision, base_md: base });
    },
    edit: ({ changes, length }: { changes: [number, number, string][]; length: number }) =>
      draft.edit(changes, length),
    rebase: ({ text, stored, revision }: { text: string; stored: string; revision: number }) =>
      draft.rebase(text, stored, revision),
    flush: () => draft.flush(),
    keep: () => draft.keep(),
    versions: async () =>
      (await store.listVersions({ document_id: id, limit: 100 })).map(version => ({
        ...version,
        when: 'then',
        why: version.cause,
      })),
    version: async ({ id }: { id: string }) => (await store.getVersion({ id })).content_md,
    findLines: (): FoundLine[] => [1, 2, 3].map(line => ({ line, text: `pool timeout ${line}` })),
    lines: (): FoundLine[] => [{ line: 2, text: 'pool timeout 2' }],
    image: ({ id }: { id: string }) =>
      about().evidence.some(row => row.id === id) ? { mime: 'image/png', bytes: [...PIXEL] } : null,
    open: () => null,
  };
  await page.exposeFunction('answer', (name: string, input: never) =>
    Promise.resolve(answers[name]?.(input) ?? null),
  );
  await page.route('http://page.test/**', route => {
    const path = new URL(route.request().url()).pathname;
    return path === '/'
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: HTML })
      : route.fulfill({ path: `dist/pages${path}` });
  });
  await page.goto('http://page.test/');
  await page.locator('.preview h1').waitFor();
  return { page, browser, draft, tell, faults };
}

const PIXEL = readFileSync('test/fixtures/formats/panel.png');

/** The words of the page: each is its own name. */
const STRINGS = Object.fromEntries(
  [
    ...readFileSync('src/webviews/document/vscodeStrings.ts', 'utf8').matchAll(
      /^ {4}(\w+): (?:vscode|action)/gm,
    ),
  ].map(([, name = '']) => [name, name]),
);

const NONCE = 'nonce-of-the-test';
/** The policy of `pageHtml`. */
const POLICY = [
  `default-src 'none'`,
  `script-src 'nonce-${NONCE}'`,
  `style-src http://page.test 'nonce-${NONCE}'`,
  `font-src http://page.test`,
  `img-src http://page.test data:`,
].join('; ');

const HTML = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}"><title>Document</title>
<link rel="stylesheet" href="/document.css"><style nonce="${NONCE}">:root {
  --vscode-editor-background: #1f1f1f; --vscode-editor-foreground: #cccccc; --vscode-foreground: #cccccc;
  --vscode-descriptionForeground: #9d9d9d; --vscode-font-size: 13px; --vscode-editor-font-size: 13px;
  --vscode-editor-font-family: monospace; --vscode-textLink-foreground: #4daafc; --vscode-icon-foreground: #cccccc;
}</style></head><body><main id="page" data-id="1"></main><script nonce="${NONCE}">
  window.acquireVsCodeApi = () => ({
    setState() {},
    postMessage({ seq, name, input }) {
      window.answer(name, input).then(
        value => window.postMessage({ type: 'answer', seq, value }, '*'),
        error => window.postMessage({ type: 'failed', seq, text: String(error) }, '*'),
      );
    },
  });
</script><script nonce="${NONCE}" src="/document.js"></script></body></html>`;
