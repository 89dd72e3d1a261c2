import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

const LINES = 120_000;
const CANARY = 'CANARY-7f3a';
const lineOf = (number: number) =>
  `2026-11-20T02:41:00.${String(number % 1000).padStart(3, '0')}Z ${number % 5000 === 0 ? 'ERROR' : 'INFO'} ${CANARY} request ${number} took ${number % 97} ms in pool "orders" of checkout`;

describe('evidence of every size and kind', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
    const log = Array.from({ length: LINES }, (_, at) => lineOf(at + 1)).join('\n');
    writeFileSync(join(machine.logs, 'big.log'), `${log}\n`);
    const tar = pack();
    tar.entry({ name: 'var/log/app.log' }, `${CANARY} one line\n`);
    tar.entry({ name: '../escape.log' }, 'out\n');
    tar.finalize();
    const packed = Buffer.concat(await Array.fromAsync(tar as AsyncIterable<Buffer>));
    writeFileSync(join(machine.logs, 'logs.tar.gz'), gzipSync(packed));
    writeFileSync(
      join(machine.logs, 'shot.png'),
      Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    );
  });
  afterAll(() => machine.remove());

  const attachFromExplorer = async (workbench: Workbench, name: string) => {
    await workbench.command('View: Show Explorer');
    await workbench.row(name).waitFor();
    await workbench.contextMenu(workbench.row(name), 'Attach to Incident');
  };

  it('opens a large log at once in a viewer, goes to a line, finds, filters and links', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await attachFromExplorer(workbench, 'big.log');
      await workbench.pick('New incident…');
      await workbench.enter('New Incident', 'Large evidence');
      await workbench.pick('high');
      await workbench.told('Attached big.log to “Large evidence”.');
      await workbench.dismissNotifications();
      await workbench.showIncidents();
      await workbench.unfold('Large evidence');
      await workbench.row('big.log').click();
      const page = workbench.page.frameLocator('iframe.webview').frameLocator('iframe');
      const row = (number: number) => page.locator('.row', { hasText: `request ${number} took` });
      await row(1).waitFor();

      await page.locator('#line').fill('90000');
      await page.locator('#line').press('Enter');
      await row(90_000).waitFor();
      await expect.poll(() => row(90_000).getAttribute('aria-selected')).toBe('true');
      await expect.poll(() => row(90_000).getAttribute('aria-setsize')).toBe(String(LINES));
      await workbench.command('Whydunit: Add to Timeline');
      await workbench.told('Added to the timeline at ');
      await workbench.dismissNotifications();

      await page.locator('#find').fill('request 5000 ');
      await page.locator('.status', { hasText: 'Lines that match: 1' }).waitFor();
      await page.locator('#find').press('Enter');
      await row(5000).waitFor();
      await workbench.screenshot('viewer');

      await page.locator('#find').fill('ERROR');
      await page.locator('.status', { hasText: `Lines that match: ${LINES / 5000}` }).waitFor();
      await page.getByRole('button', { name: 'Show only lines that match' }).click();
      await row(10_000).waitFor();
      expect(await page.locator('.row').count()).toBe(LINES / 5000);
      await workbench.screenshot('viewer-filtered');
    });
  });

  it('takes the logs out of an archive, names what it leaves, and keeps a picture', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.row('Large evidence').waitFor();
      await attachFromExplorer(workbench, 'logs.tar.gz');
      await workbench.told('holds an entry whose name leads out of it');
      await workbench.dismissNotifications();
      await attachFromExplorer(workbench, 'shot.png');
      const notice = await workbench.told('Pictures are not searched for passwords');
      await notice.getByRole('button', { name: 'I Know' }).click();
      await workbench.showIncidents();
      await workbench.unfold('Large evidence');
      await workbench.row('app.log').waitFor();
      await workbench.row('shot.png').click();
      await workbench.tab('shot.png').waitFor();
      await workbench.screenshot('evidence');
    });
  });

  it('leaves none of it in the clear on the disk', async () => {
    expect(await machine.filesWith('Large evidence', CANARY)).toEqual([]);
  });
});
