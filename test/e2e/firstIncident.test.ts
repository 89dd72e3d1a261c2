import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

const TITLE = 'Orders fail since the night';
const [FROM, TO] = [65, 68];

/** The main job: from a log line to an encrypted incident, and back after everything was closed. */
describe('a first incident', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
  });
  afterAll(() => machine.remove());

  const lines = () => readFileSync(join(machine.logs, 'checkout.log'), 'utf8').split('\n');

  it('begins in an empty view that says what to do', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await expect.poll(() => workbench.sidebar.innerText()).toContain('No incidents yet.');
      await workbench.sidebar.getByRole('button', { name: 'New Incident', exact: true }).waitFor();
      await workbench.screenshot('empty');
    });
  });

  it('takes selected lines, shows them in the sidebar and opens them read-only', async () => {
    await machine.share(async workbench => {
      await attachLines(workbench);
      await workbench.told(`Attached checkout.log L${FROM}–L${TO}`);
      await expect.poll(() => workbench.statusBar.innerText()).toContain(TITLE);

      await workbench.showIncidents();
      await expect
        .poll(() => workbench.row(TITLE).getAttribute('aria-label'))
        .toMatch(/severity critical, open · active/);
      await workbench.unfold(TITLE);
      await openAndCompare(workbench);
    });
  });

  it('has the same lines after everything was closed and opened again, and goes back to where they came from', async () => {
    await machine.close();
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await expect.poll(() => workbench.statusBar.innerText()).toContain(TITLE);
      await workbench.unfold(TITLE);
      await openAndCompare(workbench);

      // The row is drawn anew once the lines are looked through, which would close its menu.
      await workbench.row(`L${FROM}–L${TO}`).filter({ hasText: 'to review' }).waitFor();
      await workbench.contextMenu(workbench.row(`L${FROM}–L${TO}`), 'Reveal Source');
      await workbench.statusBar.filter({ hasText: `Ln ${TO}, Col` }).waitFor();
      await workbench.dismissNotifications();
      await workbench.screenshot('incident');
    });
  });

  it('goes on to a timeline, a root cause that lines show, and a postmortem', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.command('View: Close All Editors');
      for (const name of ['checkout.log', 'nginx-access.log']) {
        await workbench.openFile(name);
        await workbench.command('Whydunit: Attach to Incident');
        await workbench.told(`Attached ${name} to`);
        await workbench.dismissNotifications();
      }
      await workbench.command('View: Close All Editors');
      await workbench.showIncidents();
      await workbench.unfold(TITLE);
      await tellTimeline(workbench);
      await findRootCause(workbench);
      await workbench.command('View: Close All Editors');
      await workbench.command('Whydunit: Generate Postmortem');
      const page = await workbench.ours('.editor .cm-content');
      await page.locator('.preview .drawing svg').first().waitFor();
      await page.locator('.outline button', { hasText: 'Timeline' }).click();
      await page.locator('.preview', { hasText: 'Orders fail for every customer' }).waitFor();
      await workbench.dismissNotifications();
      await workbench.screenshot('case-postmortem');
    });
  });

  async function tellTimeline(workbench: Workbench): Promise<void> {
    await workbench.row('checkout.log').filter({ hasNotText: 'L65' }).first().click();
    await workbench.tab('checkout.log').waitFor();
    await workbench.selectLines(FROM, FROM);
    await workbench.command('Whydunit: Add to Timeline');
    await workbench.told('Added to the timeline at 2026-11-20 02:44:29.103');
    await workbench.dismissNotifications();
    await workbench.command('View: Close All Editors');
    await workbench.command('Whydunit: Open Timeline');
    const page = await workbench.ours('#chart');
    const events = [
      ['Impact started', '2026-11-20 02:44:30', 'Orders fail for every customer'],
      ['Detected', '2026-11-20 02:46', 'Alert: more than 1 % of orders fail'],
      ['Acknowledged', '2026-11-20 02:47:10', 'Mara looks at the pool'],
      ['Mitigated', '2026-11-20 02:49:30', 'Pool set back to 50 connections'],
      ['Resolved', '2026-11-20 02:50:30', 'No order failed for a minute'],
    ] as const;
    for (const [type, time, description] of events) {
      await page.locator('#add').click();
      await page.locator('#field-description').fill(description);
      await page.locator('#field-time').fill(time);
      await page.locator('#field-type').fill(type);
      await page.locator('#page form button[type=submit]').click();
      await page.locator('#page form').waitFor({ state: 'detached' });
      await page.locator('#list .rows .row', { hasText: description }).waitFor();
    }
    await expect
      .poll(() => page.locator('.metric').first().innerText())
      .toMatch(/Time to detect\s+1 min 30 s/);
    await page.locator('#list .rows .row', { hasText: 'Mara looks' }).click();
    await page.locator('#chart').focus();
    for (let step = 0; step < 14; step++) await workbench.page.keyboard.press('+');
    await workbench.screenshot('case-timeline');
  }

  async function findRootCause(workbench: Workbench): Promise<void> {
    const { keyboard } = workbench.page;
    await workbench.command('View: Close All Editors');
    await workbench.command('Whydunit: Open 5 Whys');
    const page = await workbench.ours(`h1:has-text("${TITLE}")`);
    await page.locator('.empty .action').click();
    const answers = [
      'The service waited in vain for a connection to its database.',
      'Its pool had shrunk from 50 connections to 5.',
      'A change of configuration was taken over in the middle of the night.',
    ];
    for (const [at, answer] of answers.entries()) {
      await page.locator('textarea.why_question:focus').waitFor();
      expect(await page.locator('article').count()).toBe(at + 1);
      await keyboard.press('Enter');
      await page.locator('textarea.answer:focus').waitFor();
      await keyboard.type(answer);
      if (at < answers.length - 1) await keyboard.press('Enter');
    }
    const cause = page.locator('article').last();
    await cause.locator('select.role').selectOption('root_cause');
    await cause.getByText('A root cause without evidence').waitFor();
    await cause.getByRole('button', { name: 'Evidence…' }).click();
    await workbench.pick('checkout.log');
    await workbench.enter('Lines of checkout.log', '64-65');
    await cause.getByText('A root cause without evidence').waitFor({ state: 'detached' });
    await page.locator('.saving.saved').waitFor();
    await workbench.screenshot('case-whys');
  }

  it('left nothing of it in the clear on the disk', async () => {
    await machine.close();
    const [first = ''] = lines().slice(FROM - 1);
    const clear = await machine.filesWith(TITLE, first);
    expect(readdirSync(machine.storeFolder)).toContain('tftsr.db');
    // The sample in the package is a part of the demonstration's log.
    expect(clear.filter(file => !file.includes('/media/sample/'))).toEqual([]);
  });

  async function attachLines(workbench: Workbench): Promise<void> {
    await workbench.openFile('checkout.log');
    await workbench.selectLines(FROM, TO);
    await workbench.command('Whydunit: Attach Selection to Incident');
    await workbench.pick('New incident…');
    await workbench.enter('New Incident', TITLE);
    await workbench.pick('critical');
  }

  async function openAndCompare(workbench: Workbench): Promise<void> {
    await workbench.row(`L${FROM}–L${TO}`).click();
    await workbench.page.locator('.breadcrumbs-below-tabs', { hasText: 'checkout.log' }).first().waitFor();
    const expected = lines()
      .slice(FROM - 1, TO)
      .join('\n');
    await expect.poll(() => workbench.text()).toBe(expected);
    await workbench.statusBar.filter({ hasText: 'Log' }).waitFor();
  }
});
