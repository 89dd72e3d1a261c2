import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

const MANY = 100_000;
const PAGE = 4096;

describe('evidence that is bad, too much, or broken', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
    mkdirSync(join(machine.logs, 'many'));
    for (let n = 0; n < MANY; n++)
      writeFileSync(join(machine.logs, 'many', `${n}.log`), `line of log ${n}\n`);
    const bad = join(machine.logs, 'bad');
    mkdirSync(bad);
    writeFileSync(join(bad, 'empty.log'), '');
    writeFileSync(join(bad, 'locked.pdf'), readFileSync('test/fixtures/formats/locked.pdf'));
    const rotated = gzipSync(randomBytes(60_000).toString('base64'));
    writeFileSync(join(bad, 'cut.log.gz'), rotated.subarray(0, 20_000));
    writeFileSync(join(machine.logs, 'noise.log'), `${randomBytes(7_000_000).toString('base64')}\n`);
    symlinkSync('rotated-away.log', join(bad, 'link.log'));
    // A folder that holds itself: it is no way to its files.
    symlinkSync('.', join(bad, 'around'));
    execFileSync('mkfifo', [join(machine.logs, 'pipe.log')]);
  }, 120_000);
  afterAll(() => machine.remove());

  const attachFromExplorer = async (workbench: Workbench, name: string) => {
    await workbench.command('View: Show Explorer');
    await workbench.row(name).waitFor();
    await workbench.contextMenu(workbench.row(name), 'Attach to Incident');
  };

  it('is refused in a sentence each, and what can be read of it is kept', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.createIncident('Broken evidence', 'low');
      await attachFromExplorer(workbench, 'bad');
      const notice = await workbench.told('Attached cut.log to “Broken evidence”.');
      const told = (await notice.textContent()) ?? '';
      expect(told).toContain('Of cut.log the end is missing, since it could not be read.');
      expect(told).toContain('empty.log is empty, so there is nothing to attach.');
      expect(told).toContain('locked.pdf is protected by a password, so it was not attached');
      expect(told).toContain('link.log is no longer there, so it was not attached.');
      await workbench.dismissNotifications();
      await attachFromExplorer(workbench, 'pipe.log');
      await workbench.told('pipe.log is not a regular file and was not attached.');
      await workbench.dismissNotifications();
    });
  });

  it('that is broken in the store is shown so, also after a restart', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await attachFromExplorer(workbench, 'noise.log');
      await workbench.told('Attached noise.log');
      await workbench.dismissNotifications();
      await workbench.command('Whydunit: Verify Attachments');
      await workbench.told(/Verified \d+ attachments \(.*\): all are whole\./);
    });

    await machine.close();
    const store = join(machine.storeFolder, 'tftsr.db');
    // An editor that was ended while it was busy leaves the pages in the log beside the store, which counts before it.
    const left = () => statSync(`${store}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    while (left() > 0) {
      await machine.share(async workbench => {
        await workbench.showIncidents();
        await workbench.row('Broken evidence').waitFor();
      });
      await machine.close();
    }
    // The disk loses a bit of what is most of the store.
    const bytes = readFileSync(store);
    const at = Math.floor(bytes.length / 2 / PAGE) * PAGE + 100;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(store, bytes);

    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.unfold('Broken evidence');
      await workbench.row('noise.log').waitFor();
      await workbench.contextMenu(workbench.row('noise.log'), 'Verify Attachments');
      await workbench.told('noise.log: a page of the store that holds its content is damaged.');
      await workbench.row('noise.log').filter({ hasText: 'broken' }).waitFor();
      await workbench.screenshot('broken');
    });
    await machine.reopen(async workbench => {
      await workbench.showIncidents();
      await workbench.unfold('Broken evidence');
      await workbench.row('noise.log').filter({ hasText: 'broken' }).waitFor();
    });
  }, 240_000);

  it('of a hundred thousand files is asked about first, and can be cancelled on the way', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.row('Broken evidence').waitFor();
      const dialog = workbench.page.locator('.monaco-dialog-box', { hasText: 'Attach 100,000 files?' });
      await attachFromExplorer(workbench, 'many');
      await dialog.waitFor();
      await workbench.dialogButton('Cancel').click();
      await dialog.waitFor({ state: 'detached' });
      await attachFromExplorer(workbench, 'many');
      await dialog.waitFor();
      await workbench.dialogButton('Attach All').click();
      const progress = workbench.notification('Attaching to “Broken evidence”');
      await progress.waitFor({ timeout: 60_000 });
      await progress.getByRole('button', { name: 'Cancel' }).click();
      await workbench.told('The rest was cancelled.');
    });
  }, 240_000);
});
