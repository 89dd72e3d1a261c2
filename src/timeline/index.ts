export { logClock } from './clock.js';
export { levelOf } from './level.js';
export { drawTimeline, type DrawnEvent, PAPER, type TimelineOptions } from './draw.js';
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
export { parseMoment } from './moment.js';
export { type Cluster, clustersOf, fitted, middleOf, rowsOf, textWidth } from './layout.js';
export { markKind, type MarkKind, markPath, weightiest } from './marks.js';
export { ticksOf } from './ticks.js';
export { firstError } from './suggest.js';
export { described } from './described.js';
export { onOneLine } from './svg.js';
