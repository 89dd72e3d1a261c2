import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make(inject('vsix'));
});
afterAll(() => machine.remove());

it('the walkthrough leads to a first attached line', async () => {
  await machine.run(async workbench => {
    await workbench.command('Whydunit: Get Started');
    const walkthrough = workbench.page.locator('.gettingStartedContainer');
    const step = (title: string) => walkthrough.locator('.getting-started-step', { hasText: title });
    await step('Create an incident').waitFor();
    await workbench.screenshot('get-started');

    await step('Meet the Incidents view').click();
    await walkthrough.getByRole('button', { name: 'Show Incidents' }).click();
    await workbench.sidebar.getByText('No incidents yet.').waitFor();

    await step('Create an incident').click();
    await walkthrough.getByRole('button', { name: 'New Incident' }).click();
    await workbench.enter('New Incident', 'My first');
    await workbench.pick('medium');
    await workbench.row('My first').waitFor();

    await step('Open a log').click();
    await walkthrough.getByRole('button', { name: 'Open Sample Log' }).click();
    await workbench.tab('checkout.log').waitFor();
    await workbench.focusEditor();
    await workbench.selectLines(3, 5);

    await step('Attach your first line').click();
    await walkthrough.getByRole('button', { name: 'Attach Selection' }).click();
    await workbench.told('Attached checkout.log L3–L5 to “My first”.');
    await expect
      .poll(() => walkthrough.locator('.codicon-getting-started-step-checked.complete').count())
      .toBe(4);
    await workbench.screenshot('get-started-done');
  });
});
