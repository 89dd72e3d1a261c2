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
    await page.locator('form button[type=submit]').click();
    await page.locator('form').waitFor({ state: 'detached' });
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
      console.error('STEP 51', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.createIncident('Checkout answers 502', 'critical');
      console.error('STEP 52', Date.now() % 1e6);
      await workbench.screenshot('step');
      await attach(workbench);
      console.error('STEP 53', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.showIncidents();
      console.error('STEP 54', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.unfold('Checkout answers 502');
      console.error('STEP 55', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.row('pool.log').click();
      console.error('STEP 56', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.tab('pool.log').waitFor();
      console.error('STEP 57', Date.now() % 1e6);
      await workbench.screenshot('step');

      // A line with its time becomes an event without a question.
      await workbench.selectLines(3, 3);
      console.error('STEP 60', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.command('Whydunit: Add to Timeline');
      console.error('STEP 61', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.told('Added to the timeline at 2026-11-20 02:41:07.500 UTC');
      console.error('STEP 62', Date.now() % 1e6);
      await workbench.screenshot('step');
      // One without a time has that of the line before suggested.
      await workbench.selectLines(4, 4);
      console.error('STEP 64', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.command('Whydunit: Add to Timeline');
      console.error('STEP 65', Date.now() % 1e6);
      await workbench.screenshot('step');
      const box = workbench.page.locator('.quick-input-widget:visible', { hasText: 'bears no time' });
      console.error('STEP 66', Date.now() % 1e6);
      await workbench.screenshot('step');
      await box.waitFor();
      console.error('STEP 67', Date.now() % 1e6);
      await workbench.screenshot('step');
      expect(await box.locator('input').first().inputValue()).toBe('2026-11-20 02:41:07.500');
      console.error('STEP 68', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.page.keyboard.press('Enter');
      console.error('STEP 69', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.told('Added to the timeline at 2026-11-20 02:41:07.500');
      console.error('STEP 70', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.dismissNotifications();
      console.error('STEP 71', Date.now() % 1e6);
      await workbench.screenshot('step');

      const began = Date.now();
      console.error('STEP 73', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.command('Whydunit: Open Timeline');
      console.error('STEP 74', Date.now() % 1e6);
      await workbench.screenshot('step');
      const page = await workbench.ours('#chart');
      console.error('STEP 75', Date.now() % 1e6);
      await workbench.screenshot('step');
      await rows(page).filter({ hasText: 'pool "orders" exhausted' }).waitFor();
      console.error('STEP 76', Date.now() % 1e6);
      await workbench.screenshot('step');
      console.log(`timeline opened after ${Date.now() - began} ms, with the palette`);
      await page.locator('.volume .error').waitFor({ state: 'attached' });
      console.error('STEP 78', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.screenshot('timeline-first');
      console.error('STEP 79', Date.now() % 1e6);
      await workbench.screenshot('step');

      // By hand: a detection, its time typed freely, and text that must stay text.
      await page.getByRole('button', { name: 'Set when: Impact started' }).click();
      console.error('STEP 82', Date.now() % 1e6);
      await workbench.screenshot('step');
      await expect.poll(() => page.locator('#field-time').inputValue()).toContain('2026-11-20 02:41:0');
      console.error('STEP 83', Date.now() % 1e6);
      await workbench.screenshot('step');
      await page.locator('#field-description').fill('First 502 for customers');
      console.error('STEP 84', Date.now() % 1e6);
      await workbench.screenshot('step');
      await page.locator('form button[type=submit]').click();
      console.error('STEP 85', Date.now() % 1e6);
      await workbench.screenshot('step');
      await rows(page).filter({ hasText: 'First 502' }).waitFor();
      console.error('STEP 86', Date.now() % 1e6);
      await workbench.screenshot('step');
      await addOnPage(page, { description: 'Alert fires', time: '2026-11-20 02:43', type: 'Detected' });
      console.error('STEP 87', Date.now() % 1e6);
      await workbench.screenshot('step');
      await addOnPage(page, {
        description: HOSTILE,
        time: '02:44:00.001',
        tags: 'odd, db',
        source: 'people',
      });
      await rows(page).filter({ hasText: '<img src=x' }).waitFor();
      console.error('STEP 94', Date.now() % 1e6);
      await workbench.screenshot('step');
      expect(await page.evaluate(() => 'ran' in window)).toBe(false);
      console.error('STEP 95', Date.now() % 1e6);
      await workbench.screenshot('step');
      await expect.poll(() => page.locator('.metric').first().innerText()).toMatch(/Time to detect\s+1 min/);
      console.error('STEP 96', Date.now() % 1e6);
      await workbench.screenshot('step');
      expect(await page.locator('.metric').nth(2).innerText()).toMatch(/not known\s+no event “Resolved” yet/);
      console.error('STEP 97', Date.now() % 1e6);
      await workbench.screenshot('step');

      // Keys: the last event moves, and goes, and comes back.
      const hostile = rows(page).filter({ hasText: '<img src=x' });
      console.error('STEP 100', Date.now() % 1e6);
      await workbench.screenshot('step');
      await hostile.click();
      console.error('STEP 101', Date.now() % 1e6);
      await workbench.screenshot('step');
      await page.locator('#chart').focus();
      console.error('STEP 102', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.page.keyboard.press('Alt+ArrowRight');
      console.error('STEP 103', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.page.keyboard.press('Enter');
      console.error('STEP 104', Date.now() % 1e6);
      await workbench.screenshot('step');
      await expect.poll(() => hostile.locator('.time').innerText()).not.toBe('2026-11-20 02:44:00.001');
      console.error('STEP 105', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.page.keyboard.press('Control+z');
      console.error('STEP 106', Date.now() % 1e6);
      await workbench.screenshot('step');
      await expect.poll(() => hostile.locator('.time').innerText()).toBe('2026-11-20 02:44:00.001');
      console.error('STEP 107', Date.now() % 1e6);
      await workbench.screenshot('step');
      await page.locator('#list').focus();
      console.error('STEP 108', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.page.keyboard.press('Delete');
      console.error('STEP 109', Date.now() % 1e6);
      await workbench.screenshot('step');
      await hostile.waitFor({ state: 'detached' });
      console.error('STEP 110', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.page.keyboard.press('Control+z');
      console.error('STEP 111', Date.now() % 1e6);
      await workbench.screenshot('step');
      await hostile.waitFor();
      console.error('STEP 112', Date.now() % 1e6);
      await workbench.screenshot('step');

      // The pointer: a double click adds where it is, a drag moves.
      const alert = page.locator('.mark.milestone', { hasText: 'Alert fires' });
      console.error('STEP 115', Date.now() % 1e6);
      await workbench.screenshot('step');
      const place = await alert.locator('.shape').boundingBox();
      console.error('STEP 116', Date.now() % 1e6);
      await workbench.screenshot('step');
      if (!place) throw new Error('the mark is not drawn');
      const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
      console.error('STEP 118', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.page.mouse.move(x, y);
      console.error('STEP 119', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.page.mouse.down();
      console.error('STEP 120', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.page.mouse.move(x + 60, y, { steps: 5 });
      console.error('STEP 121', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.page.mouse.up();
      console.error('STEP 122', Date.now() % 1e6);
      await workbench.screenshot('step');
      await expect
        .poll(() => rows(page).filter({ hasText: 'Alert fires' }).locator('.time').innerText())
        .not.toContain('02:43:00');
      await workbench.screenshot('timeline');
      console.error('STEP 126', Date.now() % 1e6);
      await workbench.screenshot('step');

      // Filters, and what they leave.
      await page.locator('#filter').fill('people odd');
      console.error('STEP 129', Date.now() % 1e6);
      await workbench.screenshot('step');
      await expect.poll(() => listed(page)).toEqual([HOSTILE]);
      console.error('STEP 130', Date.now() % 1e6);
      await workbench.screenshot('step');
      await page.locator('#filter').fill('');
      console.error('STEP 131', Date.now() % 1e6);
      await workbench.screenshot('step');
      await expect.poll(async () => (await listed(page)).length).toBeGreaterThan(4);
      console.error('STEP 132', Date.now() % 1e6);
      await workbench.screenshot('step');

      // Editing in place, and the evidence of an event.
      const line = rows(page).filter({ hasText: 'exhausted' });
      console.error('STEP 135', Date.now() % 1e6);
      await workbench.screenshot('step');
      await line.dblclick();
      console.error('STEP 136', Date.now() % 1e6);
      await workbench.screenshot('step');
      await page.locator('#field-tags').fill('db');
      console.error('STEP 137', Date.now() % 1e6);
      await workbench.screenshot('step');
      await page.locator('form button[type=submit]').click();
      console.error('STEP 138', Date.now() % 1e6);
      await workbench.screenshot('step');
      await expect.poll(() => line.locator('.tag').allTextContents()).toEqual(['db']);
      console.error('STEP 139', Date.now() % 1e6);
      await workbench.screenshot('step');
      await page.locator('.refs .link', { hasText: 'pool.log L3' }).click();
      console.error('STEP 140', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.page.locator('.statusbar', { hasText: 'Ln 3' }).waitFor();
      console.error('STEP 141', Date.now() % 1e6);
      await workbench.screenshot('step');

      // The same events as a tree.
      await workbench.command('Whydunit: Focus on Timeline View');
      console.error('STEP 144', Date.now() % 1e6);
      await workbench.screenshot('step');
      const row = workbench.row('Alert fires');
      console.error('STEP 145', Date.now() % 1e6);
      await workbench.screenshot('step');
      await row.waitFor();
      console.error('STEP 146', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.screenshot('timeline-tree');
      console.error('STEP 147', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.contextMenu(row, 'Delete Event');
      console.error('STEP 148', Date.now() % 1e6);
      await workbench.screenshot('step');
      const told = await workbench.told('Deleted from the timeline: Alert fires');
      console.error('STEP 149', Date.now() % 1e6);
      await workbench.screenshot('step');
      await row.waitFor({ state: 'detached' });
      console.error('STEP 150', Date.now() % 1e6);
      await workbench.screenshot('step');
      await told.getByRole('button', { name: 'Undo' }).click();
      console.error('STEP 151', Date.now() % 1e6);
      await workbench.screenshot('step');
      await row.waitFor();
      console.error('STEP 152', Date.now() % 1e6);
      await workbench.screenshot('step');

      // Evidence that is gone is shown as gone.
      await workbench.showIncidents();
      console.error('STEP 155', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.contextMenu(workbench.row('pool.log'), 'Remove');
      console.error('STEP 156', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.dialogButton('Remove').click();
      console.error('STEP 157', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.command('Whydunit: Open Timeline');
      console.error('STEP 158', Date.now() % 1e6);
      await workbench.screenshot('step');
      await line.click();
      console.error('STEP 159', Date.now() % 1e6);
      await workbench.screenshot('step');
      await page.locator('.details .broken', { hasText: 'removed from the incident' }).waitFor();
      console.error('STEP 160', Date.now() % 1e6);
      await workbench.screenshot('step');
      await workbench.screenshot('timeline-broken');
      console.error('STEP 161', Date.now() % 1e6);
      await workbench.screenshot('step');

      // A locked store leaves nothing on the page.
      await workbench.command('Whydunit: Lock Store');
      console.error('STEP 164', Date.now() % 1e6);
      await workbench.screenshot('step');
      await page.getByRole('button', { name: 'Unlock' }).waitFor();
      console.error('STEP 165', Date.now() % 1e6);
      await workbench.screenshot('step');
      expect(await page.locator('body').innerText()).not.toContain('Alert');
      console.error('STEP 166', Date.now() % 1e6);
      await workbench.screenshot('step');
      await page.getByRole('button', { name: 'Unlock' }).click();
      console.error('STEP 167', Date.now() % 1e6);
      await workbench.screenshot('step');
      await rows(page).filter({ hasText: 'Alert fires' }).waitFor();
      console.error('STEP 168', Date.now() % 1e6);
      await workbench.screenshot('step');
    });
  }, 400_000);
});
