/** Generates the documents of incidents, and keeps their tables of action items in step with the rows. */
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import type { Unlocked } from './app.js';
import { StoreError } from './db/errors.js';
import type { Document } from './db/rows/analysis.js';
import type { GeneratedType } from './db/values.js';
import {
  anew,
  defaultTemplate,
  generate,
  generationsOf,
  isGenerated,
  type Offer,
  readFacts,
  TooLongError,
  withActions,
} from './documents/index.js';
import { SETTINGS } from './ids.js';
import { documentTypeName } from './labels.js';
import { report, UserError } from './userError.js';
import { documentStyle } from './vscodeDocumentStyle.js';

/** A template is text that a person wrote, in bytes. */
const MOST_TEMPLATE = 1024 * 1024;

/** The template of a type: the person's own, or the one that comes with the extension. */
async function templateOf(type: GeneratedType): Promise<string> {
  const paths = vscode.workspace
    .getConfiguration()
    .get<Record<string, unknown>>(SETTINGS.documentTemplates, {});
  const path = paths[type];
  if (typeof path !== 'string' || path.trim() === '') return defaultTemplate(type, documentStyle());
  const file = path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
  try {
    if (!isAbsolute(file) || (await stat(file)).size > MOST_TEMPLATE) throw new Error(file);
    const template = await readFile(file, 'utf8');
    // Empty, or not in UTF-8: nobody wants a document of that.
    if (template.trim() === '' || template.includes('\0')) throw new Error(file);
    return template;
  } catch {
    throw new UserError(
      vscode.l10n.t(
        'The template {0} cannot be read, so nothing was generated: check the setting {1}.',
        path,
        SETTINGS.documentTemplates,
      ),
    );
  }
}

/** @throws UserError where the template makes more than anybody reads */
function filled<T>(fill: () => T): T {
  try {
    return fill();
  } catch (error) {
    if (!(error instanceof TooLongError)) throw error;
    throw new UserError(
      vscode.l10n.t(
        'The template makes a document that is too long to be read, so nothing was generated: name placeholders less often in the file of the setting {0}.',
        SETTINGS.documentTemplates,
      ),
    );
  }
}

/** The document of a type that an incident has already. */
export async function documentOf({ store }: Unlocked, issue_id: string, type: GeneratedType) {
  const documents = await store.listDocuments({ issue_id, limit: 1000 });
  return documents.find(({ doc_type }) => doc_type === type);
}

/** Generates a document that is not there yet; returns its id. */
export async function generateNew(
  { store }: Unlocked,
  issue_id: string,
  type: GeneratedType,
): Promise<string> {
  const template = await templateOf(type);
  const facts = await readFacts(store, issue_id);
  const { markdown, sections, events } = filled(() => generate(template, facts, documentStyle()));
  const { id } = await store.keepGenerated({
    ...{ issue_id, doc_type: type, title: documentTypeName(type), sections, events, of: null },
    ...{ content_md: markdown, generated_md: markdown, base_md: null },
  });
  return id;
}

/**
 * Generates a document anew: what nobody wrote in is replaced, what somebody did stays.
 *
 * @returns what was generated otherwise than before for the sections that stayed
 * @throws StoreError `stale` where another window wrote it meanwhile
 */
export async function generateAnew({ store }: Unlocked, id: string): Promise<readonly Offer[]> {
  const document = await store.getDocument({ id });
  const { issue_id, doc_type, title, revision } = document;
  if (!isGenerated(doc_type)) {
    throw new UserError(vscode.l10n.t('This document was imported, and there is no template for its type.'));
  }
  const template = await templateOf(doc_type);
  const facts = await readFacts(store, issue_id);
  const { markdown, sections, events } = filled(() => generate(template, facts, documentStyle()));
  const { text, offers, generations } = anew(generationsOf(document), document.content_md, markdown);
  await store.keepGenerated({
    ...{ issue_id, doc_type, title, sections, events, of: { id, revision } },
    ...{ content_md: text, generated_md: markdown, base_md: generations.base },
  });
  return offers;
}

/** Brings the tables of action items in an incident's documents to what the rows say now. */
export async function refreshActions(unlocked: Unlocked, issue_id: string): Promise<void> {
  const { store } = unlocked;
  const listed = await store.listDocuments({ issue_id, limit: 1000 });
  let refused: UserError | undefined;
  for (const { id } of listed.filter(({ doc_type }) => isGenerated(doc_type))) {
    try {
      await refresh(unlocked, await store.getDocument({ id }));
    } catch (error) {
      // The row is kept all the same, and other documents follow it.
      if (error instanceof UserError) refused = error;
      // Another window did the same, or a person writes there just now: the next change brings it to date.
      else if (!(error instanceof StoreError && (error.kind === 'stale' || error.kind === 'gone')))
        throw error;
    }
  }
  if (refused) report(unlocked.app, refused);
}

async function refresh({ store }: Unlocked, document: Document): Promise<void> {
  const { id, revision, content_md, generated_md, doc_type, issue_id } = document;
  if (!isGenerated(doc_type) || generated_md === null) return;
  const template = await templateOf(doc_type);
  const facts = await readFacts(store, issue_id);
  const before = generationsOf(document);
  const { text, generations } = filled(() =>
    withActions(before, content_md, template, facts, documentStyle()),
  );
  if (text === content_md && generations.last === generated_md) return;
  await store.updateDocument({
    ...{ id, revision, content_md: text },
    ...{ generated_md: generations.last, base_md: generations.base },
  });
}
