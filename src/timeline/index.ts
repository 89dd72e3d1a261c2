export { levelOf } from './level.js';
export { drawTimeline, type DrawnEvent, PAPER, type TimelineColours, type TimelineOptions } from './draw.js';
export { LineTimes, type LogClock } from './lineTimes.js';
export {
  type CountedEvent,
  durationText,
  type Metric,
  type Metrics,
  metricsOf,
  type Milestone,
  MILESTONES,
} from './metrics.js';
export { describeRange, parseRange, type TimeRange } from './range.js';
export { describeOffset, parseOffset, ShownTimes } from './shown.js';
export { localZone, zoneOf } from './zone.js';
