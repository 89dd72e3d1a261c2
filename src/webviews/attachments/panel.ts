/** The panel's side of the view of all attachments: it reads pages of rows, and starts the commands of each. */
import * as vscode from 'vscode';
import type { App } from '../../app.js';
import { needsKey, StoreError } from '../../db/errors.js';
import type { Evidence } from '../../db/rows/attachments.js';
import { milliseconds } from '../../db/time.js';
import { evidenceOf } from '../../editor/open.js';
import { COMMANDS, type CommandId } from '../../ids.js';
import { byteSize, evidenceFault, typeName } from '../../labels.js';
import { provenanceLines, verificationLines } from '../../tree/provenance.js';
import { report } from '../../userError.js';
import { shownTimes } from '../../vscodeZone.js';
import type { ToPage } from '../protocol.js';
import { serve } from '../vscodeChannel.js';
import { pageHtml, pageOptions } from '../vscodePage.js';
import {
  type Count,
  type Event,
  type Filter,
  type Page,
  questions,
  type Ready,
  type Row,
  type Strings,
} from './protocol.js';

/** How many rows the list begins with and grows by. */
const PAGE = 100;

const STARTS: Record<'unlock' | 'file' | 'clipboard' | 'image', CommandId> = {
  unlock: COMMANDS.storeUnlock,
  file: COMMANDS.fileAttach,
  clipboard: COMMANDS.clipboardAttach,
  image: COMMANDS.clipboardAttachImage,
};

const ACTIONS = { open: COMMANDS.attachmentOpen, remove: COMMANDS.attachmentRemove } as const;

/** Fills the view, and keeps it in step with the store until it is disposed. */
export function showAttachments(app: App, { webview }: vscode.WebviewView): vscode.Disposable {
  const strings = texts();
  const tell = (event: Event) => void webview.postMessage({ type: 'event', event } satisfies ToPage<Event>);
  const served = serve(app, webview, questions, {
    ready: (): Ready => ({ strings }),
    list: ({ after, order, descending, ...filter }) =>
      page(app, store =>
        store.listEvidence({
          ...{ order, descending, limit: PAGE + 1, filter: filterOf(filter) },
          ...(after && { after }),
        }),
      ),
    count: filter => count(app, filter),
    details: async ({ id }) => {
      const row = await evidenceOf(opened(app).store, id);
      return [...verificationLines(row), row.file_path, ...provenanceLines(row)].filter(Boolean);
    },
    image: ({ id }) => opened(app).store.readImage({ id }),
    act: ({ id, action }) => void vscode.commands.executeCommand(ACTIONS[action], { evidenceId: id }),
    start: ({ with: way }) => void vscode.commands.executeCommand(STARTS[way]),
  });
  const changed = app.onDidChange(() => tell({ type: 'changed' }));
  webview.options = pageOptions(app.context.extensionUri);
  webview.html = pageHtml(webview, app.context.extensionUri, 'attachments', strings.attachments);
  return vscode.Disposable.from(served, changed);
}

type OpenStore = NonNullable<App['open']>['store'];

/** @throws StoreError `locked` */
function opened(app: App): NonNullable<App['open']> {
  if (!app.open) throw new StoreError('locked', 'asked by the view of all attachments');
  return app.open;
}

/** A view asks nobody for a key: it says that the store is locked. */
async function page(app: App, read: (store: OpenStore) => Promise<Evidence[]>): Promise<Page> {
  if (app.open) {
    const rows = await read(app.open.store);
    return { store: 'open', rows: rows.slice(0, PAGE).map(worded), more: rows.length > PAGE };
  }
  if (app.state === 'locked' || app.state === 'failed') return { store: app.state };
  // The change event brings the page back here when the store is open.
  if (app.state === 'closed') {
    app.unlocked().catch((error: unknown) => {
      if (!needsKey(error)) report(app, error);
    });
  }
  return { store: 'opening' };
}

async function count(app: App, filter: Filter): Promise<Count> {
  const { store } = opened(app);
  const all = await store.countEvidence({ filter: { text: '' } });
  const narrowed = filter.text.trim() !== '' || filter.type !== null;
  return { all, fitting: narrowed ? await store.countEvidence({ filter: filterOf(filter) }) : all };
}

function filterOf({ text, type }: Filter) {
  return { text, ...(type && { type }) };
}

function worded(row: Evidence): Row {
  return {
    ...row,
    words: {
      size: row.file_size === null ? '' : byteSize(row.file_size),
      date: minutes(row.uploaded_at),
      type: typeName(row),
      broken: row.fault === null ? '' : vscode.l10n.t('Broken: {0}.', evidenceFault(row.fault)),
    },
  };
}

/** To the minute, with the zone. */
function minutes(timestamp: string): string {
  const [shown, at] = [shownTimes(), milliseconds(timestamp)];
  return `${shown.text(at, 0).slice(0, -3)} ${shown.offset(at)}`;
}

function texts(): Strings {
  return {
    attachments: vscode.l10n.t('Attachments'),
    filter: vscode.l10n.t('Filter by name or incident'),
    type: vscode.l10n.t('Type'),
    allTypes: vscode.l10n.t('All types'),
    text: vscode.l10n.t('Text'),
    document: vscode.l10n.t('Documents'),
    image: vscode.l10n.t('Images'),
    other: vscode.l10n.t('Other files'),
    name: vscode.l10n.t('Name'),
    incident: vscode.l10n.t('Incident'),
    date: vscode.l10n.t('Attached'),
    size: vscode.l10n.t('Size'),
    count: vscode.l10n.t('Attachments: {0}'),
    countOf: vscode.l10n.t('Attachments: {0} of {1}'),
    provenance: vscode.l10n.t('Provenance'),
    empty: vscode.l10n.t(
      'No attachments yet. Select lines in any editor and choose Attach Selection to Incident, drop files on an incident, or begin here:',
    ),
    attachFile: vscode.l10n.t('Attach the Open File'),
    attachClipboard: vscode.l10n.t('Attach Clipboard'),
    attachImage: vscode.l10n.t('Attach Image from Clipboard…'),
    nothingFits: vscode.l10n.t('No attachment fits the filter.'),
    clear: vscode.l10n.t('Clear Filter'),
    locked: vscode.l10n.t('The store is locked.'),
    unlock: vscode.l10n.t('Unlock'),
    failed: vscode.l10n.t('The store of your incidents is not open. Nothing in it was changed.'),
    retry: vscode.l10n.t('Try Again'),
    opening: vscode.l10n.t('Opening the store…'),
  };
}
