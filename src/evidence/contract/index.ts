export { Candidate } from './candidate.js';
export { Outcome, type Unreadable } from './outcome.js';
