/** What is known of the incident beside its document: for the list of problems, the drawings and the completion. */
import type { Unlocked } from '../../app.js';
import { type Facts, knownSteps, readFacts, tellingEvents } from '../../documents/index.js';
import { isImage } from '../../editor/addresses.js';
import { isBroken, whatShows } from '../../editor/refs.js';
import { nameWithLines } from '../../labels.js';
import { documentStyle } from '../../vscodeDocumentStyle.js';
import { shownTimes } from '../../vscodeZone.js';
import { milliseconds } from '../../db/time.js';
import type { About } from './protocol.js';

/** How much of an event a drawing may need, in UTF-16 units. */
const DESCRIPTION = 100;

export async function readAbout({ store }: Unlocked, issue_id: string): Promise<About> {
  const facts = await readFacts(store, issue_id);
  const { words } = documentStyle();
  const shown = new Set(facts.refs.filter(ref => !isBroken(ref)).map(({ step_id }) => step_id));
  return {
    incident: facts.incident.title,
    known: {
      evidence: facts.evidence.map(({ id, fault }) => ({ id, broken: fault !== null })),
      steps: knownSteps(facts.steps, id => shown.has(id)),
      actions: facts.actions.map(({ title, state, owner, due_on }) => ({ title, state, owner, due_on })),
      people: people(facts),
      causeHeadings: [words.rootCause, words.rootCauseAnalysis, words.contributingFactors],
    },
    evidence: facts.evidence.map(row => ({
      id: row.id,
      name: nameWithLines(row),
      kind: isImage(row) ? 'image' : row.mime_type === 'application/octet-stream' ? 'other' : 'text',
    })),
    steps: facts.steps.map(
      ({ id, parent_id, position, step_order, why_question, answer, evidence, role, state }) => ({
        ...{ id, parent_id, position, step_order, why_question, answer, role, state },
        ...whatShows({ id, evidence }, facts.refs),
      }),
    ),
    events: tellingEvents(facts.events).map(({ at_ms, created_at, event_type, description, source }) => ({
      at: at_ms ?? milliseconds(created_at),
      ...{ event_type, source, description: description.slice(0, DESCRIPTION) },
    })),
    zone: shownTimes().zone,
    actions: facts.actions,
  };
}

/** Names that are known: who has the incident, and who is to do something. */
function people({ incident, actions }: Facts): string[] {
  const names = [incident.assigned_to, ...actions.map(({ owner }) => owner)];
  return [...new Set(names.flatMap(name => (name?.trim() ? [name.trim()] : [])))];
}
