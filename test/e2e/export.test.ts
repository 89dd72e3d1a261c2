import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Store } from '../../src/db/api.js';
import { StoreClient } from '../../src/db/client.js';
import { storeFile } from '../../src/db/location.js';
import { openSession } from '../../src/db/session.js';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

const PASSPHRASE = 'a passphrase for the tests';
const SECRETS = ['ana.lopez@corp-mail.com', '10.20.30.40', 'hunter2hunter2'];
const [MAIL, ADDRESS, PASSWORD] = SECRETS;
const HOSTILE = [
  '<script>globalThis.ran = 1</script><img src=x onerror="globalThis.ran = 1">',
  '[x](javascript:globalThis.ran=1) ![y](https://evil.example/?d=1) <https://evil.example/"onmouseover="ran=1>',
].join('\n\n');

/** Keys that are kept nowhere: the passphrase opens the store. */
const NO_KEYS = {
  get: () => Promise.resolve(undefined),
  store: () => Promise.resolve(),
  delete: () => Promise.resolve(),
};

describe('documents for others', () => {
  let machine: Machine;

  beforeAll(async () => {
    process.env['TFTSR_DB_KEY'] = PASSPHRASE;
    machine = await Machine.make(inject('vsix'));
    const installed = readdirSync(machine.extensions).find(name => name.startsWith('whydunit'));
    const client = new StoreClient(join(machine.extensions, installed ?? '', 'dist', 'worker.js'), {
      changed: () => undefined,
      released: () => undefined,
      returned: () => undefined,
      ended: () => undefined,
    });
    const { store } = await openSession(client, storeFile(machine.storeFolder), NO_KEYS, {
      passphrase: PASSPHRASE,
    });
    await fill(store);
    await client.close();
  });
  afterAll(async () => {
    delete process.env['TFTSR_DB_KEY'];
    await machine.remove();
  });

  async function fill(store: Store): Promise<void> {
    const attach = async (issue_id: string, text: string) =>
      store.addAttachment({
        ...{ issue_id, file_name: 'app.log', file_path: '/var/log/app.log', mime_type: 'text/plain' },
        file_size: Buffer.byteLength(text),
        content_hash: createHash('sha256').update(text).digest('hex'),
        ...{ source_uri: null, start_line: null, end_line: null, encoding: 'utf-8' },
        provenance: { via: 'file', host: 'pager', user: 'oncall' },
        content_compressed: gzipSync(text),
      });
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
      ].join('\n\n'),
    });
  }

  /** Answers the file dialog, which is a quick input in the web workbench. */
  async function answerFile(workbench: Workbench, file: string): Promise<void> {
    const dialog = workbench.page.locator('.quick-input-widget:visible', { hasText: 'Export' });
    const ok = dialog.getByRole('button', { name: /^(OK|Export)$/ });
    await ok.first().waitFor();
    const input = dialog.locator('input').first();
    const names = readdirSync(dirname(file));
    const shown = async () => {
      if ((await input.inputValue()) !== file) await input.fill(file);
      const picks = (await workbench.picks.allInnerTexts()).map(text => text.trim());
      return (await input.inputValue()) === file && picks.some(pick => names.includes(pick));
    };
    await expect.poll(shown, { message: file }).toBe(true);
    await ok.first().click();
    await ok.first().waitFor({ state: 'hidden' });
  }

  async function exportAs(workbench: Workbench, format: string, images: string, file: string): Promise<void> {
    await workbench.command('Whydunit: Export Document…');
    await workbench.pick('Postmortem');
    await workbench.pick(format);
    await workbench.pick(images);
    await answerFile(workbench, file);
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
      await workbench.tab('Incident Document').waitFor();
    });
    for (const secret of SECRETS) {
      expect(readFileSync(html, 'utf8')).not.toContain(secret);
      expect(readFileSync(pdf, 'latin1')).not.toContain(secret);
    }
  });
});
