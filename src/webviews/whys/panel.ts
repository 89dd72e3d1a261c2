/** The panel of an incident's whys: it reads and changes them for the page, and lets the person choose evidence. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { App, Unlocked } from '../../app.js';
import { allRows } from '../../db/allRows.js';
import { needsKey, StoreError } from '../../db/errors.js';
import type { ListedRef, Step, WhyChange } from '../../db/rows/analysis.js';
import { isImage } from '../../editor/addresses.js';
import { excerptOf } from '../../editor/excerpt.js';
import { refFault, refLabel } from '../../editor/refs.js';
import { evidenceOf, openRow } from '../../editor/open.js';
import { COMMANDS } from '../../ids.js';
import { byteSize } from '../../labels.js';
import { report, UserError } from '../../userError.js';
import type { ToPage } from '../protocol.js';
import { serve } from '../vscodeChannel.js';
import { choosePlace, droppedPlaces } from './vscodePlaces.js';
import {
  type Changed,
  type Content,
  type Event,
  type Lines,
  MOST_LINES,
  type Page,
  questions,
  type Ready,
  type Ref,
} from './protocol.js';
import { whyOfItsOwn, type Written } from './fields.js';
import { strings } from './vscodeStrings.js';

const PAGE = 1000;
/** How long locking waits for a page to save what was typed. */
const FLUSH_MS = 2000;

/** Serves the page of an incident's whys until it is disposed. */
export function fillWhys(app: App, { webview }: vscode.WebviewPanel, issue_id: string): vscode.Disposable {
  const tell = (event: Event) => void webview.postMessage({ type: 'event', event } satisfies ToPage<Event>);
  let flushed = () => {};
  let unchosen: readonly Written[] = [];
  const served = serve(app, webview, questions, {
    ready: async (): Promise<Ready> => ({ strings: strings(), page: await readPage(app, issue_id) }),
    read: () => readPage(app, issue_id),
    change: ({ changes }) => change(opened(app), issue_id, changes),
    lines: async ({ id }) => linesOf(opened(app), await refOf(opened(app), issue_id, id)),
    open: async ({ id }) => open(opened(app), await refOf(opened(app), issue_id, id)),
    pick: () => choosePlace(opened(app), issue_id),
    dropped: ({ text }) => droppedPlaces(opened(app), issue_id, text),
    start: ({ with: way }) =>
      void (way === 'unlock'
        ? vscode.commands.executeCommand(COMMANDS.storeUnlock)
        : vscode.commands.executeCommand(COMMANDS.whysExport, { incidentId: issue_id })),
    unchosen: ({ texts }) => void (unchosen = texts),
    flushed: () => flushed(),
  });
  const leaving = app.beforeLock(
    () =>
      new Promise(resolve => {
        flushed = resolve;
        setTimeout(resolve, FLUSH_MS);
        tell({ type: 'flush' });
      }),
  );
  return vscode.Disposable.from(
    served,
    leaving,
    new vscode.Disposable(() => void keepTexts(app, issue_id, unchosen)),
    app.onDidChange(topics => {
      if (topics.includes('whys') || topics.includes('attachments') || topics.includes('incidents'))
        tell({ type: 'changed' });
    }),
  );
}

/** Keeps what a person wrote beside another window and closed without a choice: each text as a why of its own. */
async function keepTexts(app: App, issue_id: string, texts: readonly Written[]): Promise<void> {
  if (texts.length === 0 || !app.open) return;
  try {
    const { steps } = await contentOf(app.open, issue_id);
    const position = steps.filter(({ parent_id }) => parent_id === null).length;
    const { askOf } = strings();
    const changes = texts.map((text, at) =>
      whyOfItsOwn(text, { id: randomUUID(), position: position + at, askOf }),
    );
    await app.open.store.changeWhys({ issue_id, changes });
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Another window wrote at the same whys as you. What you wrote was kept: see the last of the first whys.',
      ),
    );
  } catch (error) {
    report(app, error);
  }
}

/** @throws StoreError `locked` */
function opened(app: App): Unlocked {
  if (!app.open) throw new StoreError('locked', 'asked by the page of the whys');
  return app.open;
}

/** A page asks nobody for a key: it says that the store is locked. */
async function readPage(app: App, issue_id: string): Promise<Page> {
  if (app.open) {
    try {
      const { title } = await app.open.store.getIncident({ id: issue_id });
      return { store: 'open', title, ...(await contentOf(app.open, issue_id)) };
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'gone') return { store: 'gone' };
      throw error;
    }
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

async function contentOf({ store }: Unlocked, issue_id: string): Promise<Content> {
  const [steps, refs] = await Promise.all([
    allRows<Step>(PAGE, after => store.listSteps({ issue_id, limit: PAGE, ...(after && { after }) })),
    allRows<ListedRef>(PAGE, after =>
      store.listRefs({ issue_id, limit: PAGE, ...(after && { after: after.id }) }),
    ),
  ]);
  return { steps, refs: refs.filter(({ step_id }) => step_id !== null).map(worded) };
}

function worded(ref: ListedRef): Ref {
  return { ...ref, label: refLabel(ref), broken: refFault(ref) };
}

/** What another window changed first is no failure: the page shows what is there now. */
async function change(unlocked: Unlocked, issue_id: string, changes: WhyChange[]): Promise<Changed> {
  unlocked.app.used();
  let applied = true;
  try {
    await unlocked.store.changeWhys({ issue_id, changes });
  } catch (error) {
    if (!(error instanceof StoreError && ['stale', 'gone', 'exists'].includes(error.kind))) throw error;
    applied = false;
  }
  return { applied, ...(await contentOf(unlocked, issue_id)) };
}

/** @throws StoreError `gone` */
async function refOf(unlocked: Unlocked, issue_id: string, id: string): Promise<Ref> {
  const { refs } = await contentOf(unlocked, issue_id);
  const ref = refs.find(ref => ref.id === id);
  if (!ref) throw new StoreError('gone', `evidence_ref ${id}`);
  return ref;
}

async function linesOf({ store }: Unlocked, ref: Ref): Promise<Lines> {
  const first = ref.first_line ?? 1;
  const nothing = { first, lines: [], note: ref.broken };
  if (ref.kind === 'removed' || ref.broken !== '') return nothing;
  const row = await evidenceOf(store, ref.evidence_id);
  if (isImage(row)) return { ...nothing, note: byteSize(row.file_size) };
  const wanted = (ref.last_line ?? Infinity) - first + 1;
  const { lines, total } = await excerptOf(store, row, first, Math.min(MOST_LINES, wanted));
  const end = Math.min(ref.last_line ?? Infinity, total ?? Infinity);
  const more = Number.isFinite(end) ? end - first + 1 - lines.length : 0;
  return { first, lines, note: more > 0 ? vscode.l10n.t('… further lines: {0}', more) : '' };
}

async function open({ store }: Unlocked, ref: Ref): Promise<void> {
  if (ref.kind === 'removed') {
    throw new UserError(
      vscode.l10n.t('{0} was removed from the incident, so it cannot be opened any more.', ref.file_name),
    );
  }
  const row = await evidenceOf(store, ref.evidence_id);
  const { first_line: first, last_line: last } = ref;
  await openRow(row, first === null ? undefined : { first, last: last ?? first });
}
