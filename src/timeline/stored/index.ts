/** The times of stored attachments, from inside a job's thread. */
export { behindTime } from '../lead.js';
export { clockOf } from './clock.js';
export { mergeLogs } from './merge.js';
export { countTimes } from './volumes.js';
