/** The panel of a document: it saves what the page writes, and reads what the page shows beside it. */
import * as vscode from 'vscode';
import type { App, Unlocked } from '../../app.js';
import { needsKey, StoreError, unlessGone } from '../../db/errors.js';
import { generationsOf, isFollowed, isGenerated, withoutOffer } from '../../documents/index.js';
import { evidenceOf, openRow } from '../../editor/open.js';
import { findLinks } from '../../evidence/link/index.js';
import { COMMANDS } from '../../ids.js';
import type { Document } from '../../db/rows/analysis.js';
import { documentTypeName } from '../../labels.js';
import { report, toUserError } from '../../userError.js';
import { refreshActions } from '../../vscodeDocuments.js';
import { onDidChangeShownTimes } from '../../vscodeZone.js';
import type { ToPage } from '../protocol.js';
import { serve } from '../vscodeChannel.js';
import { readAbout } from './vscodeAbout.js';
import { keepAsNew } from './deleted.js';
import { Draft } from './draft.js';
import { drafts } from './drafts.js';
import { type Event, type Newest, questions, type Read, type Ready } from './protocol.js';
import { excerptLines, findLines, imageOf } from './vscodeLines.js';
import { strings } from './vscodeStrings.js';
import { listVersions } from './vscodeVersions.js';

/** Serves the page of a document until it is disposed. */
export function fillDocument(app: App, panel: vscode.WebviewPanel, id: string): vscode.Disposable {
  const { webview } = panel;
  const tell = (event: Event) => void webview.postMessage({ type: 'event', event } satisfies ToPage<Event>);
  const draft = new Draft(id, {
    store: () => app.open?.store,
    tell: saving => tell({ type: 'saving', saving }),
    outdated: () => tell({ type: 'outdated' }),
    sentence: error => toUserError(error, app.storeFile).message,
  });
  drafts.set(id, draft);
  const { store, issue } = asked(app, id);
  const seen: Seen = { offered: false };
  const readShown = async () => {
    const shown = await read(app, id, draft, seen);
    // The name of a kind of document says nothing of the case; any other may.
    if (shown.store === 'open' && shown.canGenerate) panel.title = shown.type;
    return shown;
  };
  const served = serve(app, webview, questions, {
    ready: async (): Promise<Ready> => ({ strings: strings(), read: await readShown().catch(() => null) }),
    read: readShown,
    state: () => stateOf(app, id),
    newest: () => newest(opened(app), id, draft, seen),
    about: async () => readAbout(opened(app), await issue()),
    edit: ({ changes, length }) => draft.edit(changes, length),
    rebase: ({ text, stored, revision }) => draft.rebase(text, stored, revision),
    flush: () => draft.flush(),
    keep: () => draft.keep(),
    regenerate: () => vscode.commands.executeCommand(COMMANDS.documentRegenerate, { documentId: id }),
    dismiss: ({ key }) => dismiss(opened(app), id, draft, key),
    versions: () => listVersions(store(), id),
    version: async ({ id: version }) => (await store().getVersion({ id: version })).content_md,
    restore: async ({ id: version_id }) => {
      await draft.flush();
      await store().restoreVersion({ version_id, revision: draft.revision });
    },
    findLines: async ({ id, text }) => findLines(opened(app), await issue(), id, text),
    lines: async ({ id, first, last }) => excerptLines(opened(app), await issue(), id, first, last),
    image: async ({ id }) => imageOf(opened(app), await issue(), id),
    open: ({ address }) => follow(opened(app), address),
    addAction: async action => {
      const issue_id = await issue();
      await store().addAction({ ...action, issue_id });
      await refreshActions(opened(app), issue_id);
    },
    updateAction: async ({ id, ...change }) => {
      await store().updateAction({ id, ...defined(change) });
      await refreshActions(opened(app), await issue());
    },
    // It asks first, as in the view of action items.
    removeAction: async ({ id }) =>
      vscode.commands.executeCommand(COMMANDS.actionRemove, { actionId: id, issueId: await issue() }),
    keepAsNew: async () => {
      await openAsNew(opened(app), draft, seen);
      // Behind the answer.
      setImmediate(() => void panel.dispose());
    },
    copy: () => vscode.env.clipboard.writeText(draft.text),
    start: () => void vscode.commands.executeCommand(COMMANDS.storeUnlock),
  });
  const about = new Set(['timeline', 'whys', 'attachments', 'actions', 'incidents']);
  return vscode.Disposable.from(
    served,
    app.beforeLock(() => draft.flush()),
    onDidChangeShownTimes(() => tell({ type: 'changed', text: false, about: true })),
    app.onDidChange(topics =>
      tell({
        type: 'changed',
        text: topics.includes('documents'),
        about: topics.some(topic => about.has(topic)),
      }),
    ),
    new vscode.Disposable(() => void end(app, id, draft, seen)),
  );
}

/** What is known of a document that may be deleted while it is open. */
interface Seen {
  /** As it was read last. */
  document?: Document;
  /** Whether its page shows that it was deleted: closing it then is an answer. */
  offered: boolean;
}

/** Keeps what this window has of a document that was deleted. */
async function openAsNew({ store }: Unlocked, draft: Draft, seen: Seen): Promise<void> {
  if (!seen.document) return;
  const documentId = await keepAsNew(store, seen.document, draft.text);
  seen.offered = true;
  await vscode.commands.executeCommand(COMMANDS.documentOpen, { documentId });
}

/** What a page may ask for only while the store is open. */
function asked(app: App, id: string) {
  let issue_id: string | undefined;
  return {
    store: () => opened(app).store,
    /** The incident of the document. */
    issue: async () => (issue_id ??= (await opened(app).store.getDocument({ id })).issue_id),
  };
}

/** @throws StoreError `locked` */
function opened(app: App): Unlocked {
  if (!app.open) throw new StoreError('locked', 'asked by the page of a document');
  return app.open;
}

/** A page asks nobody for a key: it says that the store is locked. */
async function read(app: App, id: string, draft: Draft, seen: Seen): Promise<Read> {
  if (app.open) return readOpen(app.open, id, draft, seen);
  if (app.state === 'locked' || app.state === 'failed') return { store: app.state };
  // The change event brings the page back here when the store is open.
  if (app.state === 'closed') {
    app.unlocked().catch((error: unknown) => {
      if (!needsKey(error)) report(app, error);
    });
  }
  return { store: 'opening' };
}

async function readOpen({ store }: Unlocked, id: string, draft: Draft, seen: Seen): Promise<Read> {
  try {
    const document = await store.getDocument({ id });
    seen.document = document;
    const { title } = await store.getIncident({ id: document.issue_id });
    // What could not be saved is still there, and is saved with the next change.
    if (!draft.unsaved) draft.begin(document.content_md, document.revision);
    return {
      store: 'open',
      id,
      type: documentTypeName(document.doc_type),
      incident: title,
      text: draft.text,
      revision: document.revision,
      generations: generationsOf(document),
      canGenerate: isGenerated(document.doc_type),
    };
  } catch (error) {
    if (!(error instanceof StoreError && error.kind === 'gone')) throw error;
    seen.offered = true;
    if (!seen.document) return { store: 'gone', text: null, canKeep: false };
    const incident = await unlessGone(store.getIncident({ id: seen.document.issue_id }));
    return { store: 'gone', text: draft.text, canKeep: incident !== undefined };
  }
}

/** @returns `open` while the document is there to be shown */
async function stateOf(app: App, id: string): Promise<Read['store']> {
  if (!app.open) return app.state === 'locked' || app.state === 'failed' ? app.state : 'opening';
  return (await unlessGone(app.open.store.getDocument({ id }))) ? 'open' : 'gone';
}

async function newest({ store }: Unlocked, id: string, draft: Draft, seen: Seen): Promise<Newest | null> {
  await draft.flush();
  const document = await store.getDocument({ id });
  seen.document = document;
  if (document.revision === draft.revision) return null;
  return {
    text: document.content_md,
    base: draft.stored,
    revision: document.revision,
    generations: generationsOf(document),
  };
}

async function dismiss({ store }: Unlocked, id: string, draft: Draft, key: string): Promise<void> {
  await draft.flush();
  const document = await store.getDocument({ id });
  const { base } = withoutOffer(generationsOf(document), document.content_md, key);
  await store.updateDocument({ id, revision: document.revision, base_md: base });
}

/** Opens evidence in its editor, and the web or a mail where VS Code's own question is answered with yes. */
async function follow({ store }: Unlocked, address: string): Promise<void> {
  const [link] = findLinks(address);
  if (link) return openRow(await evidenceOf(store, link.id), link.lines);
  if (isFollowed(address)) await vscode.env.openExternal(vscode.Uri.parse(address, true));
}

/** The last save; a person is told where it failed. */
async function end(app: App, id: string, draft: Draft, seen: Seen): Promise<void> {
  if (drafts.get(id) === draft) drafts.delete(id);
  const kept = await draft.end();
  const store = app.open?.store;
  if (kept) {
    await store?.keepVersion({ document_id: id, cause: 'edited' }).catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
      app.log.warn(`no version was kept as the page closed: ${error.kind}`);
    });
    return;
  }
  if ((await stateOf(app, id).catch(() => 'failed')) === 'gone') return endDeleted(app, draft, seen);
  void vscode.window.showErrorMessage(
    vscode.l10n.t(
      'The last changes of a document could not be saved as its page closed; what was saved before is kept.',
    ),
  );
}

/** The page closes before it could tell that the document was deleted. */
async function endDeleted(app: App, draft: Draft, seen: Seen): Promise<void> {
  if (seen.offered) return;
  const keep = vscode.l10n.t('Keep as a New Document');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('This document was deleted meanwhile, so what you wrote last could not be saved.'),
    keep,
  );
  if (answer === keep && app.open) await openAsNew(app.open, draft, seen);
}

/** Without what was not given. */
function defined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}
