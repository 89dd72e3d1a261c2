export { drawTimeline, type DrawnEvent, PAPER, type TimelineColours, type TimelineOptions } from './draw.js';
export { timeOfLine } from './lineTime.js';
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
