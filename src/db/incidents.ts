/** Incidents: the rows of `issues`. */
import type { Checked, Output } from './api.js';
import { allAttachments } from './attachments.js';
import type { Database } from './connection.js';
import { conversationsOf } from './conversations.js';
import type { Handlers } from './handlers.js';
import { Incident, IncidentSummary } from './rows/incidents.js';
import { statement } from './statements.js';
import { Table } from './table.js';
import { timestamp } from './time.js';
import { hasEvent, recordEvent, toldResolved } from './timeline.js';
import { stepsOf } from './whys.js';

const issues = new Table('issues', Incident, {
  entity: 'issue',
  actions: { add: 'incident_created', update: 'incident_updated', remove: 'incident_deleted' },
  order: ['id'],
  newestFirst: true,
});

function createIncident(db: Database, input: Checked<'createIncident'>): Incident {
  const now = timestamp();
  const incident = issues.add(db, {
    source: 'whydunit',
    tags: [],
    ...input,
    status: 'open',
    created_at: now,
    updated_at: now,
  });
  recordEvent(db, incident.id, 'Incident response began', {
    event_type: 'triage_started',
    metadata: { severity: incident.severity, category: incident.category },
  });
  return incident;
}

function getIncident(db: Database, { id }: Checked<'getIncident'>): Incident {
  return issues.get(db, id);
}

function getIncidentDetail(db: Database, { id }: Checked<'getIncidentDetail'>): Output<'getIncidentDetail'> {
  return {
    issue: issues.get(db, id),
    log_files: allAttachments(db, id),
    resolution_steps: stepsOf(db, id),
    conversations: conversationsOf(db, id),
  };
}

function listIncidents(db: Database, { after, limit }: Checked<'listIncidents'>): IncidentSummary[] {
  // Ids are UUIDs of version 7: their order is the order of creation, whatever the clock did since.
  return statement(
    db,
    `SELECT id, title, severity, status, created_at,
            (SELECT count(*) FROM log_files WHERE issue_id = issues.id) +
            (SELECT count(*) FROM image_attachments WHERE issue_id = issues.id) AS attachments,
            (SELECT count(*) FROM documents WHERE issue_id = issues.id) AS documents
     FROM issues WHERE id < ? ORDER BY id DESC LIMIT ?`,
  )
    .all(after ?? 'g', limit)
    .map((row: unknown) => IncidentSummary.parse(row));
}

function updateIncident(db: Database, { id, ...change }: Checked<'updateIncident'>): Incident {
  const before = issues.get(db, id);
  const updated_at = timestamp();
  const resolved_at = resolvedAt(before, { ...before, ...change, updated_at });
  // The audit log names what the person changed.
  const fields = Object.keys(change);
  const after = issues.update(db, id, { ...change, updated_at, resolved_at }, { fields });
  recordStatus(db, before, after);
  return after;
}

/**
 * An incident is acknowledged when somebody begins to look into it, which happens once. It is resolved whenever it leaves
 * the open states, and reopened when it returns to them: both stay in its timeline. Where a person has told already when
 * it was resolved, the status only follows.
 */
function recordStatus(db: Database, before: Incident, after: Incident): void {
  const { id } = after;
  const metadata = { from_status: before.status, to_status: after.status };
  if (isOpen(before) && !isOpen(after) && !toldResolved(db, id)) {
    recordEvent(db, id, 'Incident resolved', { event_type: 'resolved', metadata });
  }
  if (!isOpen(before) && isOpen(after)) {
    recordEvent(db, id, 'Incident reopened', { event_type: 'reopened', metadata });
  }
  if (after.status === 'investigating' && !hasEvent(db, id, 'acknowledged')) {
    recordEvent(db, id, 'Investigation began', { event_type: 'acknowledged', metadata });
  }
}

const isOpen = ({ status }: Incident) => status === 'open' || status === 'investigating';

/** An incident is resolved when it first leaves the open states, and no longer when it returns to them. */
function resolvedAt(before: Incident, after: Incident): string | null {
  if (isOpen(after)) return null;
  return before.resolved_at ?? after.updated_at;
}

function deleteIncident(db: Database, { id }: Checked<'deleteIncident'>): void {
  issues.remove(db, id);
}

export const incidents = {
  createIncident,
  getIncident,
  getIncidentDetail,
  listIncidents,
  updateIncident,
  deleteIncident,
} satisfies Partial<Handlers>;
