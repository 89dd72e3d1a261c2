export { timeOfLine } from './lineTime.js';
export { describeRange, parseRange, type TimeRange } from './range.js';
