/** What each placeholder of a template stands for. */
import { milliseconds } from '../db/time.js';
import {
  actionsBlock,
  appendixBlock,
  answersOf,
  causesBlock,
  evidenceBlock,
  timelineBlock,
  whysBlock,
} from './blocks.js';
import type { Facts } from './facts.js';
import { impactBlock, metricsBlock, metricsOfFacts } from './metrics.js';
import { inline, paragraphs, table } from './text.js';
import { fill, type Style, type Word } from './words.js';

/** A placeholder: what it is replaced by, and what a person is asked to write where nothing is known. */
interface Placeholder {
  /** Whether it makes lines of its own, and has to stand alone on one. */
  readonly block: boolean;
  readonly value: (facts: Facts, style: Style) => string | undefined;
  readonly ask?: Word;
}

const text = (value: Placeholder['value']): Placeholder => ({ block: false, value });
const block = (ask: Word, value: Placeholder['value']): Placeholder => ({ block: true, value, ask });

export const PLACEHOLDERS: Readonly<Record<string, Placeholder>> = {
  title: text(({ incident }) => inline(incident.title)),
  severity: text(({ incident }, style) => inline(style.severity(incident.severity))),
  status: text(({ incident }, style) => inline(style.status(incident.status))),
  category: text(({ incident }, { words }) => inline(incident.category ?? words.notKnown)),
  assignee: text(({ incident }, { words }) => inline(incident.assigned_to ?? words.notKnown)),
  tags: text(({ incident }, { words }) => inline(incident.tags?.join(', ') ?? '') || words.notKnown),
  created: text(({ incident }, style) => inline(style.time(milliseconds(incident.created_at)))),
  summary: block('writeSummary', summary),
  description: block(
    'writeDescription',
    ({ incident }) => paragraphs(incident.description ?? '') || undefined,
  ),
  metadata: block('writeSummary', metadata),
  impact: block('writeImpact', impactBlock),
  timeline: block('writeTimeline', timelineBlock),
  metrics: block('writeTimeline', metricsBlock),
  whys: block('writeWhys', whysBlock),
  root_cause: block('writeRootCause', (facts, style) => causesBlock(facts, 'root_cause', style)),
  contributing_factors: block('writeContributing', (facts, style) =>
    causesBlock(facts, 'contributing', style),
  ),
  evidence: block('writeEvidence', evidenceBlock),
  evidence_hashes: block('writeEvidence', appendixBlock),
  actions: block('writeActions', (facts, style) => actionsBlock(facts, 'all', style)),
  actions_immediate: block('writeActions', (facts, style) => actionsBlock(facts, ['immediate'], style)),
  actions_long_term: block('writeActions', (facts, style) =>
    actionsBlock(facts, ['mitigate', 'prevent', 'detect', 'process'], style),
  ),
};

/** The placeholders whose rows are changed beside the text. */
export const OF_ACTIONS = ['actions', 'actions_immediate', 'actions_long_term'];

function summary(facts: Facts, style: Style): string {
  const { incident } = facts;
  const { words } = style;
  const { detected, resolved } = metricsOfFacts(facts).at;
  const [cause] = answersOf(facts, 'root_cause');
  const sentences = [
    fill(
      words.summarySentence,
      incident.title,
      style.severity(incident.severity),
      style.status(incident.status),
    ),
    ...(detected === null ? [] : [fill(words.detectedSentence, style.time(detected))]),
    ...(resolved === null ? [] : [fill(words.resolvedSentence, style.time(resolved))]),
    ...(cause?.answer ? [fill(words.rootCauseSentence, cause.answer)] : []),
  ];
  return sentences.map(inline).join(' ');
}

function metadata(facts: Facts, style: Style): string {
  const { incident } = facts;
  const { words } = style;
  const { resolved } = metricsOfFacts(facts).at;
  const known = (value: string | null) => (value?.trim() ? inline(value) : words.notKnown);
  return table(
    [words.field, words.value],
    [
      [words.title, inline(incident.title)],
      [words.severity, inline(style.severity(incident.severity))],
      [words.status, inline(style.status(incident.status))],
      [words.category, known(incident.category)],
      [words.assignee, known(incident.assigned_to)],
      [words.tags, known(incident.tags?.join(', ') ?? null)],
      [words.created, inline(style.time(milliseconds(incident.created_at)))],
      [words.resolved, resolved === null ? words.notKnown : inline(style.time(resolved))],
    ],
  );
}
