import type { Frame } from 'playwright-core';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { faintDrawings, seriousFaults, THEMES } from '../support/accessibility.js';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

const LINES = 120_000;

describe('every page of ours, in every kind of theme, for people who see or point otherwise', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
    const lines = Array.from(
      { length: LINES },
      (_, at) =>
        `2026-11-20T02:41:00Z ${['INFO', 'WARN', 'ERROR'][at % 3] ?? ''} request ${at + 1} of the pool "orders" of checkout\n`,
    );
    writeFileSync(join(machine.logs, 'big.log'), lines.join(''));
    copyFileSync('test/fixtures/formats/panel.png', join(machine.logs, 'panel.png'));
  });
  afterAll(() => machine.remove());

  const attach = async (workbench: Workbench, name: string) => {
    await workbench.command('View: Show Explorer');
    await workbench.row(name).waitFor();
    await workbench.contextMenu(workbench.row(name), 'Attach to Incident');
    await workbench.told(`Attached ${name}`);
    await workbench.dismissNotifications();
  };

  it('has nothing that axe calls serious', async () => {
    await machine.run(async workbench => {
      const faults: string[] = [];
      /** Looks at each page, in the tab of that name or in the panel, in every theme. */
      const look = async (
        pages: readonly [name: string, tab: string | undefined, frame: Frame, shown: string][],
      ) => {
        for (const theme of THEMES) {
          await workbench.theme(theme);
          for (const [name, tab, frame, shown] of pages) {
            if (tab !== undefined) await workbench.tab(tab).click();
            await frame.locator(shown).first().waitFor();
            const found = [...(await seriousFaults(frame)), ...(await faintDrawings(frame))];
            faults.push(...found.map(fault => `${name}, ${theme}: ${fault}`));
            await workbench.screenshot(`axe-${name}-${theme.toLowerCase().replaceAll(' ', '-')}`);
          }
        }
      };
      await workbench.showIncidents();
      await workbench.createIncident('Checkout answers 502', 'critical');
      await workbench.command('Whydunit: Open 5 Whys');
      const whys = await workbench.ours('.empty .action');
      await workbench.command('Whydunit: Show Attachments');
      const table = await workbench.ours('.nothing .action');
      await look([
        ['empty', undefined, table, '.nothing .action'],
        ['whys-empty', '5 Whys', whys, '.empty .action'],
      ]);

      await attach(workbench, 'big.log');
      await attach(workbench, 'panel.png');
      await workbench.command('Whydunit: Show Attachments');
      await table.locator('tbody tr', { hasText: 'big.log' }).click();
      const viewer = await workbench.ours('#lines');
      await viewer.locator('#find').fill('pool');
      await viewer.locator('mark').first().waitFor();

      await workbench.command('Whydunit: Open Timeline');
      const timeline = await workbench.ours('#chart');
      await timeline.locator('.volume .error').waitFor({ state: 'attached' });
      await timeline.locator('#list .rows .row').nth(1).click();
      await timeline.getByRole('button', { name: 'Edit' }).click();

      await workbench.command('Whydunit: Open 5 Whys');
      await whys.locator('.empty .action').click();
      await whys.locator('textarea.answer').fill('The pool was exhausted');
      await whys.locator('select.role').selectOption('root_cause');
      await whys.getByRole('button', { name: 'Evidence…' }).click();
      await workbench.pick('panel.png');
      await whys.locator('.place').waitFor();
      await whys.locator('textarea.answer').press('Enter');
      await whys.locator('article').nth(1).waitFor();

      await workbench.command('Whydunit: Attach Image from Clipboard');
      const paste = await workbench.ours('#paste');
      await paste.evaluate(async () => {
        const canvas = document.createElement('canvas');
        const png = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve));
        const data = new DataTransfer();
        if (png) data.items.add(new File([png], 'image.png', { type: 'image/png' }));
        document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
      });
      await paste.locator('#name').waitFor();
      await look([
        ['table', undefined, table, 'tbody tr'],
        ['viewer', 'big.log', viewer, 'mark'],
        ['timeline', 'Timeline', timeline, '#field-time'],
        ['whys', '5 Whys', whys, 'article'],
        ['paste', 'Attach Image', paste, '#name'],
      ]);
      expect(faults).toEqual([]);
    });
  }, 300_000);
});
