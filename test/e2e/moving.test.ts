import { Database } from '@signalapp/sqlcipher';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

const PASSPHRASE = 'four words for this test';

describe('moving in and out', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
  });
  afterAll(() => machine.remove());

  const path = (name: string) => join(machine.home, name);

  const modal = (workbench: Workbench) => workbench.page.locator('.monaco-dialog-box');

  /** A plain database, as a debug build of TFTSR leaves it. */
  function makeTftsr(): string {
    const file = path('tftsr.db');
    const db = new Database(file);
    db.exec(readFileSync('test/fixtures/tftsr/schema.sql', 'utf8'));
    db.exec(`
      INSERT INTO issues (id, title, severity, status, created_at, updated_at) VALUES
        ('0195a000-0000-7000-8000-000000000001', 'DNS fails after the upgrade', 'P1', 'open', '2025-03-01T10:00:00Z', '2025-03-01 10:00:00'),
        ('0195a000-0000-7000-8000-000000000002', 'Disk full on db-3', 'high', 'resolved', '2025-03-02 10:00:00', '2025-03-02 10:00:00'),
        ('INC-7', 'From another time', 'low', 'open', '2025-03-02 10:00:00', '2025-03-02 10:00:00');
      INSERT INTO resolution_steps VALUES
        ('0195a000-0000-7000-8000-000000000003', '0195a000-0000-7000-8000-000000000001', 1, 'Why?', 'Because', NULL, '2025-03-01 10:00:00');`);
    db.close();
    return file;
  }

  it('brings a TFTSR database after a look at it, and says what did not come', async () => {
    const file = makeTftsr();
    const before = readFileSync(file);
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.command('Whydunit: Import TFTSR Database…');
      await workbench.answerFile('Import TFTSR Database', file);
      await modal(workbench).getByText('Incidents: 3').waitFor();
      await workbench.screenshot('import-preview');
      await workbench.dialogButton('Import').click();
      const done = await workbench.told('came incidents: 2, other rows: 1.');
      await workbench.row('DNS fails after the upgrade').waitFor();
      await workbench.row('Disk full on db-3').waitFor();
      await workbench.screenshot('import-done');
      await done.getByRole('button', { name: 'Details' }).click();
      await workbench.picks.filter({ hasText: 'the id is not a UUID' }).first().waitFor();
      await workbench.screenshot('import-details');
      await workbench.page.keyboard.press('Escape');

      await workbench.dismissNotifications();
      await workbench.command('Whydunit: Import TFTSR Database…');
      await workbench.answerFile('Import TFTSR Database', join(machine.logs, 'checkout.log'));
      await workbench.told('is not a database that can be used here');
      await workbench.dismissNotifications();
    });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(machine.home).filter(name => name.startsWith('tftsr.db'))).toEqual(['tftsr.db']);
  });

  it('backs up, restores, and keeps what was there', async () => {
    const backup = path('backup.db');
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.row('Disk full on db-3').waitFor();
      await workbench.command('Whydunit: Back Up…');
      await workbench.answerFile('Back Up', backup);
      await workbench.told(`The backup is in ${backup}`);
      expect(existsSync(backup)).toBe(true);
      await workbench.dismissNotifications();

      await workbench.createIncident('After the backup', 'low');

      await workbench.command('Whydunit: Restore…');
      await workbench.answerFile('Restore', backup);
      await modal(workbench).getByText('Incidents: 2').waitFor();
      await workbench.screenshot('restore-question');
      await workbench.dialogButton('Restore').click();
      await workbench.told('The backup is the store now; what was there before is kept');
      await workbench.row('After the backup').waitFor({ state: 'detached' });
      await workbench.row('Disk full on db-3').waitFor();
      await workbench.screenshot('restored');
      await workbench.dismissNotifications();
    });
    const kept = readdirSync(machine.storeFolder).filter(name => name.startsWith('tftsr-before-restore-'));
    expect(kept).toHaveLength(1);
  });

  it('exports a case bundle under a passphrase and imports it again', async () => {
    const bundle = path('case.whydunit');
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.contextMenu(workbench.row('Disk full on db-3'), 'Export Case Bundle…');
      await workbench.picks.filter({ hasText: 'Disk full on db-3' }).waitFor();
      await workbench.screenshot('bundle-incidents');
      await workbench.page.keyboard.press('Enter');
      await workbench.enter('New Passphrase (1 of 2)', PASSPHRASE);
      await workbench.enter('New Passphrase (2 of 2)', PASSPHRASE);
      await workbench.answerFile('Export Case Bundle', bundle);
      await workbench.told('holds the chosen incidents');
      await workbench.dismissNotifications();

      await workbench.contextMenu(workbench.row('Disk full on db-3'), 'Delete Incident…');
      await workbench.dialogButton('Delete').click();
      await workbench.row('Disk full on db-3').waitFor({ state: 'detached' });

      await workbench.command('Whydunit: Import Case Bundle…');
      await workbench.answerFile('Import Case Bundle', bundle);
      await workbench.enter('The passphrase that', 'not this one');
      await workbench.enter('That did not open', PASSPHRASE);
      await modal(workbench).getByText('Incidents: 1').waitFor();
      await workbench.dialogButton('Import').click();
      await workbench.row('Disk full on db-3').waitFor();
      await workbench.command('Whydunit: Verify Audit Log');
      await workbench.pick('Verify the chain');
      await workbench.told('The audit log is whole');
      await workbench.screenshot('bundle-imported');
    });
  });
});
