/** What an analysis still lacks, for those who are to check it. */
import type { Step } from '../db/rows/analysis.js';
import { inOrder, type WhyNode } from '../db/whyTree.js';

/** What is asked of a why's row here. */
export type Judged = Pick<
  Step,
  'id' | 'parent_id' | 'position' | 'step_order' | 'why_question' | 'answer' | 'evidence' | 'role' | 'state'
>;

export type GapKind =
  /** A question without an answer. */
  | 'unanswered'
  /** A root cause that nothing in the store shows, nor a note. */
  | 'rootCauseWithoutEvidence'
  /** A root cause whose answer was found to be wrong. */
  | 'rootCauseRefuted'
  /** An answer that nobody asked on about, and that is no cause either. */
  | 'endsOpen';

export interface Gap<Step extends Judged> {
  readonly kind: GapKind;
  readonly step: Step;
}

/**
 * In the order of the tree.
 *
 * @param hasEvidence whether evidence that is there and whole is referred to from a why
 */
export function gapsOf<Step extends Judged>(
  roots: readonly WhyNode<Step>[],
  hasEvidence: (id: string) => boolean,
): Gap<Step>[] {
  return inOrder(roots).flatMap(node => gapsAt(node, hasEvidence).map(kind => ({ kind, step: node.step })));
}

function gapsAt<Step extends Judged>(
  node: WhyNode<Step>,
  hasEvidence: (id: string) => boolean,
): readonly GapKind[] {
  const { step, children } = node;
  if (isDead(node)) return step.role === 'root_cause' ? ['rootCauseRefuted'] : [];
  if (!isGiven(step.answer)) return ['unanswered'];
  if (step.role === 'root_cause') {
    return hasEvidence(step.id) || isGiven(step.evidence) ? [] : ['rootCauseWithoutEvidence'];
  }
  const goesOn = children.some(child => !isDead(child));
  return goesOn || step.role === 'contributing' ? [] : ['endsOpen'];
}

/** Whether the answer, or one that it hangs on, was refuted. */
export function isDead<Step extends Judged>(node: WhyNode<Step>): boolean {
  for (let at: WhyNode<Step> | undefined = node; at; at = at.parent)
    if (at.step.state === 'refuted') return true;
  return false;
}

/** The causes that a document names: in the order of the tree, without what was refuted. */
export function causesOf<Step extends Judged>(
  roots: readonly WhyNode<Step>[],
  role: 'root_cause' | 'contributing',
): WhyNode<Step>[] {
  return inOrder(roots).filter(node => node.step.role === role && !isDead(node));
}

/** The whys from the first one to this one. */
export function chainTo<Step extends Judged>(node: WhyNode<Step>): WhyNode<Step>[] {
  const chain: WhyNode<Step>[] = [];
  for (let at: WhyNode<Step> | undefined = node; at; at = at.parent) chain.unshift(at);
  return chain;
}

const isGiven = (text: string | null) => text !== null && text.trim() !== '';
