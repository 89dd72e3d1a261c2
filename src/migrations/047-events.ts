import type { Database } from './index.js';

/**
 * What the timeline and the whys add to events. `at_ms` is the instant in milliseconds since the epoch, where it is
 * known better than by the second of `created_at`; `source` names the lane that the event is drawn in; `tags` is a JSON
 * list; `revision` grows with each change, so that two windows notice each other. `at` is the instant in milliseconds,
 * whichever column tells it: lists are in its order, also of events of one second.
 *
 * A reference to evidence belongs to an event or to a why. It names the evidence without a foreign key: what was removed
 * is shown as missing instead of vanishing with its references. `content_hash` is that of the moment of referring.
 */
export default function events(db: Database): void {
  db.exec(`
    ALTER TABLE timeline_events ADD COLUMN at_ms INTEGER;
    ALTER TABLE timeline_events ADD COLUMN source TEXT;
    ALTER TABLE timeline_events ADD COLUMN tags TEXT;
    ALTER TABLE timeline_events ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE timeline_events ADD COLUMN at INTEGER
      GENERATED ALWAYS AS (coalesce(at_ms, unixepoch(created_at) * 1000, 0)) VIRTUAL;
    DROP INDEX idx_timeline_events_order;
    CREATE INDEX idx_timeline_events_order ON timeline_events(issue_id, at, id, event_type, source);
    CREATE INDEX idx_timeline_events_tags ON timeline_events(issue_id, tags) WHERE tags IS NOT NULL;

    CREATE TABLE evidence_refs (
      id TEXT PRIMARY KEY,
      issue_id TEXT NOT NULL REFERENCES issues(id) ON DELETE CASCADE,
      event_id TEXT REFERENCES timeline_events(id) ON DELETE CASCADE,
      step_id TEXT REFERENCES resolution_steps(id) ON DELETE CASCADE,
      evidence_id TEXT NOT NULL,
      file_name TEXT NOT NULL,
      content_hash TEXT,
      first_line INTEGER,
      last_line INTEGER,
      created_at TEXT NOT NULL
    );
    CREATE INDEX idx_evidence_refs_issue ON evidence_refs(issue_id, id);
    CREATE INDEX idx_evidence_refs_event ON evidence_refs(event_id);
    CREATE INDEX idx_evidence_refs_step ON evidence_refs(step_id);
  `);
}
