/**
 * The metrics of an incident, counted from events of its timeline. What they cannot be counted from is said: no event is
 * taken for another one.
 */

/** The events that metrics are counted from, in the order in which they happen. */
export const MILESTONES = ['impact_started', 'detected', 'acknowledged', 'resolved'] as const;
export type Milestone = (typeof MILESTONES)[number];

/** An event as far as it counts; `at` is in milliseconds since the epoch. */
export interface CountedEvent {
  readonly event_type: string;
  readonly at: number;
}

export type Metric =
  | { readonly state: 'known'; readonly ms: number; readonly from: number; readonly to: number }
  /** There is no event of these types. */
  | { readonly state: 'missing'; readonly events: readonly Milestone[] }
  /** What comes last is told to have happened before what comes first: one of the two times is wrong. */
  | { readonly state: 'order'; readonly first: Milestone; readonly last: Milestone }
  /** It was resolved, and is not any more. */
  | { readonly state: 'reopened' };

export interface Metrics {
  /** When each of them happened, in milliseconds since the epoch; null where no event says so. */
  readonly at: Readonly<Record<Milestone, number | null>>;
  /** Whether the incident was reopened and not resolved since. */
  readonly reopened: boolean;
  /** Time to detect: from the start of the impact. */
  readonly mttd: Metric;
  /** Time to acknowledge: from the detection. */
  readonly mtta: Metric;
  /** Time to resolve: from the detection. */
  readonly mttr: Metric;
}

/**
 * The first start, detection and acknowledgement count, and the first resolution since the incident was last reopened: the
 * status of an incident that is written up later says so once more.
 *
 * @param events in any order, of any types
 * @param resolvedAt when the incident itself says that it was resolved, which counts where no event tells
 */
export function metricsOf(events: Iterable<CountedEvent>, resolvedAt: number | null = null): Metrics {
  const first = new Map<string, number>();
  let resolved: number | null = null;
  let reopened = false;
  for (const { event_type, at } of [...events].sort((a, b) => a.at - b.at)) {
    if (!first.has(event_type)) first.set(event_type, at);
    if (event_type === 'resolved') [resolved, reopened] = [resolved ?? at, false];
    if (event_type === 'reopened') [resolved, reopened] = [null, true];
  }
  const at = {
    impact_started: first.get('impact_started') ?? null,
    detected: first.get('detected') ?? null,
    acknowledged: first.get('acknowledged') ?? null,
    resolved: resolved ?? (reopened ? null : resolvedAt),
  };
  return {
    at,
    reopened,
    mttd: between(at, 'impact_started', 'detected'),
    mtta: between(at, 'detected', 'acknowledged'),
    mttr: reopened ? { state: 'reopened' } : between(at, 'detected', 'resolved'),
  };
}

function between(at: Metrics['at'], first: Milestone, last: Milestone): Metric {
  const [from, to] = [at[first], at[last]];
  if (from === null || to === null) {
    return { state: 'missing', events: [first, last].filter(name => at[name] === null) };
  }
  return to < from ? { state: 'order', first, last } : { state: 'known', ms: to - from, from, to };
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its two largest units: `2 d 4 h`, `1 h 5 min`, `3 min 20 s`, `7.25 s`. */
export function durationText(ms: number): string {
  const whole = Math.abs(ms);
  if (whole < MINUTE) return `${ms / SECOND} s`;
  const sign = ms < 0 ? '-' : '';
  const units = [
    [DAY, 'd', HOUR, 'h'],
    [HOUR, 'h', MINUTE, 'min'],
    [MINUTE, 'min', SECOND, 's'],
  ] as const;
  for (const [large, name, small, smallName] of units) {
    if (whole < large) continue;
    const rest = Math.floor((whole % large) / small);
    return `${sign}${Math.floor(whole / large)} ${name}${rest > 0 ? ` ${rest} ${smallName}` : ''}`;
  }
  return `${ms / SECOND} s`;
}
