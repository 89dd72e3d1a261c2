import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

const HOSTILE = '<img src=x onerror="window.ran=1"><script>window.ran=1</script> \u202Eabc';

const LOG = [
  '2026-11-20T02:37:12.120Z INFO deployed checkout 4.12.0',
  '2026-11-20T02:38:40.250Z WARN pool "orders" is at 18 of 20',
  '2026-11-20T02:41:07.500Z ERROR pool "orders" exhausted: 143 waiting',
  '    at Pool.take (pool.ts:71)',
  '2026-11-20T02:41:09.000Z ERROR request timed out after 30000 ms',
  '2026-11-20T02:52:00.000Z INFO rolled back to 4.11.3',
];

describe('the timeline of an incident', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
    writeFileSync(join(machine.logs, 'pool.log'), `${LOG.join('\n')}\n`);
  });
  afterAll(() => machine.remove());

  const rows = (page: Frame) => page.locator('#list .rows .row');

  /** The descriptions in the list, in its order. */
  async function listed(page: Frame): Promise<string[]> {
    return rows(page).locator('.description').allTextContents();
  }

  async function addOnPage(page: Frame, fields: Record<string, string>): Promise<void> {
    await page.locator('#add').click();
    for (const [name, text] of Object.entries(fields)) await page.locator(`#field-${name}`).fill(text);
    await page.locator('#page form button[type=submit]').click();
    await page.locator('#page form').waitFor({ state: 'detached' });
  }

  async function attach(workbench: Workbench): Promise<void> {
    await workbench.command('View: Show Explorer');
    await workbench.row('pool.log').waitFor();
    await workbench.contextMenu(workbench.row('pool.log'), 'Attach to Incident');
    await workbench.told('Attached pool.log');
    await workbench.dismissNotifications();
  }

  it('is filled from lines of logs and by hand, edited, moved, undone, and read in a list beside the chart', async () => {
    await machine.run(async workbench => {
      await workbench.showIncidents();
      await workbench.createIncident('Checkout answers 502', 'critical');
      await attach(workbench);
      await workbench.showIncidents();
      await workbench.unfold('Checkout answers 502');
      await workbench.row('pool.log').click();
      await workbench.tab('pool.log').waitFor();

      // A line with its time becomes an event without a question.
      await workbench.selectLines(3, 3);
      await workbench.command('Whydunit: Add to Timeline');
      await workbench.told('Added to the timeline at 2026-11-20 02:41:07.500 UTC');
      // One without a time has that of the line before suggested.
      await workbench.selectLines(4, 4);
      await workbench.command('Whydunit: Add to Timeline');
      const box = workbench.page.locator('.quick-input-widget:visible', { hasText: 'bears no time' });
      await box.waitFor();
      await expect.poll(() => box.locator('input').first().inputValue()).toBe('2026-11-20 02:41:07.500');
      await workbench.page.keyboard.press('Enter');
      await workbench.told('Added to the timeline at 2026-11-20 02:41:07.500');
      await workbench.dismissNotifications();

      const began = Date.now();
      await workbench.command('Whydunit: Open Timeline');
      const page = await workbench.ours('#chart');
      await rows(page).filter({ hasText: 'pool "orders" exhausted' }).waitFor();
      console.log(`timeline opened after ${Date.now() - began} ms, with the palette`);
      await page.locator('.volume .error').waitFor({ state: 'attached' });

      // By hand: a detection, its time typed freely, and text that must stay text.
      await page.getByRole('button', { name: 'Set when: Impact started' }).click();
      await expect.poll(() => page.locator('#field-time').inputValue()).toContain('2026-11-20 02:41:0');
      await page.locator('#field-description').fill('First 502 for customers');
      await page.locator('#page form button[type=submit]').click();
      await rows(page).filter({ hasText: 'First 502' }).waitFor();
      // What is too long is refused with a sentence, and the page goes on.
      await page.getByRole('button', { name: 'Set when: Detected' }).first().click();
      await page.locator('#field-description').fill('Alert fires');
      await page.locator('#field-source').fill('alertmanager '.repeat(30));
      await page.locator('#page form button[type=submit]').click();
      await page
        .locator('form [role=alert]', { hasText: 'Source: that is longer than the 200 characters' })
        .waitFor();
      await page.locator('form').getByRole('button', { name: 'Cancel' }).click();
      await addOnPage(page, { description: 'Alert fires', time: '2026-11-20 02:43', type: 'Detected' });
      await addOnPage(page, {
        description: HOSTILE,
        time: '02:44:00.001',
        tags: 'odd, db',
        source: 'people',
      });
      await rows(page).filter({ hasText: '<img src=x' }).waitFor();
      expect(await page.evaluate(() => 'ran' in window)).toBe(false);
      await expect.poll(() => page.locator('.metric').first().innerText()).toMatch(/Time to detect\s+1 min/);
      await expect
        .poll(() => page.locator('.metric').nth(2).innerText())
        .toMatch(/not known\s+no event “Resolved” yet/);

      // Keys: the last event moves, and goes, and comes back.
      const hostile = rows(page).filter({ hasText: '<img src=x' });
      await hostile.click();
      await page.locator('#chart').focus();
      await workbench.page.keyboard.press('Alt+ArrowRight');
      await workbench.page.keyboard.press('Enter');
      await expect.poll(() => hostile.locator('.time').innerText()).not.toBe('2026-11-20 02:44:00.001');
      await workbench.page.keyboard.press('Control+z');
      await expect.poll(() => hostile.locator('.time').innerText()).toBe('2026-11-20 02:44:00.001');
      await page.locator('#list').focus();
      await workbench.page.keyboard.press('Delete');
      await hostile.waitFor({ state: 'detached' });
      await workbench.page.keyboard.press('Control+z');
      await hostile.waitFor();

      // The pointer moves an event, once it is told from its neighbours.
      await rows(page).filter({ hasText: 'Alert fires' }).click();
      await page.locator('#chart').focus();
      for (let key = 0; key < 5; key++) await workbench.page.keyboard.press('+');
      const alert = page.locator('.mark.milestone', { hasText: 'Alert fires' });
      await alert.waitFor();
      const place = await alert.locator('.shape').boundingBox();
      if (!place) throw new Error('the mark is not drawn');
      const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
      await workbench.page.mouse.move(x, y);
      await workbench.page.mouse.down();
      await workbench.page.mouse.move(x + 60, y, { steps: 5 });
      await workbench.page.mouse.up();
      await expect
        .poll(() => rows(page).filter({ hasText: 'Alert fires' }).locator('.time').innerText())
        .not.toContain('02:43:00');
      await workbench.screenshot('timeline');

      // Filters, and what they leave.
      await page.locator('#filter').fill('people odd');
      await expect.poll(() => listed(page)).toEqual([HOSTILE.replace('\u202E', '')]);
      await page.locator('#filter').fill('');
      await expect.poll(async () => (await listed(page)).length).toBeGreaterThan(4);

      // Editing in place, and the evidence of an event.
      const line = rows(page).filter({ hasText: 'exhausted' });
      await line.dblclick();
      await page.locator('#field-tags').fill('db');
      await page.locator('#page form button[type=submit]').click();
      await expect.poll(() => line.locator('.tag').allTextContents()).toEqual(['db']);
      await page.locator('.refs .link', { hasText: 'pool.log L3' }).click();
      await workbench.page.locator('.statusbar', { hasText: 'Ln 3' }).waitFor();

      // The same events as a tree.
      await workbench.command('Whydunit: Focus on Timeline View');
      const row = workbench.row('Alert fires');
      await row.waitFor();
      await workbench.screenshot('timeline-tree');
      await workbench.contextMenu(row, 'Delete Event');
      const told = await workbench.told('Deleted from the timeline: Alert fires');
      await row.waitFor({ state: 'detached' });
      await told.getByRole('button', { name: 'Undo' }).click();
      await row.waitFor();

      // Evidence that is gone is shown as gone.
      await workbench.showIncidents();
      await workbench.contextMenu(workbench.row('pool.log').first(), 'Remove');
      await workbench.dialogButton('Remove').click();
      await workbench.command('Whydunit: Open Timeline');
      await line.click();
      await page.locator('.details .broken', { hasText: 'removed from the incident' }).waitFor();
      await workbench.screenshot('timeline-broken');

      // A locked store leaves nothing on the page.
      await workbench.command('Whydunit: Lock Store');
      await page.getByRole('button', { name: 'Unlock' }).waitFor();
      expect(await page.locator('body').innerText()).not.toContain('Alert');
      await page.getByRole('button', { name: 'Unlock' }).click();
      await rows(page).filter({ hasText: 'Alert fires' }).waitFor();
    });
  }, 240_000);
});
