/** Commands on the documents of an incident. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { StoreError } from '../db/errors.js';
import { GENERATED_TYPES, type GeneratedType } from '../db/values.js';
import { defaultTemplate, type Offer } from '../documents/index.js';
import { SETTINGS } from '../ids.js';
import { documentTypeName } from '../labels.js';
import { DocumentNode } from '../tree/nodes.js';
import { documentStyle } from '../vscodeDocumentStyle.js';
import { documentOf, generateAnew, generateNew } from '../vscodeDocuments.js';
import { flushDraft } from '../webviews/document/drafts.js';
import type { Pages } from '../webviews/vscodePages.js';
import { incidentAtHand, textIn } from './target.js';

/** How often a document is generated anew that somebody writes in meanwhile. */
const TRIES = 3;

/** Opens the incident's document of a type, after it was generated where there was none. */
export async function generateDocument(
  unlocked: Unlocked,
  pages: Pages,
  type: GeneratedType,
  row?: unknown,
): Promise<void> {
  const incident = await incidentAtHand(unlocked, row, documentTypeName(type));
  if (!incident) return;
  const there = await documentOf(unlocked, incident.id, type);
  if (there) {
    await pages.show(there.id);
    await offerAnew(unlocked, there.id, type);
    return;
  }
  try {
    await pages.show(await generateNew(unlocked, incident.id, type));
  } catch (error) {
    // Another window was faster: its document is the one.
    const other = await documentOf(unlocked, incident.id, type);
    if (!(error instanceof StoreError && error.kind === 'exists') || !other) throw error;
    await pages.show(other.id);
  }
}

async function offerAnew(unlocked: Unlocked, id: string, type: GeneratedType): Promise<void> {
  const anew = vscode.l10n.t('Generate Anew');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0}: the incident has one already, which is open now. Generating it anew replaces only sections that nobody wrote in.',
      documentTypeName(type),
    ),
    anew,
  );
  if (answer === anew) await regenerate(unlocked, id);
}

/** What a person writes meanwhile is saved first, which may happen between reading and keeping. */
async function offersOf(unlocked: Unlocked, id: string, tries = TRIES): Promise<readonly Offer[]> {
  await flushDraft(id);
  try {
    return await generateAnew(unlocked, id);
  } catch (error) {
    if (!(error instanceof StoreError && error.kind === 'stale') || tries === 1) throw error;
    return offersOf(unlocked, id, tries - 1);
  }
}

async function regenerate(unlocked: Unlocked, id: string): Promise<void> {
  const offers = await offersOf(unlocked, id);
  if (offers.length === 0) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Sections that you wrote in stayed as they are: {0}. What was generated for them is listed under Problems.',
      offers.length,
    ),
  );
}

/** The document of a row or a page, else one that the person chooses; undefined where the person leaves. */
export async function chosenDocument(
  unlocked: Unlocked,
  given: unknown,
  title: string,
): Promise<string | undefined> {
  const id = given instanceof DocumentNode ? given.document.id : textIn(given, 'documentId');
  if (id !== undefined) return id;
  const incident = await incidentAtHand(unlocked, given, title);
  if (!incident) return undefined;
  const documents = await unlocked.store.listDocuments({ issue_id: incident.id, limit: 1000 });
  if (documents.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('This incident has no documents yet: choose Generate RCA or Generate Postmortem.'),
    );
    return undefined;
  }
  const [only] = documents;
  if (only && documents.length === 1) return only.id;
  const items = documents.map(({ id, doc_type, title }) => ({
    label: documentTypeName(doc_type),
    ...(title !== documentTypeName(doc_type) && { description: title }),
    id,
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.id;
}

export async function openDocument(unlocked: Unlocked, pages: Pages, given?: unknown): Promise<void> {
  const id = await chosenDocument(unlocked, given, vscode.l10n.t('Open Document'));
  if (id !== undefined) await pages.show(id);
}

export async function regenerateDocument(unlocked: Unlocked, given?: unknown): Promise<void> {
  const id = await chosenDocument(unlocked, given, vscode.l10n.t('Regenerate Document'));
  if (id !== undefined) await regenerate(unlocked, id);
}

export async function deleteDocument(unlocked: Unlocked, given?: unknown): Promise<void> {
  const id = await chosenDocument(unlocked, given, vscode.l10n.t('Delete Document'));
  if (id === undefined) return;
  const { doc_type, issue_id } = await unlocked.store.getDocument({ id });
  const incident = await unlocked.store.getIncident({ id: issue_id });
  const confirm = vscode.l10n.t('Delete');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Delete this document of “{0}”: {1}?', incident.title, documentTypeName(doc_type)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'What was written in it and its versions go with it, and this cannot be undone. The incident, its evidence and its action items stay.',
      ),
    },
    confirm,
  );
  if (answer === confirm) await unlocked.store.removeDocument({ id });
}

/** Writes the template that comes with the extension to a file of the person's own, and uses that from now on. */
export async function customizeTemplate(): Promise<void> {
  const items = GENERATED_TYPES.map(type => ({ label: documentTypeName(type), type }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Customize Document Template'),
  });
  if (!picked) return;
  const { type } = picked;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Where the template is kept'),
    defaultUri: vscode.Uri.file(join(homedir(), `whydunit-${type}.md`)),
    filters: { Markdown: ['md'] },
  });
  if (!target) return;
  // A file that is there is the person's own template already, unless they said that it is to be replaced.
  await writeFile(target.fsPath, defaultTemplate(type, documentStyle()));
  const configuration = vscode.workspace.getConfiguration();
  // Not those of the workspace.
  const paths = configuration.inspect<Record<string, unknown>>(SETTINGS.documentTemplates)?.globalValue ?? {};
  await configuration.update(
    SETTINGS.documentTemplates,
    { ...paths, [type]: target.fsPath },
    vscode.ConfigurationTarget.Global,
  );
  await vscode.window.showTextDocument(target);
}
