/** What the timeline says of an analysis: written with the change that it tells of, once. */
import * as z from 'zod';
import type { Database } from './connection.js';
import type { Step } from './rows/analysis.js';
import { statement } from './statements.js';
import { recordEvent } from './timeline.js';
import { MAX_EVENT } from './values.js';

const Metadata = z.object({ to_level: z.int(), root_cause: z.string() }).partial();

/**
 * Records that the next level of whys begins, and that a root cause was found.
 *
 * - `why_level_advanced`: a level has its first question below an answer. Each level begins once, whatever is undone and
 *   done again.
 * - `root_cause_identified`: a person marked an answer as root cause. The same text is not told twice.
 */
export function recordProgress(
  db: Database,
  issue_id: string,
  before: readonly Step[],
  after: readonly Step[],
): void {
  const reached = levels(before);
  for (const [level, question] of levels(after)) {
    if (reached.has(level) || told(db, issue_id, 'why_level_advanced').some(at => at.to_level === level))
      continue;
    recordEvent(db, issue_id, said(`Asked why at level ${level}`, question), {
      event_type: 'why_level_advanced',
      metadata: { from_level: level - 1, to_level: level, question },
    });
  }
  const known = new Set(before.filter(isRootCause).map(({ id }) => id));
  for (const step of after.filter(step => isRootCause(step) && !known.has(step.id))) {
    const root_cause = step.answer?.trim() || step.why_question;
    if (told(db, issue_id, 'root_cause_identified').some(event => event.root_cause === root_cause)) continue;
    recordEvent(db, issue_id, said('Identified a root cause', root_cause), {
      event_type: 'root_cause_identified',
      metadata: { root_cause, confidence: confidenceOf(db, step) },
    });
  }
}

/** A sentence with what it is about, as long as the description of an event may be. */
const said = (sentence: string, what: string): string =>
  `${sentence}: ${what}`.slice(0, MAX_EVENT.description).toWellFormed();

/** The levels from the second on that have begun, each with its first question. */
function levels(steps: readonly Step[]): Map<number, string> {
  const byId = new Map(steps.map(step => [step.id, step]));
  const begun = new Map<number, string>();
  for (const { parent_id, step_order, why_question } of steps) {
    const answered = parent_id !== null && byId.get(parent_id)?.answer?.trim();
    if (answered && why_question.trim() !== '' && !begun.has(step_order)) begun.set(step_order, why_question);
  }
  return begun;
}

const isRootCause = ({ role, state }: Step) => role === 'root_cause' && state !== 'refuted';

/**
 * How sure a root cause is: 0.95 where the answer is confirmed and evidence shows it, 0.8 where it is confirmed without,
 * 0.6 where it is assumed with evidence, 0.4 where it is only assumed.
 */
function confidenceOf(db: Database, { id, state, evidence }: Step): number {
  const referred = statement(db, 'SELECT 1 FROM evidence_refs WHERE step_id = ? LIMIT 1').get(id);
  const shown = referred !== undefined || Boolean(evidence?.trim());
  if (state === 'confirmed') return shown ? 0.95 : 0.8;
  return shown ? 0.6 : 0.4;
}

function told(db: Database, issue_id: string, event_type: string): z.output<typeof Metadata>[] {
  const sql = 'SELECT metadata FROM timeline_events WHERE issue_id = ? AND event_type = ?';
  const rows = statement(db, sql).pluck().all(issue_id, event_type);
  return rows.flatMap(row => {
    if (typeof row !== 'string') return [];
    const metadata = Metadata.safeParse(JSON.parse(row));
    return metadata.success ? [metadata.data] : [];
  });
}
