/** Incidents: the rows of `issues`. */
import { v7 as uuid } from 'uuid';
import type { Checked } from './api.js';
import { audit } from './audit.js';
import type { Database } from './connection.js';
import { StoreError } from './errors.js';
import type { Handlers } from './handlers.js';
import { Incident, IncidentSummary } from './rows/incidents.js';
import { statement } from './statements.js';
import { timestamp } from './time.js';
import { recordEvent } from './timeline.js';

function createIncident(db: Database, input: Checked<'createIncident'>): Incident {
  const id = uuid();
  const now = timestamp();
  statement(
    db,
    `INSERT INTO issues (id, title, severity, status, source, created_at, updated_at, tags)
     VALUES (@id, @title, @severity, 'open', 'whydunit', @now, @now, '[]')`,
  ).run({ id, now, ...input });
  audit(db, { action: 'incident_created', entity_type: 'issue', entity_id: id });
  recordEvent(db, id, 'Incident response began', {
    event_type: 'triage_started',
    metadata: { severity: input.severity, category: null },
  });
  return getIncident(db, { id });
}

export function getIncident(db: Database, { id }: Checked<'getIncident'>): Incident {
  const row = statement(db, `SELECT * FROM issues WHERE id = ?`).get(id);
  if (row === undefined) throw new StoreError('gone', `issue ${id}`);
  return Incident.parse(row);
}

function listIncidents(db: Database, { after, limit }: Checked<'listIncidents'>): IncidentSummary[] {
  // Ids are UUIDs of version 7: their order is the order of creation, whatever the clock did since.
  return statement(
    db,
    `SELECT id, title, severity, status, created_at,
            (SELECT count(*) FROM log_files WHERE issue_id = issues.id) AS attachments
     FROM issues WHERE id < ? ORDER BY id DESC LIMIT ?`,
  )
    .all(after ?? 'g', limit)
    .map((row: unknown) => IncidentSummary.parse(row));
}

function updateIncident(db: Database, { id, ...change }: Checked<'updateIncident'>): Incident {
  const before = getIncident(db, { id });
  const after = { ...before, ...change, updated_at: timestamp() };
  statement(
    db,
    `UPDATE issues SET title = @title, severity = @severity, status = @status,
                       updated_at = @updated_at, resolved_at = @resolved_at
     WHERE id = @id`,
  ).run({ ...after, resolved_at: resolvedAt(before, after) });
  const fields = Object.keys(change);
  audit(db, { action: 'incident_updated', entity_type: 'issue', entity_id: id, details: { fields } });
  return getIncident(db, { id });
}

/** An incident is resolved when it first leaves the open states, and no longer when it returns to them. */
function resolvedAt(before: Incident, after: Incident): string | null {
  if (after.status === 'open' || after.status === 'investigating') return null;
  return before.resolved_at ?? after.updated_at;
}

function deleteIncident(db: Database, { id }: Checked<'deleteIncident'>): void {
  const { changes } = statement(db, `DELETE FROM issues WHERE id = ?`).run(id);
  if (changes === 0) throw new StoreError('gone', `issue ${id}`);
  audit(db, { action: 'incident_deleted', entity_type: 'issue', entity_id: id });
}

export const incidents = {
  createIncident,
  getIncident,
  listIncidents,
  updateIncident,
  deleteIncident,
} satisfies Partial<Handlers>;
