import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';

/** What VS Code would make markup, an icon and a link of, where it is not told otherwise. */
const HOSTILE = 'Renamed <b>$(flame)</b> [run](command:workbench.action.closeWindow)';

describe('the incidents view', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
  });
  afterAll(() => machine.remove());

  it('edits incidents from the context menu and deletes them after a question', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.createIncident('First', 'low');
      await workbench.createIncident('Second', 'high');
      const second = workbench.row('Second');
      await expect.poll(() => second.getAttribute('aria-label')).toMatch(/severity high, open · active/);

      await workbench.contextMenu(workbench.row('First'), 'Rename Incident…');
      await workbench.enter('Rename Incident', HOSTILE);
      const first = workbench.row(HOSTILE);
      await first.waitFor();
      await workbench.contextMenu(first, 'Set Severity…');
      await workbench.pick('critical');
      await workbench.contextMenu(first, 'Set Status…');
      await workbench.pick('resolved');
      await expect.poll(() => first.getAttribute('aria-label')).toMatch(/severity critical, resolved/);

      await workbench.contextMenu(first, 'Make Active Incident');
      await expect.poll(() => workbench.statusBar.innerText()).toContain(HOSTILE);
      await workbench.openFile('kubelet.log');
      await workbench.command('Whydunit: Attach to Incident');
      const attached = await workbench.told('Attached kubelet.log to “Renamed');
      expect(await attached.locator('.notification-list-item-message a').count()).toBe(0);
      await workbench.contextMenu(first, 'Delete Incident…');
      await workbench.dialogButton('Cancel').click();
      await first.waitFor();
      await workbench.contextMenu(first, 'Delete Incident…');
      await workbench.dialogButton('Delete').click();
      await first.waitFor({ state: 'detached' });
      await expect.poll(() => workbench.statusBar.innerText()).toContain('No active incident');
    });
  });

  it('attaches from the explorer, a tab, the editor and the keyboard, and undoes', async () => {
    await machine.share(async workbench => {
      await workbench.dismissNotifications();
      await workbench.showIncidents();
      await workbench.contextMenu(workbench.row('Second'), 'Make Active Incident');
      await expect.poll(() => workbench.statusBar.innerText()).toContain('Second');

      await workbench.command('View: Show Explorer');
      await workbench.row('kubelet.log').click();
      // Opening the file moves the selection of the view to it: only then is it widened.
      await workbench.tab('kubelet.log').waitFor();
      await workbench.editorLines.first().waitFor();
      await workbench.row('postgres.log').click({ modifiers: ['Shift'] });
      await expect.poll(() => workbench.sidebar.locator('.monaco-list-row.selected').count()).toBe(3);
      await workbench.contextMenu(workbench.row('postgres.log'), 'Attach to Incident');
      await workbench.told('Attached 3 files to “Second”.');
      await workbench.dismissNotifications();

      await workbench.openFile('checkout.log');
      await workbench.contextMenu(workbench.tab('checkout.log'), 'Attach to Incident');
      await workbench.told('Attached checkout.log to “Second”.');
      await workbench.dismissNotifications();
      await workbench.contextMenu(workbench.editorLines.first(), 'Attach to Incident');
      await workbench.told('“Second” has this content already, as checkout.log.');
      await workbench.dismissNotifications();

      await workbench.selectLines(3, 4);
      await workbench.page.keyboard.press('Control+K');
      await workbench.page.keyboard.press('a');
      const attached = await workbench.told('Attached checkout.log L3–L4 to “Second”.');
      await workbench.showIncidents();
      await workbench.unfold('Second');
      await workbench.row('L3–L4').waitFor();
      await attached.getByRole('button', { name: 'Undo' }).click();
      await workbench.row('L3–L4').waitFor({ state: 'detached' });
      await workbench.row('nginx-access.log').waitFor();
    });
  });

  it('deletes the row that the keyboard is on, not the one that was clicked before', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.unfold('Second');
      await workbench.row('postgres.log').click();
      await workbench.tab('postgres.log').waitFor();
      await workbench.showIncidents();
      await workbench.page.keyboard.press('ArrowDown');
      const focused = workbench.sidebar.locator('.monaco-list-row.focused');
      await expect.poll(() => focused.innerText()).not.toContain('postgres.log');
      const [name = ''] = ((await focused.getAttribute('aria-label')) ?? '').split(',');
      await workbench.page.keyboard.press('Delete');
      await workbench.page.locator('.monaco-dialog-box', { hasText: `Remove ${name} from` }).waitFor();
      await workbench.dialogButton('Remove').click();
      await workbench.row(name).waitFor({ state: 'detached' });
      await workbench.row('postgres.log').waitFor();
    });
  });

  it('reveals lines that moved, and says so when they are gone', async () => {
    const log = join(machine.logs, 'moving.log');
    writeFileSync(log, 'one\ntwo\nthree\nfour\n');
    await machine.share(async workbench => {
      await workbench.openFile('moving.log');
      await workbench.selectLines(2, 3);
      await workbench.command('Whydunit: Attach Selection to Incident');
      await workbench.told('Attached moving.log L2–L3');
      await workbench.showIncidents();
      await workbench.unfold('Second');
      const row = workbench.row('moving.log');

      // The editor reads the file again by itself: what is revealed is looked for in what it shows.
      writeFileSync(log, 'zero\nhalf\none\ntwo\nthree\nfour\n');
      await workbench.editorLines.filter({ hasText: 'zero' }).waitFor();
      await workbench.contextMenu(row, 'Reveal Source');
      await expect.poll(() => workbench.statusBar.innerText()).toContain('Ln 5, Col 6 (9 selected)');

      writeFileSync(log, 'rotated\n');
      await workbench.editorLines.filter({ hasText: 'rotated' }).waitFor();
      await workbench.contextMenu(row, 'Reveal Source');
      await workbench.told('The lines are no longer in moving.log');
      rmSync(log);
      await workbench.command('View: Close All Editors');
      await workbench.contextMenu(row, 'Reveal Source');
      await workbench.told('is no longer there or cannot be opened');
    });
  });

  it('says in a sentence what is wrong with the store, changes nothing, and goes on when it is right again', async () => {
    await machine.close();
    const file = join(machine.storeFolder, 'tftsr.db');
    renameSync(file, `${file}.aside`);
    writeFileSync(file, 'not a database, but long enough');
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.sidebar.getByText('The store is locked.').waitFor();
      writeFileSync(file, 'too short');
      await workbench.sidebar.getByRole('button', { name: 'Unlock', exact: true }).click();
      await workbench.told('is not a store of Whydunit');
      await workbench.sidebar.getByText('The store of your incidents is not open.').waitFor();
      await workbench.screenshot('store-not-open');
      await workbench.dismissNotifications();
      renameSync(`${file}.aside`, file);
      chmodSync(file, 0o600);
      await workbench.sidebar.getByRole('button', { name: 'Try Again' }).click();
      await workbench.row('Second').waitFor();
    });
  });

  it('works in a window without a folder', async () => {
    await machine.share(async workbench => {
      await workbench.command('Whydunit: Open Sample Log');
      await workbench.tab('checkout.log').waitFor();
      await workbench.focusEditor();
      await workbench.selectLines(1, 2);
      await workbench.command('Whydunit: Attach Selection to Incident');
      await workbench.pick('Second');
      await workbench.told('Attached checkout.log L1–L2 to “Second”.');

      // What a title turns around ends with it.
      await workbench.showIncidents();
      await workbench.createIncident('Safe \u202egnp.exe', 'low');
      const name = workbench.row('Safe').locator('.label-name').first();
      await expect.poll(() => name.textContent()).toBe('Safe \u202egnp.exe\u202c');
    }, 'none');
  });

  it('works in a workspace of several folders', async () => {
    const workspace = join(machine.home, 'two.code-workspace');
    writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'logs' }, { path: 'data' }] }));
    await machine.share(async workbench => {
      await workbench.openFile('kubelet.log');
      await workbench.selectLines(1, 1);
      await workbench.command('Whydunit: Attach Selection to Incident');
      await workbench.pick('Second');
      await workbench.told('Attached kubelet.log L1 to “Second”.');
    }, workspace);
  });
});
