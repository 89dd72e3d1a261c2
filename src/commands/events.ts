/** Commands on the events of a timeline. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Attachment, Image } from '../db/rows/attachments.js';
import type { Incident } from '../db/rows/incidents.js';
import type { EventWithRefs } from '../db/rows/timeline.js';
import { milliseconds } from '../db/time.js';
import { isImage } from '../editor/addresses.js';
import { askLines } from '../editor/askLines.js';
import { openRef, refFault, refLabel } from '../editor/refs.js';
import { inLabel, inMessage, lineRange } from '../labels.js';
import { firstError, onOneLine } from '../timeline/index.js';
import { EventNode } from '../tree/timelineNodes.js';
import { UserError } from '../userError.js';
import { openTimelines } from '../webviews/timeline/vscodeOpen.js';
import type { Pages } from '../webviews/vscodePages.js';
import { askDescription, askTags, askTime, askType } from './askEvent.js';
import { incidentAtHand, textIn } from './target.js';

/** How much of a description a message shows, in UTF-16 units. */
const SHOWN = 80;
/** How many attachments a picker offers. */
const OFFERED = 500;

/** Opens the page of a row's incident, or of the active one, at an event where one is given. */
export async function openTimeline(unlocked: Unlocked, pages: Pages, given?: unknown): Promise<void> {
  const incident = await timelineOf(unlocked, given);
  if (!incident) return;
  const event = given instanceof EventNode ? given.event.id : textIn(given, 'eventId');
  if (event !== undefined) openTimelines.select(incident.id, event);
  await pages.show(incident.id);
}

/** The incident whose timeline is meant. */
function timelineOf(unlocked: Unlocked, given: unknown): Promise<Incident | undefined> {
  const ofRow = given instanceof EventNode ? { incidentId: given.event.issue_id } : given;
  return incidentAtHand(unlocked, ofRow, vscode.l10n.t('Timeline'));
}

export async function addEvent(unlocked: Unlocked, given?: unknown): Promise<void> {
  const { store } = unlocked;
  const incident = await timelineOf(unlocked, given);
  if (!incident) return;
  const title = vscode.l10n.t('Add Event to “{0}”', incident.title);
  const event_type = await askType(title);
  if (event_type === undefined) return;
  const description = await askDescription(title);
  if (description === undefined) return;
  const at_ms = await askTime(title, await suggestedTime(unlocked, incident, event_type));
  if (at_ms === undefined) return;
  await store.addEvent({ issue_id: incident.id, event_type, description, at_ms });
  vscode.window.setStatusBarMessage(vscode.l10n.t('Added to the timeline.'), 5000);
}

/** An incident begins and is seen at the first error of its logs, or when it was made; all else happens now. */
async function suggestedTime(
  { store }: Unlocked,
  { id, created_at }: Incident,
  type: string,
): Promise<number> {
  if (type !== 'detected' && type !== 'impact_started') return Date.now();
  return firstError(await store.listTimes({ issue_id: id })) ?? milliseconds(created_at);
}

/** @throws UserError where no event is meant */
async function eventOf({ store }: Unlocked, given: unknown): Promise<EventWithRefs> {
  const id = given instanceof EventNode ? given.event.id : textIn(given, 'eventId');
  const [event] = id === undefined ? [] : await store.getEvents({ ids: [id] });
  if (!event) throw new UserError(vscode.l10n.t('Choose an event in the Timeline view first.'));
  return event;
}

export async function editEvent(unlocked: Unlocked, given?: unknown): Promise<void> {
  const event = await eventOf(unlocked, given);
  const { id, revision } = event;
  const description = await askDescription(vscode.l10n.t('Edit Event'), event.description);
  if (description === undefined || description === event.description) return;
  await unlocked.store.updateEvent({ id, revision, description });
}

export async function moveEvent(unlocked: Unlocked, given?: unknown): Promise<void> {
  const { id, revision, at } = await eventOf(unlocked, given);
  const at_ms = await askTime(vscode.l10n.t('Change Time of Event'), at);
  if (at_ms === undefined || at_ms === at) return;
  await unlocked.store.updateEvent({ id, revision, at_ms });
}

export async function tagEvent(unlocked: Unlocked, given?: unknown): Promise<void> {
  const { id, revision, tags } = await eventOf(unlocked, given);
  const next = await askTags(vscode.l10n.t('Tags of Event'), tags ?? []);
  if (next) await unlocked.store.updateEvent({ id, revision, tags: next });
}

/** Deletes without asking: what was deleted comes back with one click. */
export async function deleteEvent(unlocked: Unlocked, given?: unknown): Promise<void> {
  const { store } = unlocked;
  const { id, revision } = await eventOf(unlocked, given);
  const removed = await store.removeEvent({ id, revision });
  const undo = vscode.l10n.t('Undo');
  const { description } = removed.event;
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Deleted from the timeline: {0}', inMessage(onOneLine(description).slice(0, SHOWN))),
    undo,
  );
  if (answer === undo) await store.restoreEvent(removed);
}

/** Opens what the event refers to; of several places, one that the person chooses. */
export async function openEventEvidence(unlocked: Unlocked, given?: unknown): Promise<void> {
  const { refs } = await eventOf(unlocked, given);
  const items = refs.map(ref => ({ label: inLabel(refLabel(ref)), description: refFault(ref), ref }));
  const picked = items.length > 1 ? await vscode.window.showQuickPick(items) : items[0];
  if (items.length === 0) throw new UserError(vscode.l10n.t('No evidence is linked to this event.'));
  if (!picked) return;
  if (picked.ref.kind === 'removed') {
    throw new UserError(
      vscode.l10n.t(
        '{0} was removed from the incident; the event still says what was seen in it.',
        picked.ref.file_name,
      ),
    );
  }
  await openRef(unlocked.store, picked.ref);
}

/** Links an attachment, or lines of it. */
export async function linkEvidence(unlocked: Unlocked, given?: unknown): Promise<void> {
  const { store } = unlocked;
  const { id, issue_id } = await eventOf(unlocked, given);
  const title = vscode.l10n.t('Link Evidence');
  const [logs, images] = await Promise.all([
    store.listAttachments({ issue_id, limit: OFFERED }),
    store.listImages({ issue_id, limit: OFFERED }),
  ]);
  const items = [...logs, ...images].map((row: Attachment | Image) => ({
    label: inLabel(row.file_name),
    description: isImage(row) ? '' : lineRange(row).join(''),
    row,
  }));
  if (items.length === 0)
    throw new UserError(
      vscode.l10n.t('The incident has no evidence yet: attach logs or images to it first.'),
    );
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  if (!picked) return;
  const lines = isImage(picked.row) ? null : await askLines(store, picked.row);
  if (lines === undefined) return;
  const place = { first_line: lines?.first ?? null, last_line: lines?.last ?? null };
  await store.addRef({ owner: { event_id: id }, evidence_id: picked.row.id, ...place });
}
