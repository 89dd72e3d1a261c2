/** The panel of an incident's timeline: it reads and changes events for the page, and has the logs' lines counted. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { App, Unlocked } from '../../app.js';
import { needsKey, StoreError } from '../../db/errors.js';
import type { EventFilter, EventWithRefs, RemovedEvent } from '../../db/rows/timeline.js';
import { milliseconds } from '../../db/time.js';
import { EVENT_TYPES, type Topic } from '../../db/values.js';
import { openRef, refLabel, refFault } from '../../editor/refs.js';
import { COMMANDS } from '../../ids.js';
import { runJob } from '../../jobs/run.js';
import { eventTypeName } from '../../labels.js';
import { firstError } from '../../timeline/index.js';
import { report } from '../../userError.js';
import { onDidChangeShownTimes, shownTimes } from '../../vscodeZone.js';
import type { ToPage } from '../protocol.js';
import { serve } from '../vscodeChannel.js';
import {
  type Event,
  type Filter,
  type Index,
  questions,
  type Ready,
  type Row,
  type Summary,
} from './protocol.js';
import { openTimelines } from './vscodeOpen.js';
import { strings } from './vscodeStrings.js';

const STARTS = {
  unlock: COMMANDS.storeUnlock,
  file: COMMANDS.fileAttach,
  selection: COMMANDS.selectionAttach,
} as const;

/** What this page shows. */
const TOPICS: ReadonlySet<Topic> = new Set(['timeline', 'attachments', 'clocks', 'incidents']);
/** What lines are counted anew after. */
const LINES: ReadonlySet<Topic> = new Set(['attachments', 'clocks']);

/** Serves the page of an incident's timeline until it is disposed. */
export function fillTimeline(app: App, panel: vscode.WebviewPanel, issue_id: string): vscode.Disposable {
  const { webview } = panel;
  const tell = (event: Event) => void webview.postMessage({ type: 'event', event } satisfies ToPage<Event>);
  const removed = new Map<string, RemovedEvent>();
  const counting = new AbortController();
  const store = () => opened(app).store;
  const served = serve(app, webview, questions, {
    ready: (): Ready => ({
      strings: strings(),
      zone: shownTimes().zone,
      types: EVENT_TYPES.map(type => ({ type, name: eventTypeName(type) })),
      selected: openTimelines.take(issue_id),
    }),
    index: filter => index(app, issue_id, filter),
    summary: () => summary(opened(app), issue_id),
    events: async ({ ids }) => (await store().getEvents({ ids })).map(worded),
    countLines: () => countLines(app, issue_id, counting.signal, tell),
    add: async said => {
      const { id, revision } = await store().addEvent({ issue_id, ...said });
      return { id, revision };
    },
    update: async change => ({ revision: (await store().updateEvent(change)).revision }),
    remove: async ({ id, revision }) => {
      removed.set(id, await store().removeEvent({ id, revision }));
    },
    restore: async ({ id }) => {
      const before = removed.get(id);
      if (!before) throw new StoreError('gone', `removed event ${id}`);
      return { revision: (await store().restoreEvent(before)).revision };
    },
    link: ({ id }) => void vscode.commands.executeCommand(COMMANDS.eventLink, { eventId: id }),
    unlink: ({ ref }) => store().removeRef({ id: ref }),
    open: place => openRef(store(), place),
    suggestDetected: () => suggestDetected(opened(app), issue_id),
    start: ({ with: way }) => void vscode.commands.executeCommand(STARTS[way]),
  });
  const changed = app.onDidChange(topics => {
    // What was removed is not kept beyond the key.
    if (!app.open) removed.clear();
    if (topics.some(topic => TOPICS.has(topic)))
      tell({ type: 'changed', lines: topics.some(topic => LINES.has(topic)) });
  });
  const zone = onDidChangeShownTimes(() => tell({ type: 'zone', zone: shownTimes().zone }));
  const shown = openTimelines.add(issue_id, id => tell({ type: 'select', id }));
  const stop = new vscode.Disposable(() => counting.abort());
  return vscode.Disposable.from(served, changed, zone, shown, stop);
}

/** @throws StoreError `locked` */
function opened(app: App): Unlocked {
  if (!app.open) throw new StoreError('locked', 'asked by the page of the timeline');
  return app.open;
}

/** A page asks nobody for a key: it says that the store is locked. */
async function index(app: App, issue_id: string, filter: Filter): Promise<Index> {
  if (app.open) {
    try {
      const { store } = app.open;
      await store.getIncident({ id: issue_id });
      const found = await store.indexEvents({ issue_id, filter: filterOf(filter) });
      return { store: 'open', ...found, typeLabels: found.typeNames.map(eventTypeName) };
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

function filterOf({ text, type, source, tag }: Filter): EventFilter {
  return {
    text,
    ...(type !== null && { types: [type] }),
    ...(source !== null && { sources: [source === '' ? null : source] }),
    ...(tag !== null && { tags: [tag] }),
  };
}

async function summary({ store }: Unlocked, issue_id: string): Promise<Summary> {
  const { title, resolved_at } = await store.getIncident({ id: issue_id });
  const events = await store.listMilestones({ issue_id });
  return { title, events, resolvedAt: resolved_at === null ? null : milliseconds(resolved_at) };
}

function worded({ refs, ...event }: EventWithRefs): Row {
  const typeName = eventTypeName(event.event_type);
  return {
    ...event,
    typeName,
    refs: refs.map(ref => ({
      id: ref.id,
      evidence_id: ref.evidence_id,
      first_line: ref.first_line,
      last_line: ref.last_line,
      label: refLabel(ref),
      broken: refFault(ref),
    })),
  };
}

/** Locking the store stops it. */
async function countLines(
  app: App,
  issue_id: string,
  signal: AbortSignal,
  tell: (event: Event) => void,
): Promise<void> {
  const { access } = opened(app);
  const script = join(app.context.extensionPath, 'dist', 'job.js');
  try {
    await app.job(
      stop =>
        runJob(
          script,
          'countTimes',
          { store: access, issue_id },
          {
            signal: AbortSignal.any([signal, stop.signal]),
            part: ({ log_file_id, width, counts }) =>
              tell({ type: 'volume', volume: { log_file_id, width, counts } }),
          },
        ),
      false,
    );
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'cancelled') throw error;
  }
}

async function suggestDetected({ store }: Unlocked, issue_id: string): Promise<{ at: number }> {
  const { created_at } = await store.getIncident({ id: issue_id });
  return { at: firstError(await store.listTimes({ issue_id })) ?? milliseconds(created_at) };
}
