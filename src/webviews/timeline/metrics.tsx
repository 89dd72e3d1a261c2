/** What the timeline tells of the incident as a whole: how long it took to detect, acknowledge and resolve it. */
import type { JSX } from 'preact';
import {
  durationText,
  type Metric,
  type Metrics,
  type Milestone,
  type ShownTimes,
} from '../../timeline/index.js';
import type { Strings } from './protocol.js';

const METRICS = [
  ['mttd', 'impact_started', 'detected'],
  ['mtta', 'detected', 'acknowledged'],
  ['mttr', 'detected', 'resolved'],
] as const;

export interface MetricsProps {
  readonly strings: Strings;
  readonly metrics: Metrics;
  readonly times: ShownTimes;
  readonly show: (at: number) => void;
  readonly set: (milestone: Milestone) => void;
}

export function MetricCards(props: MetricsProps): JSX.Element {
  const { strings, metrics } = props;
  return (
    <section class="metrics" aria-label={strings.metrics}>
      {METRICS.map(([name, first, last]) => (
        <div class="metric" key={name}>
          <h2>{strings[name]}</h2>
          <p class={metrics[name].state === 'known' ? 'value' : 'value unknown'}>
            {metrics[name].state === 'known' ? durationText(metrics[name].ms) : strings.notKnown}
          </p>
          <p class="reason">
            <Reason {...props} metric={metrics[name]} {...{ first, last }} />
          </p>
        </div>
      ))}
    </section>
  );
}

interface ReasonProps extends MetricsProps {
  readonly metric: Metric;
  readonly first: Milestone;
  readonly last: Milestone;
}

function Reason({ metric, first, last, strings, times, show, set }: ReasonProps): JSX.Element {
  switch (metric.state) {
    case 'known': {
      const day = (at: number) => times.text(at, 0).slice(0, 10);
      const shown = { times, show, withDay: day(metric.from) !== day(metric.to) };
      return (
        <>
          <Moment at={metric.from} name={strings[first]} {...shown} />
          {' → '}
          <Moment at={metric.to} name={strings[last]} {...shown} />
        </>
      );
    }
    case 'missing': {
      const names = metric.events.map(name => strings[name]);
      const text = names.length === 2 ? strings.missingBoth : strings.missing;
      return (
        <>
          {text.replace('{0}', names[0] ?? '').replace('{1}', names[1] ?? '')}{' '}
          {metric.events
            .filter(name => name !== 'acknowledged' && name !== 'resolved')
            .map(name => (
              <button type="button" class="link set" key={name} onClick={() => set(name)}>
                {strings.set.replace('{0}', strings[name])}
              </button>
            ))}
        </>
      );
    }
    case 'order':
      return (
        <span class="wrong">
          <i class="codicon codicon-warning" aria-hidden="true" />{' '}
          {strings.order.replace('{0}', strings[metric.last]).replace('{1}', strings[metric.first])}
        </span>
      );
    case 'reopened':
      return <>{strings.reopened}</>;
  }
}

function Moment({
  at,
  name,
  times,
  withDay,
  show,
}: {
  readonly at: number;
  readonly name: string;
  readonly times: ShownTimes;
  readonly withDay: boolean;
  readonly show: (at: number) => void;
}): JSX.Element {
  return (
    <button type="button" class="link" title={times.full(at)} onClick={() => show(at)}>
      {name} {times.text(at, 0).slice(withDay ? 0 : 11)}
    </button>
  );
}
