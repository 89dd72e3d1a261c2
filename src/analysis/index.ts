export { inOrder, type WhyNode, whyTree } from '../db/whyTree.js';
export { causesOf, chainTo, type GapKind, gapsOf, isDead, type Judged } from './gaps.js';
export { nextQuestion } from './question.js';
export { levelMark, LISTED_LEVELS } from './listed.js';
export { type DrawColours, type DrawnWhy, type DrawWords, drawWhys } from './draw.js';
