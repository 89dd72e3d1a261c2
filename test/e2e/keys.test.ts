import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

const TITLE = 'Under lock and key';
const PASSPHRASE = 'correct horse battery staple';

describe('the key of the store', () => {
  let machine: Machine;
  let recoveryKey = '';
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
  });
  afterAll(() => machine.remove());

  const offer = (workbench: Workbench) => workbench.notification('Your store has a new key');
  const dialog = (workbench: Workbench) => workbench.page.locator('.monaco-dialog-box');
  const question = (workbench: Workbench) =>
    workbench.page.locator('.quick-input-widget:visible', { hasText: 'Unlock Store' });

  /** Shows the recovery key, saves it to a file and returns it. */
  async function showAndSave(workbench: Workbench, file: string): Promise<string> {
    await offer(workbench).getByRole('button', { name: 'Show Recovery Key' }).click();
    await dialog(workbench).getByText('WHY1-').waitFor();
    await workbench.screenshot('recovery-key');
    const shown = /WHY1(-[0-9A-Z]{4}){14}/.exec(await dialog(workbench).innerText())?.[0] ?? '';
    await workbench.dialogButton('Copy').click();
    await dialog(workbench).getByText('It is in the clipboard.').waitFor();
    await workbench.dialogButton('Save…').click();
    const input = workbench.page.locator('.quick-input-widget:visible input').first();
    await expect.poll(() => input.inputValue()).toContain('whydunit-recovery-key.txt');
    await input.fill(file);
    // The dialog takes no key while it reads the folder.
    await workbench.picks.filter({ hasText: 'browser' }).waitFor();
    await workbench.page.keyboard.press('Enter');
    await dialog(workbench).getByText(`It is in ${file}.`).waitFor();
    await workbench.dialogButton('Done').click();
    expect(readFileSync(file, 'utf8')).toContain(shown);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    return shown;
  }

  async function locked(workbench: Workbench): Promise<void> {
    await workbench.sidebar.getByText('The store is locked.').waitFor();
    await expect.poll(() => workbench.statusBar.innerText()).toContain('Locked');
  }

  async function answer(workbench: Workbench, text: string): Promise<void> {
    await question(workbench).locator('input').first().fill(text);
    await workbench.page.keyboard.press('Enter');
  }

  it('is offered for keeping until its recovery key was shown, once', async () => {
    await machine.share(async workbench => {
      await workbench.command('Whydunit: New Incident…');
      await workbench.enter('New Incident', TITLE);
      await workbench.pick('high');
      await offer(workbench).waitFor();
      await workbench.screenshot('recovery-key-offer');
      await offer(workbench).getByRole('button', { name: 'Later' }).click();
    });
    await machine.reopen(async workbench => {
      await workbench.showIncidents();
      await workbench.row(TITLE).waitFor();
      recoveryKey = await showAndSave(workbench, join(machine.home, 'recovery.txt'));
      await workbench.command('Whydunit: Show Recovery Key');
      await workbench.told('is shown only once');
    });
  });

  it('is proved by a command, which names what is mistyped', async () => {
    await machine.share(async workbench => {
      await workbench.command('Whydunit: Verify Recovery Key…');
      const widget = workbench.page.locator('.quick-input-widget:visible', {
        hasText: 'Verify Recovery Key',
      });
      await widget
        .locator('input')
        .first()
        .fill(recoveryKey.slice(0, -1) + (recoveryKey.endsWith('0') ? '1' : '0'));
      await widget.getByText('A character is mistyped').waitFor();
      await widget.locator('input').first().fill(recoveryKey.toLowerCase().replaceAll('-', ' '));
      await widget.getByText('A character is mistyped').waitFor({ state: 'hidden' });
      await workbench.page.keyboard.press('Enter');
      await workbench.told('This recovery key opens the store.');
      await workbench.dismissNotifications();
    });
  });

  it('is locked and unlocked, with everything that shows evidence', async () => {
    await machine.share(async workbench => {
      await workbench.openFile('checkout.log');
      await workbench.command('Whydunit: Attach to Incident');
      // A browser that is closed at once may not have kept which incident was active, and it is asked for.
      const choice = workbench.picks.filter({ hasText: TITLE });
      await choice.or(workbench.notification('Attached checkout.log to')).first().waitFor();
      if (await choice.isVisible()) await choice.click();
      await workbench.told('Attached checkout.log to');
      await workbench.showIncidents();
      await workbench.unfold(TITLE);
      await workbench.row('checkout.log').click();
      await expect.poll(() => workbench.tab('checkout.log').count()).toBe(2);
      await workbench.dismissNotifications();
      await workbench.command('Whydunit: Lock Store');
      await locked(workbench);
      await expect.poll(() => workbench.tab('checkout.log').count()).toBe(1);
      await workbench.screenshot('locked');
      await workbench.sidebar.getByRole('button', { name: 'Unlock', exact: true }).click();
      await workbench.row(TITLE).waitFor();
    });
  });

  it('becomes a passphrase, which is asked for in every new window', async () => {
    await machine.share(async workbench => {
      await workbench.command('Whydunit: Change Key…');
      await workbench.pick('Set passphrase…');
      await workbench.enter('New Passphrase (1 of 2)', 'short');
      await workbench.page.getByText('A passphrase needs 12 characters or more').waitFor();
      await workbench.enter('New Passphrase (1 of 2)', PASSPHRASE);
      await workbench.enter('New Passphrase (2 of 2)', PASSPHRASE);
      await workbench.told('The store has its new passphrase');
      recoveryKey = await showAndSave(workbench, join(machine.home, 'second.txt'));
      await workbench.showIncidents();
      await workbench.row(TITLE).waitFor();
    });
    await machine.reopen(async workbench => {
      await workbench.showIncidents();
      await locked(workbench);
      expect(await question(workbench).count()).toBe(0);
      await workbench.sidebar.getByRole('button', { name: 'Unlock', exact: true }).click();
      await answer(workbench, 'correct horse battery stable');
      await question(workbench).getByText('This passphrase does not open the store').waitFor();
      await workbench.screenshot('unlock-wrong');
      await workbench.page.keyboard.press('Escape');
      await locked(workbench);
      await workbench.command('Whydunit: New Incident…');
      await answer(workbench, PASSPHRASE);
      await workbench.enter('New Incident', 'After the question');
      await workbench.pick('low');
      await workbench.row(TITLE).waitFor();
    });
  });

  it('opens by the recovery key, and is kept again once it is random', async () => {
    await machine.reopen(async workbench => {
      await workbench.showIncidents();
      await locked(workbench);
      await workbench.statusBar.getByText('Locked').click();
      await answer(workbench, `${recoveryKey.slice(0, 20)}U${recoveryKey.slice(21)}`);
      await question(workbench).getByText('No recovery key has the character U').waitFor();
      await answer(workbench, recoveryKey);
      await workbench.row(TITLE).waitFor();
      await workbench.command('Whydunit: Change Key…');
      await workbench.pick('Remove passphrase');
      await workbench.told('The store has a new random key');
      recoveryKey = await showAndSave(workbench, join(machine.home, 'third.txt'));
    });
    await machine.reopen(async workbench => {
      await workbench.showIncidents();
      await workbench.row(TITLE).waitFor();
    });
  });

  it('that a new profile does not have is asked for, and the store stays as it was', async () => {
    await machine.close();
    rmSync(join(machine.home, 'browser'), { recursive: true });
    const file = join(machine.storeFolder, 'tftsr.db');
    // What was written last may still lie in the log beside the file, where the editor was ended before it was moved.
    const bytes = () => [file, `${file}-wal`].map(name => (existsSync(name) ? readFileSync(name) : null));
    const before = bytes();
    await machine.reopen(async workbench => {
      await workbench.showIncidents();
      await locked(workbench);
      expect(bytes()).toEqual(before);
      await workbench.sidebar.getByRole('button', { name: 'Unlock', exact: true }).click();
      await answer(workbench, recoveryKey);
      await workbench.row(TITLE).waitFor();
    });
    await machine.reopen(async workbench => {
      await workbench.showIncidents();
      await workbench.row(TITLE).waitFor();
    });
  });
});
