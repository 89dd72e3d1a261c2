/** The moments of an incident, from its events. */
import type { EventType } from '../db/values.js';
import { timeOf } from './blocks.js';
import type { Facts } from './facts.js';
import { asking, inline, table } from './text.js';
import { fill, type Style } from './words.js';

/** When the first event of a type was, in milliseconds since the epoch. */
export function momentOf({ events }: Facts, type: EventType): number | undefined {
  const event = events.find(({ event_type }) => event_type === type);
  return event && timeOf(event);
}

/** The span between two moments, where both are known and in this order. */
function between(facts: Facts, from: readonly EventType[], to: EventType): number | undefined {
  const begin = from.map(type => momentOf(facts, type)).find(ms => ms !== undefined);
  const end = momentOf(facts, to);
  return begin === undefined || end === undefined || end < begin ? undefined : end - begin;
}

const MOMENTS = [
  ['impactStarted', 'impact_started'],
  ['detected', 'detected'],
  ['acknowledged', 'acknowledged'],
  ['mitigated', 'mitigated'],
  ['resolved', 'resolved'],
] as const;

export function metricsBlock(facts: Facts, style: Style): string {
  const { words } = style;
  const time = (ms: number | undefined) => (ms === undefined ? words.notKnown : inline(style.time(ms)));
  const span = (ms: number | undefined) => (ms === undefined ? words.notKnown : inline(style.duration(ms)));
  return table(
    [words.field, words.value],
    [
      ...MOMENTS.map(([word, type]) => [words[word], time(momentOf(facts, type))]),
      [words.mttd, span(between(facts, ['impact_started'], 'detected'))],
      [words.mtta, span(between(facts, ['detected'], 'acknowledged'))],
      [words.mttr, span(between(facts, ['impact_started', 'detected'], 'resolved'))],
    ],
  );
}

/** How long it lasted; whom it met, only a person can say. */
export function impactBlock(facts: Facts, style: Style): string | undefined {
  const began = momentOf(facts, 'impact_started');
  if (began === undefined) return undefined;
  const ended = momentOf(facts, 'mitigated') ?? momentOf(facts, 'resolved');
  const { words } = style;
  const sentence =
    ended === undefined || ended < began
      ? fill(words.impactOpenSentence, style.time(began))
      : fill(words.impactSentence, style.time(began), style.time(ended), style.duration(ended - began));
  return `${inline(sentence)}\n\n${asking(words.writeImpact)}`;
}
