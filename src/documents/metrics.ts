/** The moments of an incident, and how long it took from one to the next. */
import { milliseconds } from '../db/time.js';
import { type Metric, type Metrics, metricsOf } from '../timeline/index.js';
import { timeOf } from './blocks.js';
import type { Facts } from './facts.js';
import { asking, inline, table } from './text.js';
import { fill, type Style } from './words.js';

export function metricsOfFacts({ events, incident }: Facts): Metrics {
  const counted = events.map(event => ({ event_type: event.event_type, at: timeOf(event) }));
  return metricsOf(counted, incident.resolved_at === null ? null : milliseconds(incident.resolved_at));
}

/** When the impact ended: it was mitigated, or else the incident resolved. */
function endOf(facts: Facts, { at }: Metrics): number | null {
  const mitigated = facts.events.find(({ event_type }) => event_type === 'mitigated');
  return mitigated ? timeOf(mitigated) : at.resolved;
}

export function metricsBlock(facts: Facts, style: Style): string {
  const { words } = style;
  const metrics = metricsOfFacts(facts);
  const { at } = metrics;
  const time = (ms: number | null) => (ms === null ? words.notKnown : inline(style.time(ms)));
  const span = (metric: Metric) =>
    metric.state === 'known' ? inline(style.duration(metric.ms)) : words.notKnown;
  return table(
    [words.field, words.value],
    [
      [words.impactStarted, time(at.impact_started)],
      [words.detected, time(at.detected)],
      [words.acknowledged, time(at.acknowledged)],
      [words.resolved, time(at.resolved)],
      [words.mttd, span(metrics.mttd)],
      [words.mtta, span(metrics.mtta)],
      [words.mttr, span(metrics.mttr)],
    ],
  );
}

/** How long it lasted; whom it met, only a person can say. */
export function impactBlock(facts: Facts, style: Style): string | undefined {
  const metrics = metricsOfFacts(facts);
  const began = metrics.at.impact_started;
  if (began === null) return undefined;
  const ended = endOf(facts, metrics);
  const { words } = style;
  const sentence =
    ended === null || ended < began
      ? fill(words.impactOpenSentence, style.time(began))
      : fill(words.impactSentence, style.time(began), style.time(ended), style.duration(ended - began));
  return `${inline(sentence)}\n\n${asking(words.writeImpact)}`;
}
