import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

/** The page in the panel below the editors. */
const tableOf = (workbench: Workbench) =>
  workbench.page.frameLocator('iframe.webview').frameLocator('iframe');

describe('all attachments in one table', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
    writeFileSync(join(machine.logs, 'small.log'), 'one line\n');
    writeFileSync(join(machine.logs, 'large.log'), 'a longer line\n'.repeat(500));
  });
  afterAll(() => machine.remove());

  const attachFromExplorer = async (workbench: Workbench, name: string) => {
    await workbench.command('View: Show Explorer');
    await workbench.row(name).waitFor();
    await workbench.contextMenu(workbench.row(name), 'Attach to Incident');
    await workbench.notification(`Attached ${name}`).waitFor();
    await workbench.dismissNotifications();
  };

  it('says what to do while there is none, grows with the store, sorts and filters', async () => {
    await machine.run(async workbench => {
      await workbench.showIncidents();
      await workbench.createIncident('Checkout answers 502', 'critical');
      await workbench.command('Whydunit: Show Attachments');
      const table = tableOf(workbench);
      await table.getByText('No attachments yet.').waitFor();
      await workbench.screenshot('attachments-empty');
      await attachFromExplorer(workbench, 'large.log');
      await attachFromExplorer(workbench, 'small.log');
      const names = table.locator('tbody td.name');
      await expect.poll(() => names.allInnerTexts()).toHaveLength(2);
      await workbench.theme('Dark Modern');
      await workbench.screenshot('attachments-dark');
    });
  });
});
