export { Candidate } from './candidate.js';
export { Outcome, type Unreadable } from './outcome.js';
export { EvidenceSearch, FoundPart, type Place, SearchSummary } from './search.js';
