/** What a document needs besides its text to be exported, and its texts in one list, as the gate takes them. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { allRows } from '../db/allRows.js';
import type { Document, ListedRef, Step } from '../db/rows/analysis.js';
import type { TimelineEvent } from '../db/rows/timeline.js';
import { unlessGone } from '../db/errors.js';
import { tellingEvents } from '../documents/index.js';
import { isImage } from '../editor/addresses.js';
import { evidenceOf } from '../editor/open.js';
import { whatShows } from '../editor/refs.js';
import { findLinks } from '../evidence/index.js';
import type { JobInput } from '../jobs/api.js';
import { shownTimes } from '../vscodeZone.js';

type Input = JobInput<'renderDocument'>;

export type Material = Pick<Input, 'title' | 'markdown' | 'whys' | 'events' | 'evidence'>;

/** More are drawn by nobody. */
const MOST_EVENTS = 2000;
const PAGE = 500;

export async function gather(unlocked: Unlocked, document: Document): Promise<Material> {
  const { content_md: markdown, issue_id } = document;
  const incident = await unlocked.store.getIncident({ id: issue_id });
  const named = document.title.includes(incident.title);
  const title = named ? document.title : `${document.title}: ${incident.title}`;
  const drawn = (name: string) => markdown.includes(`](whydunit:${name})`);
  return {
    title,
    markdown,
    whys: drawn('whys') ? await whysOf(unlocked, issue_id) : [],
    events: drawn('timeline') ? await eventsOf(unlocked, issue_id) : [],
    evidence: await evidenceIn(unlocked, markdown),
  };
}

async function whysOf({ store }: Unlocked, issue_id: string): Promise<Material['whys']> {
  const steps = await allRows<Step>(PAGE, after =>
    store.listSteps({ issue_id, limit: PAGE, ...(after && { after }) }),
  );
  const refs = await allRows<ListedRef>(PAGE, after =>
    store.listRefs({ issue_id, limit: PAGE, ...(after && { after: after.id }) }),
  );
  return steps.map(step => {
    const { id, parent_id, position, step_order, why_question, answer, role, state } = step;
    const drawn = { id, parent_id, position, step_order, why_question, answer, role, state };
    return { ...drawn, ...whatShows(step, refs) };
  });
}

async function eventsOf({ store }: Unlocked, issue_id: string): Promise<Material['events']> {
  const events = await allRows<TimelineEvent>(PAGE, after =>
    store.listEvents({ issue_id, limit: PAGE, ...(after && { after }) }),
  );
  return tellingEvents(events)
    .slice(-MOST_EVENTS)
    .map(({ event_type, description, source, at }) => ({ event_type, description, source, at }));
}

/** The evidence that links in the text lead to; what was removed is not among it. */
async function evidenceIn({ store }: Unlocked, markdown: string): Promise<Material['evidence']> {
  const found: Material['evidence'] = [];
  for (const id of new Set(findLinks(markdown).map(({ id }) => id))) {
    const row = await unlessGone(evidenceOf(store, id));
    if (!row) continue;
    const hash = isImage(row) ? row.upload_hash : row.content_hash;
    found.push({ id, name: row.file_name, hash, image: isImage(row) });
  }
  return found;
}

/** Everything in it that can be read. */
export function textsOf({ title, markdown, whys, events, evidence }: Material): string[] {
  return [
    title,
    markdown,
    ...whys.flatMap(({ why_question, answer, shownBy, broken }) => [
      ...[why_question, answer ?? ''],
      ...[...shownBy, ...broken],
    ]),
    ...events.flatMap(({ description, source }) => [description, source ?? '']),
    ...evidence.map(({ name }) => name),
  ];
}

/** The same with other texts, in the order in which `textsOf` gave them. */
export function withTexts({ whys, events, evidence }: Material, texts: readonly string[]): Material {
  let at = 0;
  const next = (): string => {
    const text = texts[at++];
    if (text === undefined) throw new Error('a text is missing');
    return text;
  };
  return {
    title: next(),
    markdown: next(),
    whys: whys.map(why => {
      const [why_question, answer] = [next(), next()];
      return {
        ...why,
        why_question,
        answer: why.answer === null ? null : answer,
        shownBy: why.shownBy.map(next),
        broken: why.broken.map(next),
      };
    }),
    events: events.map(event => {
      const [description, source] = [next(), next()];
      return { ...event, description, source: event.source === null ? null : source };
    }),
    evidence: evidence.map(one => ({ ...one, name: next() })),
  };
}

export function documentWords({ whys, events }: Material): Input['words'] {
  return {
    contents: vscode.l10n.t('Contents'),
    leftOut: vscode.l10n.t('left out'),
    whys: {
      title: vscode.l10n.t('Why tree'),
      description: vscode.l10n.t('Whys: {0}, each below the answer that it asks about', whys.length),
      unanswered: vscode.l10n.t('not answered yet'),
      rootCause: vscode.l10n.t('root cause'),
      contributing: vscode.l10n.t('contributing factor'),
      confirmed: vscode.l10n.t('confirmed'),
      assumed: vscode.l10n.t('assumed'),
      refuted: vscode.l10n.t('refuted'),
      withoutEvidence: vscode.l10n.t('without evidence'),
    },
    timeline: {
      title: vscode.l10n.t('Timeline'),
      description: vscode.l10n.t('Events in the order of time: {0}', events.length),
      axis: shownTimes().zone,
      incident: vscode.l10n.t('Incident'),
      several: vscode.l10n.t('{0} events', '{0}'),
      time: vscode.l10n.t('Time'),
      event: vscode.l10n.t('Event'),
      source: vscode.l10n.t('Source'),
    },
  };
}
