import type { WhyChange } from '../../db/rows/analysis.js';

/** Fields with text that a person types. */
export const TEXT_FIELDS = ['why_question', 'answer', 'evidence'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** What a person wrote in a field. */
export interface Written {
  readonly field: TextField;
  readonly text: string;
}

/**
 * A why of its own for text that has none to stand in.
 *
 * @param askOf what it asks where the text is no question
 */
export function whyOfItsOwn(
  { field, text }: Written,
  { id, position, askOf }: { readonly id: string; readonly position: number; readonly askOf: string },
): Extract<WhyChange, { kind: 'add' }> {
  const said = { why_question: askOf, answer: null, evidence: null, [field]: text };
  return { kind: 'add', step: { id, parent_id: null, position, role: null, state: 'assumed', ...said } };
}
