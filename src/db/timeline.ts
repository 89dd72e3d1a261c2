/** Timeline events: the rows of `timeline_events`, each written to the audit log as well. */
import { v7 as uuid } from 'uuid';
import { audit } from './audit.js';
import type { Database } from './connection.js';
import { statement } from './statements.js';
import { timestamp } from './time.js';

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

/** Writes an event in the transaction of what it tells of. */
export function recordEvent(
  db: Database,
  issue_id: string,
  description: string,
  { event_type, metadata }: NewEvent,
): string {
  const id = uuid();
  statement(
    db,
    `INSERT INTO timeline_events (id, issue_id, event_type, description, metadata, created_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(id, issue_id, event_type, description, JSON.stringify(metadata), timestamp());
  audit(db, {
    action: event_type,
    entity_type: 'timeline_event',
    entity_id: id,
    details: { issue_id, ...metadata },
  });
  return id;
}
