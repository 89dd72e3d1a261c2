export { type Facts, readFacts } from './facts.js';
export { generate, withActions } from './generate.js';
export { merge, type Offer, offersOf } from './merge.js';
export { type Heading, headings, sectionsIn } from './sections.js';
export { findPlaceholders } from './template.js';
export { defaultTemplate, isGenerated } from './templates.js';
export { inline, paragraphs, safeUrl, withDirectionsClosed, WRITE } from './text.js';
export type { Style } from './words.js';
export { type Known, lint, type Problem, type ProblemKind } from './lint/index.js';
