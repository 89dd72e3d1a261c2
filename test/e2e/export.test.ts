import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Store } from '../../src/db/api.js';
import type { Machine } from '../support/editor.js';
import { logOf, machineWithStore, type StoreBeside } from '../support/storeBeside.js';
import type { Workbench } from '../support/workbench.js';

const SECRETS = ['ana.lopez@corp-mail.com', '10.20.30.40', 'hunter2hunter2'];
const [MAIL, ADDRESS, PASSWORD] = SECRETS;
const HOSTILE = [
  '<script>globalThis.ran = 1</script><img src=x onerror="globalThis.ran = 1">',
  '[x](javascript:globalThis.ran=1) ![y](https://evil.example/?d=1) <https://evil.example/"onmouseover="ran=1>',
].join('\n\n');

describe('documents for others', () => {
  let beside: StoreBeside;
  let machine: Machine;

  beforeAll(async () => {
    beside = await machineWithStore(inject('vsix'));
    ({ machine } = beside);
    await fill(beside.store);
  });
  afterAll(() => beside.end());

  async function fill(store: Store): Promise<void> {
    const attach = async (issue_id: string, text: string) =>
      store.addAttachment(logOf(issue_id, 'app.log', text));
    const before = await store.createIncident({ title: 'Checkout slow last week', severity: 'high' });
    await attach(before.id, 'ERROR turbine 77 of pool 3 is exhausted\nINFO ok then\n');
    const { id: issue_id } = await store.createIncident({ title: 'Checkout fails', severity: 'critical' });
    await attach(
      issue_id,
      'ERROR turbine 1 of pool 2 is exhausted\nERROR turbine 5 of pool 9 is exhausted\n',
    );
    const { image } = await store.addImage({
      ...{ issue_id, file_name: 'panel.png', file_path: '', mime_type: 'image/png', is_paste: false },
      pii_warning_acknowledged: true,
      image_data: readFileSync('test/fixtures/formats/panel.png'),
    });
    const why = { evidence: null, role: null, state: 'confirmed' } as const;
    await store.changeWhys({
      issue_id,
      changes: [
        {
          kind: 'add',
          step: {
            ...{ id: '01890000-0000-7000-8000-000000000001', parent_id: null, position: 0, ...why },
            ...{ why_question: 'Why did it fail?', answer: `The pool of ${ADDRESS} was empty` },
          },
        },
      ],
    });
    await store.addDocument({
      issue_id,
      doc_type: 'postmortem',
      title: 'Postmortem',
      content_md: [
        `# Postmortem of ${ADDRESS}`,
        `## Summary`,
        `Ask ${MAIL}; password=${PASSWORD}; the gasket of the turbine broke.`,
        HOSTILE,
        `## Whys`,
        `![Why tree](whydunit:whys)`,
        `## Panel`,
        `![The panel](whydunit:/panel.png?${image.id})`,
        `## Actions`,
        `- [ ] Replace the gasket`,
        `## Lessons`,
        `{{write: what we learned}}`,
      ].join('\n\n'),
    });
  }

  async function exportAs(workbench: Workbench, format: string, images: string, file: string): Promise<void> {
    await workbench.command('Whydunit: Export Document…');
    await workbench.picks.filter({ hasText: 'go out as they are: 1 (what we learned)' }).waitFor();
    await workbench.screenshot('export-format');
    await workbench.pick(format);
    await workbench.pick(images);
    await workbench.answerFile('Export', file);
  }

  it('go to a file redacted and approved, without what acts in them', async () => {
    const pdf = join(machine.home, 'postmortem.pdf');
    const html = join(machine.home, 'postmortem.html');
    await machine.run(async workbench => {
      const { page } = workbench;
      await workbench.showIncidents();
      await workbench.row('Checkout fails').waitFor();
      await workbench.contextMenu(workbench.row('Checkout fails'), 'Make Active Incident');

      await exportAs(workbench, 'PDF', 'Leave the images out', pdf);
      const question = page.locator('.monaco-dialog-box');
      await question.getByText('Write this text to a file?').waitFor();
      await question.getByText('[IPv4-1]').first().waitFor();
      await workbench.screenshot('export-gate');
      expect(existsSync(pdf)).toBe(false);
      await workbench.dialogButton('Write').click();
      await workbench.told(`${pdf} holds the redacted document.`);
      await workbench.screenshot('export-done');
      expect(readFileSync(pdf, 'latin1')).toMatch(/^%PDF-1\.7/);
      await workbench.dismissNotifications();

      await exportAs(workbench, 'HTML', 'Include the images', html);
      await question.getByText('Pictures that go as they are: 1').waitFor();
      await workbench.dialogButton('Write').click();
      await workbench.told(`${html} holds the redacted document, with images as they are: 1.`);
      await workbench.dismissNotifications();

      const other = await page.context().newPage();
      const asked: string[] = [];
      other.on('request', request => asked.push(request.url()));
      await other.addInitScript(() => {
        const state = globalThis as { violations?: string[] };
        state.violations = [];
        document.addEventListener('securitypolicyviolation', event =>
          state.violations?.push(event.blockedURI),
        );
      });
      await other.goto(pathToFileURL(html).href);
      await other.screenshot({ path: 'out/screenshots/export-html.png', fullPage: true });
      await other.getByRole('heading', { name: 'Summary' }).waitFor();
      const seen = await other.evaluate(() => {
        const state = globalThis as { ran?: number; violations?: string[] };
        const pictures = [...document.images].map(({ naturalWidth, alt }) => [alt, naturalWidth > 0]);
        return { ran: state.ran, violations: state.violations, scripts: document.scripts.length, pictures };
      });
      expect(seen).toEqual({
        ...{ ran: undefined, violations: [], scripts: 0 },
        pictures: [
          ['Why tree', true],
          ['The panel', true],
        ],
      });
      expect(asked.filter(url => !url.startsWith('data:'))).toEqual([pathToFileURL(html).href]);
      const text = await other.locator('body').innerText();
      expect(text).toContain('[IPv4-1]');
      expect(text).toContain('<script>globalThis.ran = 1</script>');
      await other.close();

      await workbench.showIncidents();
      await workbench.contextMenu(workbench.row('Checkout fails'), 'Show Similar Incidents');
      const similar = workbench.picks.filter({ hasText: 'Checkout slow last week' });
      await similar.filter({ hasText: 'ERROR turbine … of pool … is exhausted' }).waitFor();
      await workbench.screenshot('similar-incidents');
      await page.keyboard.press('Enter');
      await workbench.row('Checkout slow last week').and(page.locator('.selected, .focused')).waitFor();

      await workbench.command('Whydunit: Search Incidents…');
      await page.getByPlaceholder('Words of the incident').fill('gasket turb');
      await workbench.picks.filter({ hasText: 'in the document “Postmortem”' }).waitFor();
      await workbench.screenshot('export-search');
      await page.keyboard.press('Enter');
      await workbench.tab('Postmortem').waitFor();

      // A view adds to the incident that it shows, though another one's document is in front, which the palette means.
      await workbench.contextMenu(workbench.row('Checkout slow last week'), 'Make Active Incident');
      await workbench.command('Whydunit: Focus on Timeline View');
      await page.locator('.pane', { hasText: 'Attached app.log' }).first().hover();
      const title = page.locator('.quick-input-widget:visible .quick-input-title');
      await page
        .locator('.pane-header', { hasText: 'Timeline' })
        .getByRole('button', { name: 'Add Event' })
        .click();
      await expect.poll(() => title.innerText()).toBe('Add Event to “Checkout slow last week”');
      await page.keyboard.press('Escape');
      await workbench.command('Whydunit: New Action Item');
      await expect.poll(() => title.innerText()).toBe('New Action Item of “Checkout fails”');
      await page.keyboard.press('Escape');
      await workbench.command('Whydunit: Delete Document');
      await question.getByText('Delete this document of “Checkout fails”: Postmortem?').waitFor();
      await workbench.dialogButton('Cancel').click();
    });
    for (const secret of SECRETS) {
      expect(readFileSync(html, 'utf8')).not.toContain(secret);
      expect(readFileSync(pdf, 'latin1')).not.toContain(secret);
    }
  });
});
