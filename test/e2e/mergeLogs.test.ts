import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';

const CANARY = 'CANARY-41c9';

/** In Berlin's time, by a clock that is half a minute fast. */
const API = [
  `2026-05-17 04:00:35,120 ERROR [main] ${CANARY} pool "orders" exhausted`,
  '    at com.example.checkout.Pool.take(Pool.java:17)',
  `2026-05-17 04:00:39,000 INFO [main] ${CANARY} pool "orders" recovered`,
];
const GATEWAY = [
  `203.0.113.7 - - [17/May/2026:02:00:04 +0000] "GET /${CANARY} HTTP/1.1" 200 512`,
  `203.0.113.7 - - [17/May/2026:02:00:06 +0000] "GET /${CANARY} HTTP/1.1" 502 0`,
];

describe('logs of several machines', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
    writeFileSync(join(machine.logs, 'api.log'), `${API.join('\n')}\n`);
    writeFileSync(join(machine.logs, 'apj.log'), `${GATEWAY.join('\n')}\n`);
  });
  afterAll(() => machine.remove());

  it('are merged by time, each by its own clock, and lead to the lines that they are from', async () => {
    await machine.run(async workbench => {
      await workbench.showIncidents();
      await workbench.createIncident('Two clocks', 'high');
      for (const name of ['api.log', 'apj.log']) {
        await workbench.openFile(name);
        await workbench.command('Whydunit: Attach to Incident');
        await workbench.told(`Attached ${name} to “Two clocks”.`);
        await workbench.dismissNotifications();
      }
      await workbench.command('View: Close All Editors');
      await workbench.showIncidents();
      await workbench.unfold('Two clocks');

      await workbench.contextMenu(workbench.row('api.log'), 'Set Time Zone and Clock Offset…');
      await workbench.enter('Time Zone of api.log', 'Europe/Berlin');
      await workbench.enter('Clock Offset of api.log', '-00:00:30');
      await workbench.enter('Start of the Machine of api.log', '');

      await workbench.row('api.log').click();
      await workbench.tab('api.log').waitFor();
      await workbench.row('apj.log').click({ modifiers: ['Control'] });
      await expect.poll(() => workbench.sidebar.locator('.monaco-list-row.selected').count()).toBe(2);
      await workbench.contextMenu(workbench.row('apj.log'), 'Merge Logs by Time');
      await workbench.tab('merged-2-logs.log').waitFor();
      await expect
        .poll(async () => (await workbench.text()).trimEnd())
        .toBe(
          [
            `2026-05-17 02:00:04.000 apj.log | ${GATEWAY[0]}`,
            `2026-05-17 02:00:05.120 api.log | ${API[0]}`,
            `2026-05-17 02:00:05.120 api.log | ${API[1]}`,
            `2026-05-17 02:00:06.000 apj.log | ${GATEWAY[1]}`,
            `2026-05-17 02:00:09.000 api.log | ${API[2]}`,
          ].join('\n'),
        );
      await workbench.screenshot('merged-logs');

      // A clock that is set later moves its lines in the text that is open; the hover of a line leads there.
      await workbench.selectLines(2, 2);
      await workbench.page.keyboard.press('Home');
      await workbench.command('Show or Focus Hover');
      const hover = workbench.page.locator('.monaco-hover:visible', { hasText: 'Times in UTC' });
      await hover.getByText('Set Time Zone and Clock Offset…').click();
      await workbench.enter('Time Zone of api.log', 'Europe/Berlin');
      await workbench.enter('Clock Offset of api.log', '-00:00:28');
      await workbench.enter('Start of the Machine of api.log', '');
      await expect
        .poll(async () => (await workbench.text()).split('\n')[1])
        .toBe(`2026-05-17 02:00:06.000 apj.log | ${GATEWAY[1]}`);
      await workbench.row('api.log').hover();
      await workbench.page.locator('.monaco-hover', { hasText: 'Added to its times: -00:00:28' }).waitFor();

      await workbench.selectLines(3, 3);
      await workbench.command('Whydunit: Add to Timeline');
      await workbench.told('Added to the timeline at 2026-05-17 02:00:07.120 UTC.');
      await workbench.dismissNotifications();

      // An event of a line follows the clock where a person wants it to.
      await workbench.contextMenu(workbench.row('api.log'), 'Set Time Zone and Clock Offset…');
      await workbench.enter('Time Zone of api.log', 'Europe/Berlin');
      await workbench.enter('Clock Offset of api.log', '-00:00:27');
      await workbench.enter('Start of the Machine of api.log', '');
      const moved = await workbench.told('Events with the times that api.log had until now: 1.');
      await moved.getByRole('button', { name: 'Move' }).click();
      await workbench.command('Whydunit: Open Timeline');
      const page = await workbench.ours('#chart');
      await page.locator('#list .rows .row', { hasText: '02:00:08.120' }).waitFor();
      await workbench.tab('merged-2-logs.log').click();

      await workbench.selectLines(5, 5);
      await workbench.command('Go to Definition');
      await workbench.page.locator('.statusbar', { hasText: 'Ln 3, Col 1' }).waitFor();
      await expect.poll(async () => (await workbench.text()).split('\n')[2]).toBe(API[2]);

      await workbench.tab('merged-2-logs.log').click();
      await workbench.selectLines(2, 2);
      await workbench.command("Whydunit: Open the Line's Attachment");
      await workbench.tab('apj.log').waitFor();
      await workbench.page.locator('.statusbar', { hasText: 'Ln 2' }).waitFor();
    });
  });

  it('leave none of the merged text in the clear on the disk', async () => {
    expect(await machine.filesWith(CANARY)).toEqual([]);
  });
});
