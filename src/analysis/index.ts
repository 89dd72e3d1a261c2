export { inOrder, type Place, type WhyNode, whyTree } from '../db/whyTree.js';
export { causesOf, chainTo, type Gap, type GapKind, gapsOf, isDead, type Judged } from './gaps.js';
export { asClause } from './question.js';
export { type DrawColours, type DrawnWhy, type DrawOptions, type DrawWords, drawWhys } from './draw.js';
