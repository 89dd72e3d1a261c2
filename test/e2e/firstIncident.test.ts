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
      const incident = workbench.row(TITLE);
      await incident.waitFor();
      expect(await incident.getAttribute('aria-label')).toMatch(/severity critical, open · active/);
      await workbench.unfold(TITLE);
      await openAndCompare(workbench);
    });
  });

  it('has the same lines after everything was closed and opened again, and goes back to where they came from', async () => {
    await machine.run(async workbench => {
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

  it('left nothing of it in the clear on the disk', async () => {
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
