/** What views of findings need: nothing here loads the rules. */
export { type FindingClass, findingClass } from './classes.js';
export { countOf, type Gate, leave, type Manner, type Parcel, type Redacted } from '../gate.js';
export { placesOf } from './places.js';
export { MOST_LISTED, rulesOf } from './rulesVersion.js';
export type { PatternSource } from '../ownPatterns.js';
export { labelsOf } from './labels.js';
export type { SpanType } from '../types.js';
