/** The timeline's page in a browser, with a real store behind it and no editor around it. */
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import type * as z from 'zod';
import { ensureBrowser } from '../../scripts/browser.mjs';
import type { Store } from '../../src/db/api.js';
import type { LogVolume, questions } from '../../src/webviews/timeline/protocol.js';
import { EVENT_TYPES } from '../../src/db/values.js';

export interface TimelinePage {
  readonly page: Page;
  readonly browser: Browser;
}

interface Asked {
  readonly name: string;
  readonly input: never;
}

type Input<Name extends keyof typeof questions> = z.output<(typeof questions)[Name]>;

/** What the page says, in English. */
const strings = Object.fromEntries(
  [
    ...readFileSync('src/webviews/timeline/vscodeStrings.ts', 'utf8').matchAll(
      /^ {4}(\w+): vscode\.l10n\.t\(\s*'([^']*)'/gm,
    ),
  ].map(([, name = '', text = '']) => [name, text]),
);

/** Opens the page on an incident of a store. */
export async function openTimelinePage(
  store: Store,
  issue_id: string,
  { volumes = [], counted }: { readonly volumes?: LogVolume[]; readonly counted?: () => Promise<void> },
): Promise<TimelinePage> {
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const answers: Record<string, (input: never) => unknown> = {
    ready: () => ({ strings, zone: 'UTC', types: EVENT_TYPES.map(type => ({ type, name: type })) }),
    index: async ({ text, type, source, tag }: Input<'index'>) => {
      const filter = {
        text,
        ...(type !== null && { types: [type] }),
        ...(source !== null && { sources: [source] }),
        ...(tag !== null && { tags: [tag] }),
      };
      const found = await store.indexEvents({ issue_id, filter });
      return { store: 'open', ...found, typeLabels: found.typeNames };
    },
    summary: async () => ({
      title: (await store.getIncident({ id: issue_id })).title,
      events: await store.listMilestones({ issue_id }),
      resolvedAt: null,
    }),
    events: async ({ ids }: Input<'events'>) =>
      (await store.getEvents({ ids })).map(({ refs, ...event }) => ({
        ...event,
        typeName: event.event_type,
        refs: refs.map(ref => ({
          ...ref,
          label: ref.file_name,
          broken: ref.kind === 'removed' ? 'removed' : '',
        })),
      })),
    countLines: async () => {
      await page.evaluate(all => {
        for (const volume of all)
          window.postMessage({ type: 'event', event: { type: 'volume', volume } }, '*');
      }, volumes);
      await counted?.();
    },
    suggestDetected: () => ({ at: Date.now() }),
    add: (said: Input<'add'>) => store.addEvent({ issue_id, ...said }),
    update: (change: Input<'update'>) => store.updateEvent(change),
    remove: (given: Input<'remove'>) => store.removeEvent(given),
  };
  // What cannot cross to the page as JSON goes as numbers.
  await page.exposeFunction('answer', async ({ name, input }: Asked) => {
    const value = await answers[name]?.(input);
    return JSON.stringify(value ?? null, (_, part: unknown) =>
      ArrayBuffer.isView(part)
        ? {
            array: part.constructor.name,
            bytes: Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('base64'),
          }
        : part,
    );
  });
  await page.setContent(`<html><head><style>${VARIABLES}${readFileSync('dist/pages/timeline.css', 'utf8')}</style></head>
    <body><main id="page"></main></body></html>`);
  await page.evaluate(BRIDGE);
  await page.addScriptTag({ path: 'dist/pages/timeline.js' });
  return { page, browser };
}

const BRIDGE = `
  window.longest = 0;
  // When answers were unpacked, which is the work of this bridge and of no page.
  const unpacked = [];
  new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries())
      if (!unpacked.some(at => at >= startTime && at <= startTime + duration))
        window.longest = Math.max(window.longest, duration);
  }).observe({ type: 'longtask' });
  const kinds = { Uint8Array, Uint16Array, Float64Array, Buffer: Uint8Array };
  window.acquireVsCodeApi = () => ({
    setState() {},
    postMessage({ seq, name, input }) {
      window.answer({ name, input }).then(text => {
        unpacked.push(performance.now());
        const value = JSON.parse(text, (_, part) =>
          part && part.array
            ? new kinds[part.array](Uint8Array.from(atob(part.bytes), c => c.charCodeAt(0)).buffer)
            : part,
        );
        unpacked.push(performance.now());
        // Not within the task that unpacked it, which no editor does.
        setTimeout(() => window.postMessage({ type: 'answer', seq, value }, '*'), 50);
      });
    },
  });
`;

/** The colours of Dark Modern, as far as the page uses them. */
const VARIABLES = `:root {
  --vscode-font-family: sans-serif; --vscode-font-size: 13px; --vscode-foreground: #cccccc;
  --vscode-editor-background: #1f1f1f; --vscode-editor-foreground: #cccccc; --vscode-descriptionForeground: #9d9d9d;
  --vscode-panel-border: #2b2b2b; --vscode-focusBorder: #0078d4; --vscode-editorWidget-background: #202020;
  --vscode-editorWidget-border: #313131; --vscode-textLink-foreground: #4daafc; --vscode-input-background: #313131;
  --vscode-input-foreground: #cccccc; --vscode-input-border: #3c3c3c; --vscode-dropdown-background: #313131;
  --vscode-dropdown-foreground: #cccccc; --vscode-button-background: #0078d4; --vscode-button-foreground: #ffffff;
  --vscode-charts-orange: #d18616; --vscode-charts-blue: #3794ff; --vscode-charts-purple: #b180d7;
  --vscode-charts-green: #89d185; --vscode-charts-red: #f14c4c; --vscode-charts-yellow: #cca700;
  --vscode-list-hoverBackground: #2a2d2e; --vscode-list-inactiveSelectionBackground: #37373d;
  --vscode-list-activeSelectionBackground: #04395e; --vscode-icon-foreground: #cccccc; --vscode-badge-background: #616161;
  --vscode-badge-foreground: #f8f8f8; --vscode-list-warningForeground: #cca700; --vscode-list-errorForeground: #f88070;
  --vscode-textBlockQuote-background: #2b2b2b; --vscode-editorHoverWidget-background: #202020;
}`;
