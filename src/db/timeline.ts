/** Timeline events: the rows of `timeline_events`, each written to the audit log as well. */
import { createHash } from 'node:crypto';
import type { Checked } from './api.js';
import { audit } from './audit.js';
import type { Database } from './connection.js';
import type { Handlers } from './handlers.js';
import { TimelineEvent } from './rows/timeline.js';
import { statement } from './statements.js';
import { Table } from './table.js';
import { timestamp } from './time.js';

const ENTITY = 'timeline_event';

const table = new Table('timeline_events', TimelineEvent, {
  entity: ENTITY,
  parent: 'issue_id',
  order: ['created_at', 'id'],
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
  | { readonly event_type: 'document_exported'; readonly metadata: { format: string; file_path: string } };

/** Writes an event in the transaction of what it tells of; returns its id. */
export function recordEvent(
  db: Database,
  issue_id: string,
  description: string,
  { event_type, metadata }: NewEvent,
): string {
  return addEvent(db, { issue_id, description, event_type, metadata }).id;
}

/** Removes the newest event that says this: it did not happen after all. */
export function takeBackEvent(db: Database, issue_id: string, { event_type, metadata }: NewEvent): void {
  const sql = `SELECT id FROM ${table.name} WHERE issue_id = ? AND event_type = ? AND metadata = ?
               ORDER BY created_at DESC, id DESC LIMIT 1`;
  const id = statement(db, sql).pluck().get(issue_id, event_type, JSON.stringify(metadata));
  if (typeof id === 'string') table.remove(db, id);
}

function addEvent(db: Database, input: Checked<'addEvent'>): TimelineEvent {
  const row = { metadata: null, ...input, ...timeOf(input) };
  const event = table.write(db, row);
  // The audit log has the event's type as its action, and a hash in place of what the event says.
  audit(db, {
    action: row.event_type,
    entity_type: ENTITY,
    entity_id: event,
    details: { issue_id: row.issue_id, event_hash: hashOf(row) },
  });
  return table.get(db, event);
}

/** The second of an exact time is that of the time itself. */
function timeOf({ created_at, at_ms }: Partial<Pick<TimelineEvent, 'created_at' | 'at_ms'>>) {
  if (at_ms !== undefined && at_ms !== null) return { at_ms, created_at: timestamp(new Date(at_ms)) };
  return { at_ms: null, created_at: created_at ?? timestamp() };
}

function updateEvent(db: Database, { id, ...given }: Checked<'updateEvent'>): TimelineEvent {
  const moved = given.created_at !== undefined || given.at_ms !== undefined;
  const change = { ...given, ...(moved && timeOf(given)) };
  const event_hash = hashOf({ ...table.get(db, id), ...change });
  return table.update(db, id, change, { event_hash });
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
  updateEvent,
  removeEvent: (db, { id }) => table.remove(db, id),
} satisfies Partial<Handlers>;
