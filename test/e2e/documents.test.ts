import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Store } from '../../src/db/api.js';
import { choose, offered } from '../support/completion.js';
import type { Machine } from '../support/editor.js';
import { logOf, machineWithStore, type StoreBeside } from '../support/storeBeside.js';
import type { Workbench } from '../support/workbench.js';

const CANARY = 'Kanarienvogel';
const HOSTILE = '<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>\u202egnp.exe';
const EVENTS = 2000;
const ATTACHMENTS = 50;
const WHYS = 40;

describe('documents of an incident', () => {
  let machine: Machine;
  /** Another window of the same person: a connection of its own. */
  let other: StoreBeside;
  let incident = '';

  beforeAll(async () => {
    other = await machineWithStore(inject('vsix'));
    ({ machine } = other);
    copyFileSync('test/fixtures/formats/panel.png', join(machine.logs, 'panel.png'));
    incident = await fill(other.store);
  });
  afterAll(() => other.end());

  /** A large case, with text in it that would be markup. */
  async function fill(store: Store): Promise<string> {
    const { id: issue_id } = await store.createIncident({
      title: `Orders are late ${HOSTILE}`,
      severity: 'critical',
      assigned_to: 'Ada Lovelace',
      description: `${CANARY} [x](javascript:alert(1)) ![y](https://evil.example/?q) {{summary}}`,
    });
    const lines = Array.from(
      { length: 40 },
      (_, at) => `${CANARY} line ${at + 1} of the log: pool timeout ${HOSTILE}`,
    );
    for (let at = 0; at < ATTACHMENTS; at++) {
      const text = `${at}\n${lines.join('\n')}\n`;
      await store.addAttachment(logOf(issue_id, `app-${at}.log`, text));
    }
    await store.addImage({
      ...{ issue_id, file_name: 'panel.png', file_path: '', mime_type: 'image/png', is_paste: false },
      pii_warning_acknowledged: true,
      image_data: readFileSync('test/fixtures/formats/panel.png'),
    });
    const begin = Date.UTC(2026, 10, 20, 2, 0);
    const types = [
      'impact_started',
      'detected',
      'acknowledged',
      ...Array<string>(EVENTS - 4).fill('note'),
      'resolved',
    ];
    for (const [at, event_type] of types.entries())
      await store.addEvent({
        ...{ issue_id, event_type, description: `${event_type} ${at} ${at % 50 === 0 ? HOSTILE : ''}` },
        at_ms: begin + at * 20_000,
        source: at % 3 === 0 ? 'app.log' : null,
      });
    await addWhys(store, issue_id);
    await store.addAction({
      ...{
        issue_id,
        title: 'Raise the limit of the pool',
        owner: 'Ada',
        due_on: '2020-01-01',
        kind: 'immediate',
      },
      ...{ state: 'open', tracking_url: 'https://example.org/T-1' },
    });
    return issue_id;
  }

  async function addWhys(store: Store, issue_id: string): Promise<void> {
    const changes = Array.from({ length: WHYS }, (_, at) => ({
      kind: 'add' as const,
      step: {
        id: uuid(),
        ...{ parent_id: null, position: at, evidence: null },
        why_question: `Why were orders late, in the ${at + 1}th place?`,
        answer:
          at === 0
            ? 'The engineer forgot to raise the limit'
            : `Cause ${at + 1} ${at % 9 === 0 ? HOSTILE : ''}`,
        role: at < 2 ? ('root_cause' as const) : null,
        state: at < 2 ? ('confirmed' as const) : ('assumed' as const),
      },
    }));
    await store.changeWhys({ issue_id, changes });
  }

  const open = async (workbench: Workbench, title: string) => {
    await workbench.command(`Whydunit: ${title}`);
    await workbench.pick('Orders are late');
  };
  const text = (page: Frame) => page.locator('.editor .cm-content');
  const written = async (type: string) => {
    const [document] = (await other.store.listDocuments({ issue_id: incident, limit: 10 })).filter(
      ({ doc_type }) => doc_type === type,
    );
    return other.store.getDocument({ id: document?.id ?? '' });
  };
  const content = (type: string) => expect.poll(async () => (await written(type)).content_md);
  /** Puts the cursor behind the first line of a section: the editor draws only what is to be seen. */
  const inSection = async (page: Frame, heading: string) => {
    await page.locator('.outline button', { hasText: heading }).click();
    for (const key of ['ArrowDown', 'ArrowDown', 'End']) await page.page().keyboard.press(key);
  };
  it('are generated, written, saved, checked and kept in versions', async () => {
    await machine.share(async workbench => {
      const { keyboard } = workbench.page;
      const reports: string[] = [];
      workbench.page.on('console', message => {
        if (/Content Security Policy/.test(message.text()) && /inline|script/.test(message.text()))
          reports.push(message.text());
      });
      await workbench.showIncidents();
      await workbench.row('Orders are late').waitFor();
      await open(workbench, 'Generate RCA');
      const page = await workbench.ours('.editor .cm-content');
      await page.locator('.preview h2').first().waitFor();
      await page.locator('.preview .drawing svg').nth(1).waitFor();
      await workbench.screenshot('document-rca');

      // Nothing of the case is markup, and nothing of it ran.
      expect(
        await page.locator('.preview img:not([data-image]), .preview script, .preview [style]').count(),
      ).toBe(0);
      expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
      await expect.poll(() => page.locator('.preview h1').innerText()).toContain('<script>');
      expect(reports).toEqual([]);

      // What is typed is in the store, and in the preview.
      await inSection(page, 'Lessons learned');
      await keyboard.press('Enter');
      await keyboard.press('Enter');
      await keyboard.type(`${CANARY} We learned **much**.`);
      await page.locator('.preview strong', { hasText: 'much' }).waitFor();
      await content('rca').toContain(`${CANARY} We learned **much**.`);

      // One key, one step back: what is typed after the cursor went elsewhere is a step of its own.
      for (const key of ['ArrowLeft', 'ArrowRight']) await keyboard.press(key);
      await keyboard.insertText(' Undone');
      await content('rca').toContain(' Undone');
      await keyboard.press('Control+z');
      await content('rca').not.toContain(' Undone');
      await content('rca').toContain('We learned **much**.');

      // A link to lines is chosen, and its lines are shown.
      await keyboard.press('Enter');
      await keyboard.press('Enter');
      await keyboard.type('Seen in [[app-7.');
      await offered(page, 'app-7.log').waitFor();
      await workbench.screenshot('document-completion');
      await choose(page, 'app-7.log', page.locator('.cm-activeLine', { hasText: 'app-7.log' }));
      await keyboard.type('pool');
      await offered(page, 'L2').waitFor();
      const link = page.locator('.preview a.evidence', { hasText: 'app-7.log L5' });
      await choose(page, 'L5', link);
      await link.hover();
      await expect.poll(() => link.getAttribute('title')).toContain('line 4 of the log');

      // A picture of the case.
      await keyboard.press('Enter');
      await keyboard.press('Enter');
      await page.getByRole('button', { name: 'Image of the incident' }).click();
      await choose(page, 'panel.png', page.locator('.preview img:not(.waiting)'));

      // A box is ticked in the preview.
      await keyboard.press('Enter');
      await keyboard.press('Enter');
      await keyboard.type('- [ ] Tell the customers');
      const box = page.locator('.preview input[type="checkbox"]');
      await box.waitFor();
      await box.click();
      await page.locator('.preview input[type="checkbox"]:checked').waitFor();
      await content('rca').toContain('- [x] Tell the customers');

      // A reader's objections lead to their lines.
      const problem = page.locator('.rows [data-kind="person"]').first();
      await expect.poll(() => problem.innerText()).toContain('Stops at a person');
      await problem.click();
      await expect
        .poll(() => page.locator('.editor .cm-activeLine').innerText())
        .toContain('The engineer forgot to raise the limit');
      for (const kind of ['empty', 'noEvidence'])
        await page.locator(`.rows [data-kind="${kind}"]`).first().waitFor();

      // Versions, their differences, and the way back.
      await page.getByRole('tab', { name: 'Versions' }).click();
      await page
        .getByRole('button', { name: /^Compare: / })
        .last()
        .click();
      await page.locator('.compare .cm-changedLine, .compare .cm-changedText').first().waitFor();
      await workbench.screenshot('document-compare');
      await page.locator('.compare').getByRole('button', { name: 'Restore' }).click();
      await content('rca').not.toContain('We learned');
      await expect.poll(() => text(page).innerText()).not.toContain('We learned');

      // One step back brings what was restored over.
      await text(page).click();
      await keyboard.press('Control+z');
      await content('rca').toContain('We learned **much**.');

      // A locked store shows nothing of the document, and has it again as it was.
      await workbench.command('Whydunit: Lock Store');
      await page.getByText('The store is locked.').waitFor();
      expect(await page.locator('body').innerText()).not.toContain('We learned');
      await page.getByRole('button', { name: 'Unlock' }).click();
      await page.locator('.preview strong', { hasText: 'much' }).waitFor();
      await content('rca').toContain('We learned **much**.');
    });
  });

  it('come back after a crash, with what was typed before it, and lead to their action items', async () => {
    await machine.share(async workbench => {
      await workbench.showIncidents();
      await workbench.row('Orders are late').waitFor();
      await workbench.command('View: Close All Editors');
      await open(workbench, 'Generate Postmortem');
      const page = await workbench.ours('.editor .cm-content');
      await page.locator('.preview .drawing svg').nth(1).waitFor();
      await workbench.screenshot('document-postmortem');
      // An action item goes only after a question, here as in its view.
      await page.getByRole('tab', { name: /^Action Items/ }).click();
      await page.getByRole('button', { name: 'Remove: Raise the limit of the pool' }).click();
      await workbench.dialogButton('Cancel').click();
      await inSection(page, 'What went well');
      // The window's host is killed while something was just typed.
      await workbench.page.keyboard.type(' Before the crash.');
      await content('postmortem').toContain('Before the crash.');
      killHosts(machine.home);
    });
    await machine.reopen(async workbench => {
      await workbench.showIncidents();
      await workbench.unfold('Orders are late');
      await workbench.row('Postmortem').waitFor();
      await workbench.command('View: Close All Editors');
      await workbench.row('Postmortem').click();
      const page = await workbench.ours('.editor .cm-content');
      await page.locator('.preview', { hasText: 'Before the crash.' }).waitFor();
      await workbench.command('Whydunit: Focus on Action Items View');
      await workbench.row('Raise the limit of the pool').waitFor();
      await workbench.screenshot('action-items');
      await workbench.contextMenu(workbench.row('Raise the limit of the pool'), 'Mark as Done');
      await expect
        .poll(async () =>
          (await other.store.listActions({ issue_id: incident, limit: 10 })).map(({ state }) => state),
        )
        .toContain('done');
      await content('postmortem').toMatch(/Raise the limit of the pool.*done/);

      // Deleted elsewhere while a person writes: what this window has of it becomes a new document.
      const { id } = await written('postmortem');
      await inSection(page, 'What went well');
      await workbench.page.keyboard.type(' Not lost.');
      await page.locator('.preview', { hasText: 'Not lost.' }).waitFor();
      await other.store.removeDocument({ id });
      await page.getByText('This document is no longer in the store').waitFor();
      await expect.poll(() => page.locator('pre').innerText()).toContain('Not lost.');
      await workbench.screenshot('document-deleted');
      await page.getByRole('button', { name: 'Keep as a New Document' }).click();
      await content('postmortem').toContain('Not lost.');
      expect((await written('postmortem')).id).not.toBe(id);
      const again = await workbench.ours('.editor .cm-content');
      await again.locator('.preview', { hasText: 'Not lost.' }).waitFor();
    });
  });

  it('rest on whys of which none is lost, though two windows wrote at one and a tab was closed on it', async () => {
    await machine.share(async workbench => {
      // The document that is in front tells which incident's.
      await workbench.command('Whydunit: Open 5 Whys');
      const page = await workbench.ours('textarea.answer');
      const whys = () => other.store.listSteps({ issue_id: incident, limit: 100 });
      const step = (await whys()).find(({ answer }) => answer?.startsWith('Cause 3'));
      if (!step) throw new Error('there is no third cause');
      await page.locator(`#answer-${step.id}`).click();
      await workbench.page.keyboard.insertText('Mine, ');
      const edit = {
        kind: 'edit',
        id: step.id,
        was: { answer: step.answer },
        to: { answer: 'Theirs.' },
      } as const;
      await other.store.changeWhys({ issue_id: incident, changes: [edit] });
      await page.locator('.conflict').waitFor();
      await workbench.screenshot('whys-conflict');
      await workbench.command('View: Close All Editors');
      await workbench.told('What you wrote was kept');
      const answers = (await whys()).map(({ answer }) => answer);
      expect(answers).toContain('Theirs.');
      expect(answers.filter(answer => answer?.includes('Mine, '))).toHaveLength(1);
    });
  });

  it('follow their action items, though the template of another one cannot be read', async () => {
    const template = join(machine.home, 'template.md');
    writeFileSync(template, '# {{title}}\n', 'utf16le');
    await machine.set({ 'whydunit.documents.templates': { postmortem: template } });
    await machine.reopen(async workbench => {
      await workbench.showIncidents();
      await workbench.row('Orders are late').waitFor();
      await workbench.command('View: Close All Editors');
      await open(workbench, 'Generate RCA');
      const page = await workbench.ours('.editor .cm-content');
      await page.getByRole('tab', { name: /^Action Items/ }).click();
      await page.locator('#newAction').fill('Bound the retries');
      await page.locator('#newAction').press('Enter');
      await content('rca').toContain('Bound the retries');
      await workbench.told(`The template ${template} cannot be read`);
      expect(await page.locator('.notice').count()).toBe(0);
    });
  });

  it('leave nothing that was typed in the clear on the disk', async () => {
    expect(await machine.filesWith(CANARY, 'Orders are late', 'We learned', 'Not lost')).toEqual([]);
  });
});

/** Kills the extension hosts of a machine of the tests, as a crash does. */
function killHosts(home: string): void {
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      if (/extensionHost/.test(command) && environment.includes(home)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended meanwhile, or is another person's.
    }
  }
}
