import { afterAll, beforeAll, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make(inject('vsix'), 'oldest');
});
afterAll(() => machine.remove());

it('the oldest VS Code that the package names keeps a log line for the next window', async () => {
  await machine.share(async workbench => {
    // Not by name: the search for files is a native part that this host lacks.
    await workbench.command('View: Show Explorer');
    await workbench.row('checkout.log').dblclick();
    await workbench.focusEditor();
    await workbench.selectLines(65, 68);
    await workbench.command('Whydunit: Attach Selection to Incident');
    await workbench.pick('New incident…');
    await workbench.enter('New Incident', 'On the oldest');
    await workbench.pick('high');
    await workbench.told('Attached checkout.log L65–L68 to “On the oldest”.');
  });
  await machine.reopen(async workbench => {
    await workbench.showIncidents();
    await workbench.unfold('On the oldest');
    await workbench.row('L65–L68').click();
    await workbench.tab('L65-L68').or(workbench.tab('checkout.log')).first().waitFor();
    await workbench.editorLines.filter({ hasText: 'size=5' }).first().waitFor();
    await workbench.command('Whydunit: Show Attachments');
    const table = await workbench.ours('#filter');
    await table.locator('tbody tr', { hasText: 'checkout.log' }).waitFor();
  });
});
