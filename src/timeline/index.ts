export { type Level, levelOf } from './level.js';
export { LineTimes, type LogClock } from './lineTimes.js';
export { describeRange, parseRange, type TimeRange } from './range.js';
export { describeOffset, parseOffset, ShownTimes } from './shown.js';
export { localZone, UTC, type Zone, zoneOf } from './zone.js';
