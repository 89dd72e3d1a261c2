import axe from 'axe-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { anew, defaultTemplate, generate, generationsOf } from '../../../src/documents/index.js';
import type { About } from '../../../src/webviews/document/protocol.js';
import { choose, offered } from '../../support/completion.js';
import { openDocumentPage } from '../../support/documentPage.js';
import { style } from '../../support/documentStyle.js';
import { openWindow, temporaryFolder } from '../stores.js';
import { event, someFacts, uuid } from './facts.js';

const HOSTILE = '<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>\u202egnp.exe';

/** How long a page may take on a busy machine. */
const SOON = { timeout: 30_000 };

/** What is known of a case with thousands of events, for the page. */
function known(): About {
  const facts = someFacts();
  const events = Array.from({ length: 2000 }, (_, at) =>
    event(1000 + at, 'note', at % 60, `${at} ${HOSTILE}`),
  );
  return {
    incident: 'Checkout',
    known: {
      evidence: [{ id: uuid(20), broken: false }],
      steps: [],
      actions: [],
      people: [],
      causeHeadings: [],
    },
    evidence: [{ id: uuid(20), name: 'app.log', kind: 'text' }],
    steps: facts.steps.map(step => ({
      ...step,
      why_question: `${step.why_question} ${HOSTILE}`,
      shownBy: [],
      broken: [],
    })),
    events: events.map((event, at) => ({ ...event, at: Date.UTC(2026, 10, 20, 2, at % 60) })),
    zone: 'UTC',
    actions: facts.actions,
  };
}

async function opened() {
  let about = known();
  const folder = temporaryFolder();
  const window = await openWindow(folder);
  const other = await openWindow(folder, window.keys);
  const { id: issue_id } = await window.store.createIncident({ title: 'T', severity: 'low' });
  const some = someFacts();
  const facts = someFacts({ incident: { ...some.incident, title: HOSTILE, description: HOSTILE } });
  const { markdown } = generate(defaultTemplate('postmortem', style), facts, style);
  const { id } = await window.store.keepGenerated({
    ...{
      issue_id,
      doc_type: 'postmortem',
      title: 'T',
      content_md: markdown,
      generated_md: markdown,
      base_md: null,
    },
    ...{ of: null, sections: 1, events: 1 },
  });
  const shown = await openDocumentPage(window.store, id, () => about);
  onTestFinished(async () => {
    await shown.draft.end();
    await shown.browser.close();
  });
  const stored = async () => (await other.store.getDocument({ id })).content_md;
  const elsewhere = async (from: string, to: string) => {
    const { content_md, revision } = await other.store.getDocument({ id });
    expect(content_md).toContain(from);
    await other.store.updateDocument({ id, revision, content_md: content_md.replace(from, () => to) });
  };
  /** Puts the cursor behind the first line of a section. */
  const inSection = async (heading: string) => {
    await shown.page.locator('.outline button', { hasText: heading }).click();
    for (const key of ['ArrowDown', 'ArrowDown', 'End']) await shown.page.keyboard.press(key);
  };
  const versions = async () => {
    const listed = await other.store.listVersions({ document_id: id, limit: 50 });
    return Promise.all(listed.map(async ({ id }) => (await other.store.getVersion({ id })).content_md));
  };
  /** Generates the document anew in the other window, with a line of another text. */
  const generatedElsewhere = async (from: string, to: string) => {
    const { revision, content_md, ...there } = await other.store.getDocument({ id });
    const { last } = generationsOf(there);
    const { text, generations } = anew(generationsOf(there), content_md, (last ?? '').replace(from, to));
    await other.store.updateDocument({
      ...{ id, revision, content_md: text },
      ...{ generated_md: generations.last, base_md: generations.base },
    });
  };
  const deleted = () => other.store.removeDocument({ id });
  const documents = async () => {
    const listed = await other.store.listDocuments({ issue_id, limit: 10 });
    return Promise.all(listed.map(({ id }) => other.store.getDocument({ id })));
  };
  const evidence = (rows: readonly { readonly id: string; readonly broken: boolean }[]) => {
    const named = rows.map(({ id }) => ({ id, name: id, kind: 'text' as const }));
    about = { ...about, known: { ...about.known, evidence: rows }, evidence: named };
    return shown.tell({ type: 'changed', text: false, about: true });
  };
  const renamed = (incident: string) => (about = { ...about, incident });
  return {
    ...shown,
    id,
    generatedElsewhere,
    evidence,
    renamed,
    deleted,
    documents,
    stored,
    elsewhere,
    inSection,
    versions,
  };
}

describe('the page of a document', () => {
  it(
    'shows what a case says as text, runs none of it, and saves what is typed',
    { timeout: 120_000 },
    async () => {
      const { page, faults, inSection, stored } = await opened();
      const { keyboard } = page;
      await page.locator('.preview .drawing svg').nth(1).waitFor();
      expect(await page.locator('.preview h1').innerText()).toContain('<script>');
      expect(await page.locator('.preview img, .preview script, .preview [style]').count()).toBe(0);
      expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);

      await inSection('wentWell');
      await keyboard.type(' Typed **here**.');
      await page.locator('.preview strong', { hasText: 'here' }).waitFor();
      // What is typed after a pause is a step of its own to undo.
      await expect.poll(stored, SOON).toContain('Typed **here**.');
      await keyboard.insertText(' Gone');
      await expect.poll(stored, SOON).toContain(' Gone');
      await keyboard.press('Control+z');
      await page.locator('.saving.saved').waitFor();
      await expect.poll(stored, SOON).toContain('Typed **here**.\n');

      await keyboard.press('Enter');
      await keyboard.press('Enter');
      await keyboard.type('[[app');
      await choose(page, 'app.log', offered(page, 'L2'));
      await choose(page, 'L2', page.locator('.preview a.evidence', { hasText: 'app.log L2' }));
      await expect.poll(stored, SOON).toContain(`\n[app.log L2](whydunit:/app.log?${uuid(20)}#L2)\n`);

      await keyboard.press('Enter');
      await keyboard.press('Enter');
      await keyboard.type('- [ ] Tell them');
      await page.locator('.preview input[type="checkbox"]').click();
      await expect.poll(stored, SOON).toContain('- [x] Tell them');

      await keyboard.press('Control+End');
      await keyboard.press('Enter');
      await page.getByRole('button', { name: 'table', exact: true }).click();
      for (const cell of ['one', 'two', 'three', 'four']) {
        await keyboard.type(cell);
        await keyboard.press('Tab');
      }
      await expect.poll(stored, SOON).toContain('| one | two | three |\n| --- | --- | --- |\n| four |  |  |');
      // Escape and then Tab leaves the text.
      await page.locator('.editor .cm-content').focus();
      await keyboard.press('Escape');
      await keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.className)).toContain('preview');
      expect(faults).toEqual([]);
    },
  );

  it(
    'brings both windows’ text together, and lets a person choose where both wrote',
    { timeout: 120_000 },
    async () => {
      const { page, tell, elsewhere, inSection, stored, draft, versions } = await opened();
      const { keyboard } = page;
      await elsewhere('## impact', '## impact\n\nOf the other window.');
      await inSection('wentWell');
      await keyboard.type(' Mine.');
      await expect.poll(stored, SOON).toMatch(/Of the other window\.[^]* Mine\./);

      await elsewhere(' Mine.', ' Theirs.');
      await keyboard.type(' More of mine.');
      await page.locator('.compare', { hasText: 'newerTitle' }).waitFor();
      expect(await stored()).not.toContain('More of mine');
      await page.getByRole('button', { name: 'keepMine' }).click();
      await expect.poll(stored, SOON).toMatch(/Mine\. More of mine\.[^]* Theirs\./);
      await expect.poll(() => draft.unsaved, SOON).toBe(false);

      // Where a person takes the other's text, this one's is a version, and what was no matter of both stays.
      await inSection('wentWell');
      await elsewhere(' Theirs.', ' Theirs again.');
      await keyboard.type(' Mine again.');
      await page.locator('.compare', { hasText: 'newerTitle' }).waitFor();
      await page.getByRole('button', { name: 'takeTheirs' }).click();
      await expect.poll(versions, SOON).toContainEqual(expect.stringContaining('Mine again.'));
      await expect.poll(stored, SOON).not.toContain('Mine again.');
      expect(await stored()).toMatch(/Of the other window\.[^]*Theirs again\./);

      await elsewhere('More of mine', 'A little of mine');
      await tell({ type: 'changed', text: true, about: false });
      await page.locator('.preview', { hasText: 'A little of mine' }).waitFor();
      await page.getByRole('tab', { name: 'versions' }).click();
      await page
        .getByRole('button', { name: /^compare/ })
        .last()
        .click();
      await page.locator('.compare .cm-changedText').first().waitFor();
    },
  );

  it(
    'offers what was generated since a person wrote, counts it, and takes no for an answer',
    { timeout: 120_000 },
    async () => {
      const { page, tell, inSection, generatedElsewhere, stored } = await opened();
      await inSection('wentWell');
      await page.keyboard.type(' Mine.');
      await expect.poll(stored, SOON).toContain(' Mine.');
      const offer = page
        .locator('.rows li', { hasText: 'wentWell' })
        .filter({ has: page.locator('.codicon-sync') });
      const tab = page.getByRole('tab', { name: /^problems/ });
      expect(await offer.count()).toBe(0);
      const listed = () => page.locator('.rows li').count();
      await generatedElsewhere('{{write: writeWentWell}}', 'Of the case.');
      await tell({ type: 'changed', text: true, about: false });
      await offer.waitFor();
      await expect.poll(() => tab.innerText(), SOON).toBe(`problems (${await listed()})`);
      expect(await stored()).not.toContain('Of the case.');
      await offer.getByRole('button').click();
      await page.locator('.compare').getByText('Of the case.').waitFor();
      await page.getByRole('button', { name: 'dismissOffer' }).click();
      await offer.waitFor({ state: 'detached' });
      expect(await stored()).toContain(' Mine.');
    },
  );

  it(
    'shows evidence as broken that was removed or changed while it is open',
    { timeout: 120_000 },
    async () => {
      const { page, inSection, evidence } = await opened();
      const [log, picture] = [uuid(20), uuid(21)];
      const rows = [log, picture].map(id => ({ id, broken: false }));
      await evidence(rows);
      await inSection('wentWell');
      await page.keyboard.insertText(` [log](whydunit:/app.log?${log}#L2) ![P](whydunit:/p.png?${picture})`);
      const link = page.locator('.preview a.evidence', { hasText: /^log$/ });
      const shown = () => page.locator('.preview img:not(.waiting)').count();
      await expect.poll(shown, SOON).toBe(1);
      await link.hover();
      await expect.poll(() => link.getAttribute('title'), SOON).toContain('pool timeout 2');
      expect(await link.getAttribute('class')).toBe('evidence');
      await evidence(rows.map(row => ({ ...row, broken: true })));
      await expect.poll(() => link.getAttribute('title'), SOON).toBe('evidenceBroken');
      expect(await shown()).toBe(1);
      await evidence([]);
      await expect.poll(() => link.getAttribute('title'), SOON).toBe('evidenceRemoved');
      expect(await link.getAttribute('class')).toBe('evidence broken');
      expect(await shown()).toBe(0);
      await page.locator('.preview .inert', { hasText: 'imageMissing P' }).waitFor();
    },
  );

  it('follows the title of its incident', { timeout: 120_000 }, async () => {
    const { page, tell, renamed } = await opened();
    await page.getByText('Postmortem · Checkout', { exact: true }).waitFor();
    renamed('Basket');
    await tell({ type: 'changed', text: false, about: true });
    await page.getByText('Postmortem · Basket', { exact: true }).waitFor();
  });

  it(
    'keeps what was typed where the document is deleted meanwhile, as a new one where the person says so',
    { timeout: 120_000 },
    async () => {
      const { page, tell, inSection, deleted, documents, stored } = await opened();
      await inSection('wentWell');
      await page.keyboard.type(' Saved.');
      await expect.poll(stored, SOON).toContain(' Saved.');
      const [before] = await documents();
      await deleted();
      await page.keyboard.type(' Typed last.');
      await tell({ type: 'changed', text: true, about: false });
      await page.getByText('gone', { exact: true }).waitFor();
      expect(await page.locator('pre').innerText()).toContain(' Saved. Typed last.');
      expect(await page.getByText('lockedUnsaved').count()).toBe(0);
      expect(await documents()).toEqual([]);
      await page.getByRole('button', { name: 'keepAsNew' }).click();
      await expect.poll(async () => (await documents()).length, SOON).toBe(1);
      await expect.poll(documents, SOON).toMatchObject([
        {
          ...{ doc_type: before?.doc_type, title: before?.title, generated_md: before?.generated_md },
          content_md: expect.stringContaining(' Saved. Typed last.') as string,
        },
      ]);
    },
  );

  it('has nothing that axe calls serious', { timeout: 120_000 }, async () => {
    const { page } = await opened();
    await page.locator('.rows li').first().waitFor();
    await page.evaluate(axe.source);
    for (const tab of ['problems', 'actions', 'versions']) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      const { violations } = await page.evaluate(() => window.axe.run(document));
      expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    }
  });
});
