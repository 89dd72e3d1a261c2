/** Timeline events: the rows of `timeline_events`, each written to the audit log as well. */
import { createHash } from 'node:crypto';
import type { Checked, Output } from './api.js';
import { audit } from './audit.js';
import type { Database } from './connection.js';
import { StoreError } from './errors.js';
import { eventIndex, milestonesOf } from './eventIndex.js';
import { type EvidenceOf, refsOfEvent, refsOfEvents, restoreRefs, writeRefs } from './evidenceRefs.js';
import type { Handlers } from './handlers.js';
import { TimelineEvent } from './rows/timeline.js';
import { statement } from './statements.js';
import { Table } from './table.js';
import { timestamp } from './time.js';

const ENTITY = 'timeline_event';

const table = new Table('timeline_events', TimelineEvent, {
  entity: ENTITY,
  parent: 'issue_id',
  order: ['at', 'id'],
});

/** What happened, with the metadata that the schema documents for it. */
export type NewEvent =
  | {
      readonly event_type: 'triage_started';
      readonly metadata: { severity: string; category: string | null };
    }
  | { readonly event_type: 'log_uploaded'; readonly metadata: { file_name: string; file_size: number } }
  | {
      readonly event_type: 'why_level_advanced';
      readonly metadata: { from_level: number; to_level: number; question: string };
    }
  | {
      readonly event_type: 'root_cause_identified';
      readonly metadata: { root_cause: string; confidence: number };
    }
  | { readonly event_type: 'rca_generated'; readonly metadata: { doc_id: string; section_count: number } }
  | {
      readonly event_type: 'postmortem_generated';
      readonly metadata: { doc_id: string; timeline_events_count: number };
    }
  | { readonly event_type: 'document_exported'; readonly metadata: { format: string; file_path: string } }
  /** Ours, when the incident's status changes. */
  | {
      readonly event_type: 'acknowledged' | 'resolved' | 'reopened';
      readonly metadata: { from_status: string; to_status: string };
    };

/**
 * Writes an event in the transaction of what it tells of; returns its id.
 *
 * @param evidence what it tells of, where that is evidence
 */
export function recordEvent(
  db: Database,
  issue_id: string,
  description: string,
  { event_type, metadata }: NewEvent,
  evidence?: EvidenceOf,
): string {
  const refs = evidence ? [{ evidence_id: evidence.id, first_line: null, last_line: null }] : [];
  return addEvent(db, { issue_id, description, event_type, metadata, at_ms: Date.now(), refs }).id;
}

/** Whether an incident has an event of a type. */
export function hasEvent(db: Database, issue_id: string, event_type: string): boolean {
  return table.find(db, { issue_id, event_type }) !== undefined;
}

/** Whether a timeline tells that the incident was resolved, and not reopened since. */
export function toldResolved(db: Database, issue_id: string): boolean {
  const sql = `SELECT event_type FROM ${table.name} WHERE issue_id = ? AND event_type IN ('resolved', 'reopened')
               ORDER BY at DESC, id DESC LIMIT 1`;
  return statement(db, sql).pluck().get(issue_id) === 'resolved';
}

/** Removes the newest event that says this: it did not happen after all. */
export function takeBackEvent(db: Database, issue_id: string, { event_type, metadata }: NewEvent): void {
  const sql = `SELECT id FROM ${table.name} WHERE issue_id = ? AND event_type = ? AND metadata = ?
               ORDER BY created_at DESC, id DESC LIMIT 1`;
  const id = statement(db, sql).pluck().get(issue_id, event_type, JSON.stringify(metadata));
  if (typeof id === 'string') table.remove(db, id);
}

function addEvent(db: Database, { refs = [], ...input }: Checked<'addEvent'>): TimelineEvent {
  const row = { metadata: null, ...input, ...timeOf(input) };
  const event = table.write(db, row);
  writeRefs(db, row.issue_id, event, refs);
  // The audit log has the event's type as its action, and a hash in place of what the event says.
  audit(db, {
    action: row.event_type,
    entity_type: ENTITY,
    entity_id: event,
    details: {
      issue_id: row.issue_id,
      event_hash: hashOf(row),
      ...(refs.length > 0 && { evidence: refs.map(({ evidence_id }) => evidence_id) }),
    },
  });
  return table.get(db, event);
}

/** The second of an exact time is that of the time itself. */
function timeOf({ created_at, at_ms }: Partial<Pick<TimelineEvent, 'created_at' | 'at_ms'>>) {
  if (at_ms !== undefined && at_ms !== null) return { at_ms, created_at: timestamp(new Date(at_ms)) };
  return { at_ms: null, created_at: created_at ?? timestamp() };
}

/** @throws StoreError `stale` where it is not as it was read */
function unchanged(db: Database, id: string, revision: number | undefined): TimelineEvent {
  const event = table.get(db, id);
  if (revision !== undefined && event.revision !== revision)
    throw new StoreError('stale', `${ENTITY} ${id}, revision ${event.revision} instead of ${revision}`);
  return event;
}

function updateEvent(db: Database, { id, revision, ...given }: Checked<'updateEvent'>): TimelineEvent {
  const event = unchanged(db, id, revision);
  const moved = given.created_at !== undefined || given.at_ms !== undefined;
  const change = { ...given, ...(moved && timeOf(given)) };
  const event_hash = hashOf({ ...event, ...change });
  // The audit log names what the person changed.
  const fields = Object.keys(change);
  return table.update(db, id, { ...change, revision: event.revision + 1 }, { event_hash, fields });
}

function removeEvent(db: Database, { id, revision }: Checked<'removeEvent'>): Output<'removeEvent'> {
  const event = unchanged(db, id, revision);
  const refs = refsOfEvent(db, id);
  table.remove(db, id);
  return { event, refs };
}

/** Brings an event back as it was, with what it referred to. */
function restoreEvent(db: Database, { event, refs }: Checked<'restoreEvent'>): TimelineEvent {
  const row = { ...event, revision: event.revision + 1 };
  const restored = table.add(db, row, { event_hash: hashOf(event) });
  restoreRefs(db, restored, refs);
  return restored;
}

function getEvents(db: Database, { ids }: Checked<'getEvents'>): Output<'getEvents'> {
  const refs = Map.groupBy(refsOfEvents(db, ids), ({ event_id }) => event_id);
  return ids.flatMap(id => {
    // What another window removed meanwhile is left out.
    const event = table.find(db, { id });
    return event ? [{ ...event, refs: refs.get(id) ?? [] }] : [];
  });
}

/** SHA-256, in lower-case hex, of the event's time, type, description and metadata as JSON. */
function hashOf({
  created_at,
  event_type,
  description,
  metadata,
}: Pick<TimelineEvent, 'created_at' | 'event_type' | 'description' | 'metadata'>): string {
  const said = JSON.stringify([created_at, event_type, description, metadata]);
  return createHash('sha256').update(said).digest('hex');
}

export const timeline = {
  addEvent,
  listEvents: (db, { issue_id, ...page }) => table.list(db, { issue_id }, page),
  getEvents,
  indexEvents: eventIndex,
  listMilestones: milestonesOf,
  updateEvent,
  removeEvent,
  restoreEvent,
} satisfies Partial<Handlers>;
