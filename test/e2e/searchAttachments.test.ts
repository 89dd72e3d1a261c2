import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

const LINES = 120_000;
/** Stands in both logs; the large one has it on every 20,000th line. */
const LOOKED_FOR = 'pool_exhausted-5c1e';
/** Stands in the small log, and nobody types it. */
const CANARY = 'canary-77aa';
const time = (number: number) => new Date(Date.UTC(2026, 10, 20, 2) + number * 1000).toISOString();
const largeLine = (number: number) =>
  `${time(number)} ${number % 20_000 === 0 ? `WARN ${LOOKED_FOR}` : 'INFO served'} request ${number} took ${number % 97} ms in checkout`;
const SMALL = [
  '2026-11-20 02:00:01,120 \x1b[32mINFO\x1b[0m  started',
  `2026-11-20 02:00:07,500 \x1b[31mERROR ${LOOKED_FOR}\x1b[0m after 30 s ${CANARY}`,
  '  at com.example.Pool.take(Pool.java:88)',
  `2026-11-21 09:00:00,000 ERROR ${LOOKED_FOR.toUpperCase()} again`,
  `${'a'.repeat(40)}!`,
];

describe('searching attachments', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
    const large = Array.from({ length: LINES }, (_, at) => largeLine(at + 1)).join('\n');
    writeFileSync(join(machine.logs, 'large.log'), `${large}\n`);
    writeFileSync(join(machine.logs, 'small.log'), SMALL.join('\n'));
  });
  afterAll(() => machine.remove());

  const pane = (workbench: Workbench) =>
    workbench.sidebar.locator('.pane', {
      has: workbench.page.locator('.pane-header', { hasText: /evidence search/i }),
    });
  const rows = (workbench: Workbench) => pane(workbench).locator('.monaco-list-row');
  const message = (workbench: Workbench) => pane(workbench).locator('.message');

  async function attach(workbench: Workbench, name: string): Promise<void> {
    await workbench.command('View: Show Explorer');
    await workbench.contextMenu(workbench.row(name), 'Attach to Incident');
    await workbench.told(`Attached ${name}`);
    await workbench.dismissNotifications();
  }

  /** Chooses a row of the open search that changes how it searches. */
  async function option(workbench: Workbench, text: string, then: string): Promise<void> {
    await workbench.pick(text);
    await workbench.picks.filter({ hasText: then }).waitFor();
  }

  async function search(workbench: Workbench, text: string): Promise<void> {
    await workbench.command('Whydunit: Search Attachments…');
    await workbench.enter('Search Attachments', text);
  }

  const texts = async (rows: Locator) =>
    (await rows.locator('.label-name').allTextContents()).map(text => text.replaceAll('\u00a0', ' '));

  it('shows what is in the logs of two incidents, goes to it, and narrows it by case, incident and time', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.createIncident('Checkout answers 502', 'critical');
      await attach(workbench, 'small.log');
      await workbench.showIncidents();
      await workbench.createIncident('Orders are late', 'high');
      await attach(workbench, 'large.log');

      await search(workbench, LOOKED_FOR);
      await message(workbench).filter({ hasText: 'matches 8, in 2 of 2 attachments' }).waitFor();
      // A tree has the rows only that there is room for.
      await workbench.sidebar.locator('.pane-header', { hasText: /^incidents/i }).click();
      await expect.poll(() => rows(workbench).count()).toBe(12);
      const found = await texts(rows(workbench));
      expect(found.slice(0, 3)).toEqual(['Orders are late', 'large.log', expect.stringMatching(/^20000: /)]);
      expect(found.slice(-4)).toEqual([
        'Checkout answers 502',
        'small.log',
        `2: …500 ERROR ${LOOKED_FOR} after 30 s ${CANARY}`,
        `4: …000 ERROR ${LOOKED_FOR.toUpperCase()} again`,
      ]);
      expect(await rows(workbench).last().locator('.highlight').allTextContents()).toEqual([
        LOOKED_FOR.toUpperCase(),
      ]);
      const tooltip = workbench.page.locator('.workbench-hover', { hasText: 'Pool.java:88' });
      await rows(workbench)
        .nth(found.length - 2)
        .hover();
      await tooltip.waitFor();
      expect(await tooltip.innerText()).not.toContain('[31m');
      await workbench.screenshot('search-attachments');
      await workbench.page.keyboard.press('Escape');

      await workbench.contextMenu(rows(workbench).last(), 'Add to Timeline');
      await workbench.told('Added to the timeline at ');
      await workbench.dismissNotifications();
      await rows(workbench)
        .nth(found.length - 2)
        .click();
      await workbench.tab('small.log').waitFor();
      const width = LOOKED_FOR.length;
      await workbench.statusBar
        .filter({ hasText: `Ln 2` })
        .filter({ hasText: `(${width} selected)` })
        .waitFor();

      const page = workbench.page.frameLocator('iframe.webview').frameLocator('iframe');
      for (const line of [100_000, 40_000]) {
        await rows(workbench)
          .filter({ hasText: `${line}: ` })
          .click();
        const row = page.locator('.row', { hasText: `request ${line} took` });
        await row.waitFor();
        await expect.poll(() => row.getAttribute('aria-selected')).toBe('true');
      }
      expect(await workbench.tab('large.log').count()).toBe(1);

      await workbench.command('Whydunit: Search Attachments…');
      await option(workbench, 'Match case: off', 'Match case: on');
      await workbench.screenshot('search-attachments-input');
      await workbench.pick('Search for');
      await message(workbench).filter({ hasText: 'matches 7, in 2 of 2' }).waitFor();

      await workbench.command('Whydunit: Search Attachments…');
      await workbench.pick('Lines of any time');
      await workbench.enter('Search Attachments: Time', '2026-11-20 02:00 to 13:33');
      await workbench.picks.filter({ hasText: '2026-11-20 02:00:00' }).first().waitFor();
      await workbench.pick('Search for');
      await message(workbench).filter({ hasText: 'matches 3, in 2 of 2' }).waitFor();

      await workbench.showIncidents();
      await workbench.contextMenu(workbench.row('Checkout answers 502').first(), 'Search Attachments…');
      await workbench.enter('Search Attachments', LOOKED_FOR);
      await message(workbench).filter({ hasText: 'matches 1, in 1 of 1' }).waitFor();
    });
  });

  it('stops a search that would take for ever, says where nothing is, and forgets all with the key', async () => {
    await machine.share(async workbench => {
      await workbench.command('Whydunit: Search Attachments…');
      await option(workbench, 'Use regular expression: off', 'Use regular expression: on');
      await workbench.enter('Search Attachments', '(a+)+$');
      await message(workbench).filter({ hasText: 'Searching for' }).waitFor();
      await pane(workbench).locator('.pane-header').hover();
      await pane(workbench).getByRole('button', { name: 'Stop Search' }).click();
      await message(workbench).filter({ hasText: 'Stopped before the end' }).waitFor();

      await workbench.command('Whydunit: Search Attachments…');
      await workbench.enter('Search Attachments', 'no line has this');
      await message(workbench).filter({ hasText: 'No match for' }).waitFor();
      await workbench.screenshot('search-attachments-nothing');

      await workbench.command('Whydunit: Search Attachments…');
      await workbench.enter('Search Attachments', 'exhausted');
      await rows(workbench).first().waitFor();
      await workbench.command('Whydunit: Lock Store');
      await rows(workbench).first().waitFor({ state: 'detached' });
      expect(await message(workbench).filter({ hasText: 'exhausted' }).count()).toBe(0);
    });
  });

  it('leaves none of it in the clear on the disk', async () => {
    expect(await machine.filesWith(CANARY, 'Orders are late')).toEqual([]);
    // A browser that VS Code runs in keeps what a person types in its own files, as long as it stands in the field.
    const typed = await machine.filesWith(LOOKED_FOR, 'no line has this');
    expect(typed.filter(file => !file.includes('/browser/Default/Sessions/'))).toEqual([]);
  });
});
