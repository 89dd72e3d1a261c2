import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

const CANARY = 'CANARY-51why';
const HOSTILE = '<img src=x onerror="top.hacked=1"><script>top.hacked=1</script> \u202egnp.exe';

/** The answers of the page, each with its question. */
const outline = (page: Frame) =>
  page.locator('article').evaluateAll(cards =>
    cards.map(card => {
      const [question = '', answer = ''] = [...card.querySelectorAll('textarea')].map(({ value }) => value);
      return `${card.querySelector('.level')?.textContent ?? ''} ${question} | ${answer}`;
    }),
  );

describe('the whys of an incident', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
  });
  afterAll(() => machine.remove());

  const openWhys = async (workbench: Workbench) => {
    await workbench.command('Whydunit: Open 5 Whys');
    return workbench.ours('.sheet');
  };
  const saved = (page: Frame) => page.locator('.saving.saved').waitFor();

  it('grow out of their answers by keyboard, with evidence, marks, order and undo', async () => {
    await machine.run(async workbench => {
      const { page: window } = workbench;
      const type = (text: string) => window.keyboard.type(text);
      const press = async (...keys: string[]) => {
        for (const key of keys) await window.keyboard.press(key);
      };
      await workbench.showIncidents();
      await workbench.theme('Dark Modern');
      await workbench.createIncident('Checkout answers 502', 'critical');
      await workbench.openFile('checkout.log');
      await workbench.command('Whydunit: Attach to Incident');
      await workbench.told('Attached checkout.log');
      await workbench.dismissNotifications();
      const page = await openWhys(workbench);
      await page.locator('.empty').waitFor();
      await workbench.screenshot('whys-empty');
      await page.locator('.empty .action').click();
      await expect.poll(() => outline(page)).toEqual(['1 Why is it that checkout answers 502? | ']);
      const focused = () => page.evaluate(() => document.activeElement?.className);
      await expect.poll(focused).toBe('why_question');
      await press('Enter');
      await type(`The pool was exhausted. ${CANARY}`);
      await saved(page);
      await press('Enter');
      await expect.poll(() => outline(page)).toHaveLength(2);
      await expect.poll(focused).toBe('why_question');
      await press('Enter');
      await type('Each request held two connections.');
      await press('Enter');
      await expect.poll(() => outline(page)).toHaveLength(3);
      await press('Enter');
      await type(HOSTILE);
      await expect
        .poll(() => outline(page))
        .toEqual([
          `1 Why is it that checkout answers 502? | The pool was exhausted. ${CANARY}`,
          '2 Why is it that the pool was exhausted? | Each request held two connections.',
          `3 Why is it that each request held two connections? | ${HOSTILE}`,
        ]);
      // A second cause of the first why.
      await page.getByRole('button', { name: 'Another cause' }).first().click();
      await expect.poll(() => outline(page)).toHaveLength(4);
      await expect.poll(focused).toBe('why_question');
      await press('Enter');
      await type('A report ran at the same time.');
      await press('Alt+ArrowUp');
      await expect.poll(async () => (await outline(page)).map(text => text[0])).toEqual(['1', '2', '2', '3']);
      await expect.poll(focused).toBe('answer');
      await workbench.screenshot('whys-dark');
      await press('Control+Z');
      console.log(await outline(page));
      await workbench.screenshot('whys-undone');
    });
  });
});
