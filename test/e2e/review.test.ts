import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';

const LOG = [
  '2026-11-20T02:41:03.904Z INFO  boot version 1.2.3.4',
  '2026-11-20T02:41:04.120Z WARN  login failed for ana.lopez@corp-mail.com from 10.20.30.40 password=hunter2hunter2',
  '2026-11-20T02:41:05.311Z INFO  retry from 10.20.30.40',
  '',
].join('\n');

/** Large enough for the viewer, with a few findings far apart. */
const LARGE = Array.from({ length: 100_000 }, (_, at) => {
  const private_ = at % 30_000 === 20_000 ? ` from bo.smith${at}@corp-mail.com at 10.9.8.7` : '';
  return `2026-11-20T02:41:05.311Z INFO  request ${at + 1} of the checkout was served in ${at % 97} ms by its pool${private_}\n`;
}).join('');

/** More findings than are listed. */
const MANY = Array.from({ length: 10_050 }, (_, at) => `${at} from 10.66.77.88\n`).join('');

describe('reviewing findings', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
    writeFileSync(join(machine.logs, 'login.log'), LOG);
    writeFileSync(join(machine.logs, 'large.log'), LARGE);
    writeFileSync(join(machine.logs, 'many.log'), MANY);
  });
  afterAll(() => machine.remove());

  it('marks what is private in evidence, keeps what a person decides, and copies the rest redacted', async () => {
    await machine.share(async workbench => {
      const { page } = workbench;
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await workbench.showIncidents();
      await workbench.createIncident('Login fails', 'high');
      await workbench.openFile('login.log');
      await workbench.command('Whydunit: Attach to Incident');
      await workbench.told('Attached login.log to');
      await workbench.dismissNotifications();
      await workbench.command('View: Close All Editors');
      await workbench.showIncidents();
      await workbench.unfold('Login fails');
      await workbench.row('login.log').filter({ hasText: '4 to review' }).waitFor();
      await workbench.row('login.log').click();
      await workbench.tab('login.log').waitFor();
      await page.locator('.codelens-decoration', { hasText: 'Redact' }).first().waitFor();
      await workbench.screenshot('review-lenses');

      await workbench.editorLines.first().click();
      await page.keyboard.press('Alt+F9');
      await page.locator('.monaco-hover:visible', { hasText: 'E-mail address' }).waitFor();
      await workbench.screenshot('review-hover');
      const hover = page.locator('.monaco-hover:visible');
      await expect
        .poll(async () => (await hover.innerText()).split(/\s+/).join(' '))
        .toMatch(/^E-mail address → \[Email-1\] Found by the rule email, \d+ % sure\. Waits for a decision/);
      // There and back, by keyboard alone.
      await page.keyboard.press('Alt+F9');
      await workbench.statusBar.filter({ hasText: 'IPv4 address → [IPv4-1]' }).waitFor();
      await page.keyboard.press('Shift+Alt+F9');
      await workbench.statusBar.filter({ hasText: 'E-mail address → [Email-1]' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+.');
      await workbench.picks.filter({ hasText: 'Not Private: Always Ignore' }).waitFor();
      await workbench.screenshot('review-choices');
      await workbench.pick('Keep Everywhere in This Incident');
      await workbench.row('login.log').filter({ hasText: '3 to review' }).waitFor();

      await workbench.command('Whydunit: Focus on Findings View');
      await workbench.row('10.20.30.40').filter({ hasText: 'places: 2' }).waitFor();
      for (const type of ['IPv4 address', 'Password', 'E-mail address'])
        await workbench.row(type).first().waitFor();
      await workbench.screenshot('review-findings');
      await workbench.contextMenu(workbench.row('10.20.30.40'), 'Redact');
      await workbench.row('login.log').filter({ hasText: '1 to review' }).waitFor();

      // What is cut out of a finding has no key that would tell what it is.
      await workbench.focusEditor();
      await workbench.selectLines(2, 2);
      await page.keyboard.press('End');
      for (let count = 0; count < 7; count++) await page.keyboard.press('Shift+ArrowLeft');
      await workbench.command('Whydunit: Copy Redacted');
      await page.locator('.monaco-dialog-box', { hasText: '[Password-1]' }).waitFor();
      await workbench.dialogButton('Cancel').click();

      await workbench.focusEditor();
      await workbench.selectLines(2, 3);
      await workbench.command('Whydunit: Copy Redacted');
      const question = page.locator('.monaco-dialog-box');
      await question.getByText('Kept as you decided: 1').waitFor();
      await question.getByText('ana.lopez@corp-mail.com from [IPv4-1] password=[Password-1]').waitFor();
      await workbench.screenshot('review-gate');
      await workbench.dialogButton('Copy').click();
      await expect.poll(() => workbench.statusBar.innerText()).toContain('Copied. Findings redacted: 3');
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toContain('retry from [IPv4-1]');
      expect(copied).not.toContain('hunter2');

      // What was seen once goes without a question.
      await page.evaluate(() => navigator.clipboard.writeText('something else'));
      await workbench.command('Whydunit: Copy Redacted');
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(copied);

      await workbench.contextMenu(workbench.row('login.log'), 'Compare with Redacted');
      await page.locator('.monaco-diff-editor', { hasText: '[Password-1]' }).waitFor();
      await workbench.screenshot('review-diff');

      await workbench.contextMenu(workbench.row('login.log'), 'Redact Attachment…');
      await workbench.pick('Make a redacted copy');
      await workbench.told('login.redacted.log is the redacted copy. Findings redacted: 3, kept: 1.');
      await workbench.row('login.redacted.log').waitFor();
      await workbench.dismissNotifications();

      // The same in the viewer of large logs.
      await workbench.command('View: Show Explorer');
      await workbench.row('large.log').waitFor();
      await workbench.contextMenu(workbench.row('large.log'), 'Attach to Incident');
      await workbench.told('Attached large.log to');
      await workbench.dismissNotifications();
      await workbench.command('View: Close All Editors');
      await workbench.showIncidents();
      await workbench.row('large.log').filter({ hasText: '6 to review' }).waitFor();
      await workbench.row('large.log').click();
      const viewer = await workbench.ours('#lines');
      const status = viewer.locator('.findings .status');
      await status.getByText('Findings that wait: 6').waitFor();
      await viewer.locator('#lines').focus();
      await page.keyboard.press('Alt+F9');
      await status.getByText('E-mail address').waitFor();
      await viewer.locator('.row.cursor', { hasText: 'request 20001 of' }).waitFor();
      await workbench.screenshot('review-viewer');
      await page.keyboard.press('Alt+F9');
      await status.getByText('IPv4 address').waitFor();
      await viewer.getByRole('button', { name: 'Keep Everywhere in This Incident' }).click();
      await viewer.locator('.finding.kept', { hasText: '10.9.8.7' }).waitFor();
      await workbench.row('large.log').filter({ hasText: '3 to review' }).waitFor();
      await viewer.locator('.finding', { hasText: 'bo.smith' }).click({ button: 'right' });
      await page.locator('.monaco-menu', { hasText: 'Not Private' }).waitFor();
      await workbench.screenshot('review-viewer-menu');
      await page.locator('.monaco-menu .action-label', { hasText: /^Redact$/ }).click();
      await viewer.locator('.finding.redact', { hasText: 'bo.smith' }).waitFor();
      await workbench.row('large.log').filter({ hasText: '2 to review' }).waitFor();

      await viewer.locator('#lines').focus();
      await workbench.command('Whydunit: Copy Redacted');
      await expect
        .poll(() => page.evaluate(() => navigator.clipboard.readText()))
        .toMatch(/^\S+ INFO {2}request 20001 of .* from \[Email-\d+\] at 10\.9\.8\.7\n$/);
      await workbench.screenshot('review-viewer-copied');
    });
  });

  it('says where there are more findings than it lists', async () => {
    await machine.share(async workbench => {
      await workbench.openFile('many.log');
      await workbench.command('Whydunit: Attach to Incident');
      await workbench.told('Attached many.log to');
      await workbench.dismissNotifications();
      await workbench.command('View: Close All Editors');
      await workbench.showIncidents();
      await workbench.unfold('Login fails');
      await workbench.row('many.log').filter({ hasText: '10,000 or more to review' }).waitFor();
      await workbench.row('many.log').click();
      await workbench.tab('many.log').waitFor();
      const sentence = 'Of each attachment the first 10,000 findings are listed; all are redacted';
      await workbench.page.locator('.codelens-decoration', { hasText: sentence }).waitFor();
      await workbench.command('Whydunit: Focus on Findings View');
      await workbench.sidebar.locator('.message', { hasText: sentence }).waitFor();
    });
  });

  it('asks each time before text leaves, where a person set it so', async () => {
    await machine.set({ 'whydunit.redaction.preview': 'always' });
    await machine.reopen(async workbench => {
      const question = workbench.page.locator('.monaco-dialog-box', { hasText: 'Copy this text?' });
      await workbench.showIncidents();
      await workbench.command('View: Close All Editors');
      await workbench.unfold('Login fails');
      await workbench.row('login.log').first().click();
      await workbench.tab('login.log').waitFor();
      await workbench.focusEditor();
      for (const answer of ['Copy', 'Cancel']) {
        await workbench.selectLines(3, 3);
        await workbench.command('Whydunit: Copy Redacted');
        await question.waitFor();
        await workbench.dialogButton(answer).click();
        await question.waitFor({ state: 'detached' });
      }
    });
  });

  it('shows nothing of them once the store is locked', async () => {
    await machine.share(async workbench => {
      await workbench.command('Whydunit: Focus on Findings View');
      await workbench.row('E-mail address').waitFor();
      await workbench.command('Whydunit: Lock Store');
      await workbench.row('E-mail address').waitFor({ state: 'detached' });
      await workbench.tab('login.log').waitFor({ state: 'detached' });
      await workbench.screenshot('review-locked');
    });
  });
});
