import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

/** Enough for more than what is kept in one row. */
const LINES = 250_000;

describe('all attachments in one table', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
    writeFileSync(join(machine.logs, 'small.log'), 'one line\n');
    writeFileSync(join(machine.logs, 'large.log'), 'a longer line\n'.repeat(500));
    const lines = Array.from(
      { length: LINES },
      (_, at) => `line ${at + 1} of a log that is not small at all\n`,
    );
    writeFileSync(join(machine.logs, 'huge.log'), lines.join(''));
    copyFileSync('test/fixtures/formats/panel.png', join(machine.logs, 'panel.png'));
    const tar = pack();
    const core = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(200, 0xf1)]);
    tar.entry({ name: 'var/crash/core' }, core);
    tar.finalize();
    const packed = Buffer.concat(await Array.fromAsync(tar as AsyncIterable<Buffer>));
    writeFileSync(join(machine.logs, 'crash.tar.gz'), gzipSync(packed));
  });
  afterAll(() => machine.remove());

  const attachFromExplorer = async (workbench: Workbench, name: string) => {
    await workbench.command('View: Show Explorer');
    await workbench.row(name).waitFor();
    await workbench.contextMenu(workbench.row(name), 'Attach to Incident');
  };
  const attached = async (workbench: Workbench, name: string) => {
    await attachFromExplorer(workbench, name);
    await workbench.told(`Attached ${name}`);
    await workbench.dismissNotifications();
  };
  const openTable = async (workbench: Workbench) => {
    await workbench.command('Whydunit: Show Attachments');
    const table = await workbench.ours('#filter');
    // What is open already gets the keyboard only then, and a menu that is open before would close again.
    await table.waitForFunction(() => document.hasFocus());
    const names = () => table.locator('tbody td.name').allInnerTexts();
    const row = (name: string) => table.locator('tbody tr', { hasText: name });
    return { table, names, row };
  };

  it('says what to do while there is none, and grows with the store', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.createIncident('Checkout answers 502', 'critical');
      await workbench.command('Whydunit: Show Attachments');
      const empty = await workbench.ours('.nothing .action');
      await expect.poll(() => empty.locator('.nothing').innerText()).toContain('No attachments yet.');
      await attached(workbench, 'large.log');
      await attached(workbench, 'small.log');
      await attachFromExplorer(workbench, 'panel.png');
      await (
        await workbench.told('Pictures are not searched')
      )
        .getByRole('button', { name: 'I Know' })
        .click();
      await workbench.dismissNotifications();
      const { names } = await openTable(workbench);
      await expect.poll(names).toEqual(['panel.png', 'small.log', 'large.log']);
    });
  });

  it('keeps a binary entry of an archive as it is, where a person asks for it', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.row('Checkout').waitFor();
      await attachFromExplorer(workbench, 'crash.tar.gz');
      const refusal = await workbench.told('it looks like elf');
      await refusal.getByRole('button', { name: 'Attach As It Is' }).click();
      const { row } = await openTable(workbench);
      await row('core').waitFor();
      await expect.poll(() => row('core').innerText()).toContain('Binary');
    });
  });

  it('sorts, filters, shows images small, and says where each came from', async () => {
    await machine.share(async workbench => {
      await workbench.theme('Dark Modern');
      const { table, names, row } = await openTable(workbench);
      const status = table.locator('.status');
      await expect.poll(() => status.innerText()).toBe('Attachments: 4');
      const header = (name: string) => table.getByRole('columnheader', { name });
      await header('Size').getByRole('button').click();
      await expect.poll(async () => (await names())[0]).toBe('small.log');
      await expect.poll(() => header('Size').getAttribute('aria-sort')).toBe('ascending');
      await header('Size').getByRole('button').click();
      await expect.poll(async () => (await names()).at(-1)).toBe('small.log');
      await header('Name').getByRole('button').click();
      await expect.poll(names).toEqual(['core', 'large.log', 'panel.png', 'small.log']);
      await row('panel.png').locator('canvas:not(.waiting)').waitFor();

      await table.locator('#filter').fill('502 SMALL');
      await expect.poll(names).toEqual(['small.log']);
      await expect.poll(() => status.innerText()).toBe('Attachments: 1 of 4');
      await table.locator('#filter').fill('nowhere');
      await table.getByText('No attachment fits the filter.').waitFor();
      await table.getByRole('button', { name: 'Clear Filter' }).click();
      await table.getByRole('combobox').selectOption('image');
      await expect.poll(names).toEqual(['panel.png']);
      await table.locator('.provenance', { hasText: 'SHA-256' }).waitFor();
      await table.locator('.provenance canvas:not(.waiting)').waitFor();
      await workbench.screenshot('attachments-dark');
      await table.getByRole('combobox').selectOption('');
      await workbench.theme('Light Modern');
      await workbench.screenshot('attachments-light');
    });
  });

  it('opens, leads to the incident, and removes, by keyboard and menu', async () => {
    await machine.share(async workbench => {
      const { table, names, row } = await openTable(workbench);
      await table.getByRole('columnheader', { name: 'Attached' }).getByRole('button').click();
      await expect.poll(names).toEqual(['core', 'panel.png', 'small.log', 'large.log']);
      await table.locator('#filter').press('ArrowDown');
      await workbench.page.keyboard.press('ArrowDown');
      await workbench.page.keyboard.press('ArrowDown');
      await expect.poll(() => row('small.log').getAttribute('aria-selected')).toBe('true');
      await workbench.page.keyboard.press('Enter');
      await workbench.tab('small.log').waitFor();
      await expect.poll(() => workbench.text()).toContain('one line');

      await row('small.log').focus();
      await workbench.page.keyboard.press('Shift+F10');
      const menu = workbench.page.locator('.context-view .monaco-menu');
      await menu.getByRole('menuitem', { name: 'Show Incident' }).waitFor();
      await workbench.screenshot('attachments-menu');
      await menu.getByRole('menuitem', { name: 'Show Incident' }).hover();
      await workbench.page
        .locator('.context-view .action-item.focused', { hasText: 'Show Incident' })
        .waitFor();
      await workbench.page.keyboard.press('Enter');
      await expect.poll(() => workbench.row('Checkout').first().getAttribute('aria-selected')).toBe('true');

      await row('small.log').focus();
      await workbench.page.keyboard.press('Delete');
      await workbench.dialogButton('Remove').click();
      await expect.poll(names).not.toContain('small.log');
    });
  });

  it('forgets what it showed when the store is locked', async () => {
    await machine.share(async workbench => {
      const { row } = await openTable(workbench);
      await row('large.log').waitFor();
      await workbench.command('Whydunit: Lock Store');
      const locked = await workbench.ours('.nothing .action');
      await expect.poll(() => locked.locator('body').innerText()).toMatch(/^The store is locked\.\s+Unlock$/);
      await locked.getByRole('button', { name: 'Unlock' }).click();
      await (await openTable(workbench)).row('large.log').waitFor();
    });
  });

  it('takes an image from the clipboard, and says so where it holds none', async () => {
    await machine.share(async workbench => {
      await workbench.allowClipboard();
      const { table, row } = await openTable(workbench);
      await row('large.log').waitFor();
      await workbench.page.evaluate(() => navigator.clipboard.writeText('words'));
      await workbench.command('Whydunit: Attach Image from Clipboard');
      const page = await workbench.ours('#paste');
      await page.locator('#paste').focus();
      await workbench.page.keyboard.press('Control+V');
      await page.getByText('The clipboard holds no image').waitFor();
      await workbench.page.keyboard.press('Escape');
      await workbench.tab('Attach Image from Clipboard').waitFor({ state: 'detached' });

      await workbench.page.evaluate(async () => {
        // Only the page that has the keyboard may write.
        window.focus();
        const canvas = document.createElement('canvas');
        Object.assign(canvas, { width: 320, height: 200 });
        const context = canvas.getContext('2d');
        if (context) context.fillStyle = '#c33';
        context?.fillRect(40, 40, 240, 120);
        const png = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve));
        if (png) await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
      });
      // It holds no text now, so the command for text leads to the page for images.
      await workbench.command('Whydunit: Attach Clipboard to Incident');
      const again = await workbench.ours('#paste');
      await again.getByText('The clipboard holds no text.').waitFor();
      await again.locator('#paste').focus();
      await workbench.page.keyboard.press('Control+V');
      await again.getByRole('img', { name: 'The pasted image' }).waitFor();
      await again.locator('#name').fill('gateway');
      await expect.poll(() => again.locator('.target').innerText()).toContain('Checkout answers 502');
      await workbench.theme('Dark Modern');
      await workbench.screenshot('paste-dark');
      await workbench.theme('Light Modern');
      await workbench.screenshot('paste-light');
      await again.getByRole('button', { name: 'Attach to Incident' }).click();
      await workbench.told('Pictures are not searched for passwords');
      await workbench.tab('Attach Image from Clipboard').waitFor({ state: 'detached' });
      await row('gateway.png').focus();
      await table.locator('.provenance', { hasText: 'From the clipboard' }).waitFor();
    });
  });

  it('leads from a link in a text to the lines of a large log, in the viewer that is open already', async () => {
    await machine.share(async workbench => {
      await workbench.allowClipboard();
      await workbench.showIncidents();
      await workbench.row('Checkout').waitFor();
      await attached(workbench, 'huge.log');
      const { row } = await openTable(workbench);
      await row('huge.log').click({ button: 'right' });
      const copy = workbench.page
        .locator('.context-view .monaco-menu')
        .getByRole('menuitem', { name: 'Copy Link' });
      await copy.hover();
      await workbench.page.locator('.context-view .action-item.focused', { hasText: 'Copy Link' }).waitFor();
      await workbench.page.keyboard.press('Enter');
      const copied = () => workbench.page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(copied).toMatch(/^whydunit:\/huge\.log\?[0-9a-f-]{36}$/);
      const link = await copied();
      writeFileSync(join(machine.logs, 'notes.txt'), `${link}#L90000\n${link}#L120000-L120002\n`);
      await workbench.openFile('notes.txt');
      for (const [at, line] of [90_000, 120_000].entries()) {
        await workbench.tab('notes.txt').click();
        await workbench.selectLines(at + 1, at + 1);
        await workbench.links().nth(1).waitFor();
        await workbench.command('Open Link');
        const viewer = await workbench.ours('#lines');
        const shown = viewer.locator('.row', { hasText: `line ${line} of a log` });
        await expect.poll(() => shown.getAttribute('aria-selected')).toBe('true');
      }
      expect(await workbench.tab('huge.log').count()).toBe(1);
    });
  });
});
