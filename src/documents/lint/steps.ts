/** The whys of an incident as they are held against what a document says. */
import { inOrder, isDead, whyTree } from '../../analysis/index.js';
import type { Step } from '../../db/rows/analysis.js';
import type { Known } from './index.js';

/** @param isShown whether evidence that is there and whole is referred to from a why */
export function knownSteps(steps: readonly Step[], isShown: (id: string) => boolean): Known['steps'] {
  return inOrder(whyTree(steps)).map(node => {
    const { id, why_question: question, answer, evidence, state, role } = node.step;
    return {
      ...{ question, answer: answer?.trim() ?? '', state, role },
      hasEvidence: isShown(id) || Boolean(evidence?.trim()),
      holds: !isDead(node),
      next: node.children.length,
    };
  });
}
