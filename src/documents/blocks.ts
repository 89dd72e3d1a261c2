/** The parts of a document that are made from facts, as Markdown. Nothing known makes undefined. */
import { causesOf, inOrder, levelMark, LISTED_LEVELS, whyTree, type WhyNode } from '../analysis/index.js';
import { milliseconds } from '../db/time.js';
import type { ActionItem, ListedRef, Step } from '../db/rows/analysis.js';
import type { Attachment, Image } from '../db/rows/attachments.js';
import type { TimelineEvent } from '../db/rows/timeline.js';
import type { ActionKind, StepRole } from '../db/values.js';
import { linkText } from '../evidence/link/index.js';
import type { Facts } from './facts.js';
import { inline, link, safeUrl, table } from './text.js';
import { fill, type Style } from './words.js';

/** The drawings, which whoever shows a document puts in the place of these images. */
const WHYS_DRAWING = 'whydunit:whys';
const TIMELINE_DRAWING = 'whydunit:timeline';

/** The most events that a document tells; the timeline has them all. */
export const MOST_EVENTS = 150;

export const timeOf = ({ at_ms, created_at }: Pick<TimelineEvent, 'at_ms' | 'created_at'>): number =>
  at_ms ?? milliseconds(created_at);

/** What tells of the work on the incident's record and not of the incident. */
const BOOKKEEPING = new Set([
  'log_uploaded',
  'why_level_advanced',
  'document_exported',
  'rca_generated',
  'postmortem_generated',
]);
/** Whose type says nothing that the description does not. */
const PLAIN = new Set(['note', 'log_line', 'root_cause_identified']);

/** What is recorded when somebody works on the incident, which may be long after it. */
const RECORDED = new Set(['triage_started', 'root_cause_identified']);
const HOUR_MS = 3_600_000;

/** Those that tell the incident's course: what was recorded further from it than it is long does not. */
export function tellingEvents<E extends Pick<TimelineEvent, 'event_type' | 'at_ms' | 'created_at'>>(
  events: readonly E[],
): E[] {
  const telling = events.filter(({ event_type }) => !BOOKKEEPING.has(event_type));
  const course = telling.filter(({ event_type }) => !RECORDED.has(event_type)).map(timeOf);
  if (course.length === 0) return telling;
  const from = course.reduce((a, b) => Math.min(a, b));
  const to = course.reduce((a, b) => Math.max(a, b));
  const room = Math.max(to - from, HOUR_MS);
  return telling.filter(event => {
    const at = timeOf(event);
    return !RECORDED.has(event.event_type) || (at >= from - room && at <= to + room);
  });
}

/** A part of them where there are too many for a reader. */
export function chosenEvents(facts: Facts): TimelineEvent[] {
  const referring = new Set(facts.refs.map(({ event_id }) => event_id));
  const events = tellingEvents(facts.events);
  if (events.length <= MOST_EVENTS) return events;
  const weight = (event: TimelineEvent) =>
    (referring.has(event.id) ? 4 : 0) +
    (event.tags && event.tags.length > 0 ? 2 : 0) +
    (PLAIN.has(event.event_type) ? 0 : 1);
  const best = events
    .map((event, at) => ({ event, at, weight: weight(event) }))
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .slice(0, MOST_EVENTS);
  return best.sort((a, b) => a.at - b.at).map(({ event }) => event);
}

export function timelineBlock(facts: Facts, style: Style): string | undefined {
  const { words } = style;
  const chosen = chosenEvents(facts);
  if (chosen.length === 0) return undefined;
  const rows = chosen.map(event => [
    inline(style.time(timeOf(event))),
    happened(event, style),
    refsOf(facts, { event_id: event.id }, style),
  ]);
  const more = tellingEvents(facts.events).length - chosen.length;
  return [
    `![${words.timelineDrawing}](${TIMELINE_DRAWING})`,
    table([words.time, words.event, words.evidence], rows),
    ...(more > 0 ? [fill(words.moreEvents, String(more))] : []),
  ].join('\n\n');
}

/** What happened, behind the type where that says more. */
function happened({ event_type, description }: TimelineEvent, style: Style): string {
  const type = style.eventType(event_type);
  if (PLAIN.has(event_type)) return inline(description);
  if (description.trim().toLowerCase() === type.toLowerCase()) return `**${inline(type)}**`;
  return `**${inline(type)}:** ${inline(description)}`;
}

/** Links to the evidence of an event or a why, with what is wrong with it. */
function refsOf(
  { refs }: Facts,
  owner: { readonly event_id: string } | { readonly step_id: string },
  style: Style,
): string {
  const of = refs.filter(ref =>
    'event_id' in owner ? ref.event_id === owner.event_id : ref.step_id === owner.step_id,
  );
  return of.map(ref => refLink(ref, style)).join(', ');
}

function refLink(ref: ListedRef, { words }: Style): string {
  const { first_line: first, last_line: last, evidence_id, file_name } = ref;
  const lines = first === null ? undefined : { first, last: last ?? first };
  const range = lines ? [lines.first === lines.last ? `L${first}` : `L${lines.first}–L${lines.last}`] : [];
  const to = link(
    [file_name, ...range].join(' '),
    linkText(file_name, { id: evidence_id, ...(lines && { lines }) }),
  );
  if (ref.kind === 'removed') return `${to} (${words.removed})`;
  return ref.fault === null ? to : `${to} (${words.broken})`;
}

/** The tree of whys as nested lists, each cause below the answer that it asks about. */
export function whysBlock(facts: Facts, style: Style): string | undefined {
  const { words } = style;
  const lines = inOrder(whyTree(facts.steps)).map(node => whyItem(node, facts, style));
  return lines.length === 0
    ? undefined
    : [`![${words.whyTree}](${WHYS_DRAWING})`, lines.join('\n')].join('\n\n');
}

function whyItem({ step, level }: WhyNode<Step>, facts: Facts, style: Style): string {
  const { words } = style;
  const indent = '  '.repeat(Math.min(level, LISTED_LEVELS) - 1);
  const answer = step.answer?.trim() ? inline(step.answer) : words.unanswered;
  const evidence = evidenceOf(step, facts, style);
  const said = `${answer} (${[words[step.state], ...roleOf(step.role, style)].join(', ')})`;
  const proof = evidence ? [`${words.evidence}: ${evidence}`] : [];
  const question = levelMark(level) + (inline(step.why_question) || words.question);
  const lines = [`**${question}**`, said, ...proof];
  return `${indent}- ${lines.join(`\\\n${indent}  `)}`;
}

function roleOf(role: StepRole | null, { words }: Style): string[] {
  if (role === null) return [];
  return [role === 'root_cause' ? words.rootCauseRole : words.contributingRole];
}

/** What proves an answer: places in evidence, and what a person wrote. */
function evidenceOf(step: Step, facts: Facts, style: Style): string {
  const written = step.evidence?.trim() ? [inline(step.evidence)] : [];
  const places = refsOf(facts, { step_id: step.id }, style);
  return [...(places ? [places] : []), ...written].join('; ');
}

export function causesBlock(facts: Facts, role: StepRole, style: Style): string | undefined {
  const lines = answersOf(facts, role).map(step => {
    const evidence = evidenceOf(step, facts, style);
    const proof = evidence ? ` ${style.words.evidence}: ${evidence}` : '';
    const said = inline(step.answer ?? '');
    return `- ${said} (${style.words[step.state]})${/[.!?]$/.test(said) ? '' : '.'}${proof}`;
  });
  return lines.length === 0 ? undefined : lines.join('\n');
}

/** The answers that are causes of a kind. */
export function answersOf({ steps }: Facts, role: StepRole): Step[] {
  const causes = causesOf(whyTree(steps), role).map(({ step }) => step);
  return causes.filter(({ answer }) => answer?.trim());
}

/** All evidence with what it was used for. */
export function evidenceBlock(facts: Facts, style: Style): string | undefined {
  const { words } = style;
  const about = new Map<string, string[]>();
  const saying = new Map([
    ...facts.events.map(({ id, description }) => [id, description] as const),
    ...facts.steps.map(
      ({ id, why_question, answer }) => [id, answer?.trim() ? answer : why_question] as const,
    ),
  ]);
  for (const ref of facts.refs) {
    const said = saying.get(ref.event_id ?? ref.step_id ?? '');
    if (said !== undefined) about.set(ref.evidence_id, [...(about.get(ref.evidence_id) ?? []), said]);
  }
  const rows = facts.evidence.map(row => [
    evidenceLink(row),
    [...new Set(about.get(row.id))].map(inline).join('; ') || words.notUsed,
  ]);
  return rows.length === 0 ? undefined : table([words.evidence, words.usedFor], rows);
}

function evidenceLink({ id, file_name, ...row }: Attachment | Image): string {
  const lines =
    'start_line' in row && row.start_line !== null && row.end_line !== null
      ? ` L${row.start_line}–L${row.end_line}`
      : '';
  return link(`${file_name}${lines}`, linkText(file_name, { id }));
}

/** All evidence with its hash, and whether that was found right. */
export function appendixBlock(facts: Facts, style: Style): string | undefined {
  const { words } = style;
  const rows = facts.evidence.map(row => {
    const hash = 'upload_hash' in row ? row.upload_hash : row.content_hash;
    const verified =
      row.fault !== null
        ? words.broken
        : row.verified_at === null
          ? words.notVerified
          : fill(words.whole, style.time(milliseconds(row.verified_at)));
    return [
      evidenceLink(row),
      row.file_size === null ? words.notKnown : inline(style.bytes(row.file_size)),
      hash ? `\`${hash.replaceAll(/[^0-9a-zA-Z]/g, '')}\`` : words.notKnown,
      inline(verified),
    ];
  });
  const here = new Set(facts.evidence.map(({ id }) => id));
  const gone = new Map(
    facts.refs.filter(ref => !here.has(ref.evidence_id)).map(ref => [ref.evidence_id, ref] as const),
  );
  for (const { file_name, content_hash } of gone.values()) {
    const hash = content_hash ? `\`${content_hash.replaceAll(/[^0-9a-zA-Z]/g, '')}\`` : words.notKnown;
    rows.push([inline(file_name), words.notKnown, hash, words.removed]);
  }
  if (rows.length === 0) return undefined;
  return table([words.evidence, words.size, words.hash, words.verified], rows);
}

export function actionsBlock(
  { actions }: Facts,
  kinds: readonly ActionKind[] | 'all',
  style: Style,
): string | undefined {
  const { words } = style;
  const rows = actions
    .filter(({ kind }) => kinds === 'all' || kinds.includes(kind))
    .map(item => [
      inline(item.title),
      ...(kinds === 'all' ? [inline(style.actionKind(item.kind))] : []),
      item.owner?.trim() ? inline(item.owner) : words.nobody,
      item.due_on ?? words.noDate,
      inline(style.actionState(item.state)),
      trackingLink(item, style),
    ]);
  if (rows.length === 0) return undefined;
  const head = [words.action, ...(kinds === 'all' ? [words.type] : []), words.owner, words.due];
  return table([...head, words.state, words.tracking], rows);
}

function trackingLink({ tracking_url }: ActionItem, { words }: Style): string {
  const url = tracking_url === null ? undefined : safeUrl(tracking_url);
  return url === undefined ? '' : link(words.openTracking, url);
}
