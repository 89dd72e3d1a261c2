import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

/** What VS Code would make an icon and a link of, where it is not told otherwise. */
const HOSTILE = 'pool exhausted $(flame) [run](command:workbench.action.closeWindow)';

describe('searching incidents', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
  });
  afterAll(() => machine.remove());

  async function edit(workbench: Workbench, title: string, field: string, text: string): Promise<void> {
    await workbench.contextMenu(workbench.row(title), 'Edit Details…');
    await workbench.picks.filter({ hasText: field }).first().waitFor();
    await workbench.pick(field);
    await workbench.enter(field, text);
    await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Types into the search that is open, and waits for the titles that it shows. */
  async function typed(workbench: Workbench, text: string, ...titles: string[]): Promise<void> {
    await workbench.page.locator('.quick-input-widget:visible input').first().fill(text);
    const labels = workbench.picks.locator('.label-name').filter({ hasText: /Checkout|Mail|Nightly/ });
    await expect.poll(() => labels.allTextContents(), { message: text }).toEqual(titles);
  }

  it('edits details, finds by beginnings of words and by filters, and shows what was chosen', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.createIncident('Checkout answers 502', 'critical');
      await workbench.createIncident('Mail is late', 'low');
      await workbench.createIncident('Nightly report lacks orders', 'high');
      await edit(workbench, 'Mail', 'Description', HOSTILE);
      await edit(workbench, 'Mail', 'Tags', 'smtp, queue');
      await edit(workbench, 'Checkout', 'Category', 'network');
      await edit(workbench, 'Nightly', 'Assignee', 'me');

      // A list that is drawn anew takes the tooltip away with the row: the pointer comes again.
      const tooltip = workbench.page.locator('.workbench-hover', { hasText: 'Tags: smtp, queue' });
      const text = async () => {
        await workbench.statusBar.hover();
        await workbench.row('Mail').hover();
        return tooltip.innerText({ timeout: 2000 }).catch(() => '');
      };
      await expect.poll(text).toContain(HOSTILE);
      await workbench.page.keyboard.press('Escape');

      await workbench.command('Whydunit: Search Incidents…');
      await typed(workbench, '', 'Nightly report lacks orders', 'Mail is late', 'Checkout answers 502');
      await typed(workbench, 'exhau', 'Mail is late');
      const row = workbench.picks.filter({ hasText: 'Mail is late' });
      await expect.poll(() => row.innerText()).toContain(HOSTILE.replace('exhausted', '«exhausted»'));
      await expect.poll(() => row.innerText()).toContain('low · open');
      await workbench.screenshot('search');
      await typed(workbench, 'tag:queue', 'Mail is late');
      await typed(workbench, 'category:network severity:critical', 'Checkout answers 502');
      await typed(workbench, 'assignee:me', 'Nightly report lacks orders');
      await typed(workbench, 'status:resolved');
      await workbench.picks.filter({ hasText: 'No incident fits.' }).waitFor();
      await typed(workbench, 'status:opne mai', 'Mail is late');
      await workbench.picks.filter({ hasText: '“status:opne” filters nothing yet.' }).waitFor();

      await workbench.command('View: Show Explorer');
      await workbench.command('Whydunit: Search Incidents…');
      await typed(workbench, 'check', 'Checkout answers 502');
      await workbench.page.keyboard.press('Enter');
      const chosen = workbench.row('Checkout answers 502');
      await expect.poll(() => chosen.getAttribute('aria-selected')).toBe('true');
    });
  });

  it('begins each field with what it holds', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.contextMenu(workbench.row('Mail'), 'Edit Details…');
      await workbench.picks.filter({ hasText: 'smtp, queue' }).waitFor();
      await workbench.pick('Tags');
      const input = workbench.page.locator('.quick-input-widget:visible', { hasText: 'Tags' });
      await expect.poll(() => input.locator('input').first().inputValue()).toBe('smtp, queue');
      await workbench.enter('Tags', 'smtp');
      await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
      await workbench.command('Whydunit: Search Incidents…');
      await typed(workbench, 'tag:queue');
      await typed(workbench, 'tag:SMTP', 'Mail is late');
    });
  });
});
