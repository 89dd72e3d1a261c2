/** References of events and whys to places in evidence: the rows of `evidence_refs`. */
import * as z from 'zod';
import type { Checked, Output } from './api.js';
import type { Database } from './connection.js';
import { StoreError } from './errors.js';
import type { Handlers } from './handlers.js';
import { EvidenceRef, ListedRef, type WhyChange } from './rows/analysis.js';
import { statement } from './statements.js';
import { Table } from './table.js';
import { timestamp } from './time.js';

const table = new Table('evidence_refs', EvidenceRef, {
  entity: 'evidence_ref',
  parent: 'issue_id',
  order: ['id'],
});

/** Evidence of either kind, with what the last verification found. */
const EVIDENCE = `
  SELECT id, issue_id, file_name, content_hash, fault, 'text' AS kind FROM v_log_files_verified
  UNION ALL
  SELECT id, issue_id, file_name, upload_hash, fault, 'image' FROM v_image_attachments_verified`;

interface Referred {
  readonly issue_id: string;
  readonly file_name: string;
  readonly content_hash: string | null;
}

/** Evidence that is referred to as a whole. */
export interface EvidenceOf {
  readonly id: string;
}

type Place = Omit<Checked<'addRef'>, 'owner'>;

/** @throws StoreError `gone` where the evidence is not there, or is another incident's */
function referred(db: Database, issue_id: unknown, evidence_id: string): Referred {
  const evidence = statement(
    db,
    `SELECT issue_id, file_name, content_hash FROM (${EVIDENCE}) WHERE id = ?`,
  ).get(evidence_id) as Referred | undefined;
  if (evidence?.issue_id !== issue_id || !evidence) throw new StoreError('gone', `evidence ${evidence_id}`);
  return evidence;
}

/** @throws StoreError `gone` where the evidence or its event or why is not there, or is another incident's */
function addRef(
  db: Database,
  { owner, evidence_id, ...given }: Checked<'addRef'> & { readonly id?: string },
): Output<'addRef'> {
  const [of, id] =
    'event_id' in owner ? ['timeline_events', owner.event_id] : ['resolution_steps', owner.step_id];
  const incident = statement(db, `SELECT issue_id FROM ${of} WHERE id = ?`).pluck().get(id);
  const evidence = referred(db, incident, evidence_id);
  return table.add(
    db,
    { event_id: null, step_id: null, ...owner, evidence_id, ...given, ...evidence, created_at: timestamp() },
    { evidence_id },
  );
}

/** Writes what an event refers to, as a part of it: the event's audit row tells of both. */
export function writeRefs(db: Database, issue_id: string, event_id: string, places: readonly Place[]): void {
  for (const { evidence_id, ...lines } of places) {
    const evidence = referred(db, issue_id, evidence_id);
    const owner = { event_id, step_id: null };
    table.write(db, { ...owner, evidence_id, ...lines, ...evidence, created_at: timestamp() });
  }
}

/** What an event that is to be removed refers to. */
export function refsOfEvent(db: Database, event_id: string): z.output<typeof EvidenceRef>[] {
  return table.all(db, { event_id });
}

/** Writes references anew as they were, also those to evidence that was removed since. */
export function restoreRefs(
  db: Database,
  { id, issue_id }: { readonly id: string; readonly issue_id: string },
  refs: readonly z.output<typeof EvidenceRef>[],
): void {
  for (const ref of refs) table.write(db, { ...ref, issue_id, event_id: id, step_id: null });
}

const LISTED = `
  SELECT refs.*, coalesce(kind, 'removed') AS kind,
    CASE WHEN evidence.content_hash IS NOT refs.content_hash AND kind IS NOT NULL THEN 'hashDiffers'
      ELSE fault END AS fault
  FROM evidence_refs AS refs LEFT JOIN (${EVIDENCE}) AS evidence ON evidence.id = refs.evidence_id`;

type Refer = Extract<WhyChange, { kind: 'refer' }>;

/** Refers to evidence from a why, again where it did before. @throws StoreError `gone` */
export function refer(db: Database, issue_id: string, { ref: { step_id, ...ref }, was }: Refer): void {
  if (!was) {
    addRef(db, { owner: { step_id }, ...ref });
    return;
  }
  const row = { issue_id, event_id: null, step_id, ...ref, ...was, created_at: timestamp() };
  table.add(db, row, { evidence_id: ref.evidence_id });
}

/** @throws StoreError `gone` where there is none of that id at a why of the incident */
export function unrefer(db: Database, issue_id: string, id: string): void {
  const ref = table.get(db, id);
  if (ref.issue_id !== issue_id || ref.step_id === null) throw new StoreError('gone', `evidence_ref ${id}`);
  table.remove(db, id);
}

function listRefs(db: Database, { issue_id, after, limit }: Checked<'listRefs'>): ListedRef[] {
  const behind = after === undefined ? '' : 'AND refs.id > @after';
  const sql = `${LISTED} WHERE refs.issue_id = @issue_id ${behind} ORDER BY refs.id LIMIT @limit`;
  return z.array(ListedRef).parse(statement(db, sql).all({ issue_id, after, limit }));
}

/** What events refer to, and what became of it since. */
export function refsOfEvents(db: Database, events: readonly string[]): ListedRef[] {
  const sql = `${LISTED} WHERE refs.event_id IN (SELECT value FROM json_each(?)) ORDER BY refs.id`;
  return z.array(ListedRef).parse(statement(db, sql).all(JSON.stringify(events)));
}

export const evidenceRefs = {
  addRef,
  listRefs,
  removeRef: (db, { id }) => table.remove(db, id),
} satisfies Partial<Handlers>;
