/** Changes of the whys and what takes them back. */
import type { ListedRef, Step, WhyChange } from '../../db/rows/analysis.js';
import { inOrder, whyTree } from '../../db/whyTree.js';

/** A change, or the removal of a why with all that is below it at the time. */
export type Op = Exclude<WhyChange, { kind: 'remove' }> | { readonly kind: 'take'; readonly id: string };

interface Snapshot {
  readonly steps: readonly Step[];
  readonly refs: readonly ListedRef[];
}

/** The changes as the store takes them, based on what is known of it. */
export function expanded(ops: readonly Op[], { steps }: Snapshot): WhyChange[] {
  return ops.flatMap((op): WhyChange[] => {
    if (op.kind !== 'take') return [op];
    const taken = below(steps, op.id).map(({ id, revision }) => ({ id, revision }));
    return taken.length === 0 ? [] : [{ kind: 'remove', steps: taken }];
  });
}

/** What takes changes back, last one first. */
export function inverse(changes: readonly WhyChange[], before: Snapshot): Op[] {
  const added = new Set(changes.flatMap(change => (change.kind === 'add' ? [change.step.id] : [])));
  return changes.toReversed().flatMap(change => inverseOf(change, before, added));
}

function inverseOf(change: WhyChange, before: Snapshot, added: ReadonlySet<string>): Op[] {
  switch (change.kind) {
    case 'add':
      // What hangs on another one that was added goes with it.
      return added.has(change.step.parent_id ?? '') ? [] : [{ kind: 'take', id: change.step.id }];
    case 'edit':
      return [{ ...change, was: change.to, to: change.was }];
    case 'move': {
      const step = before.steps.find(({ id }) => id === change.id);
      return [{ ...change, from: change.to, to: change.from, position: step?.position ?? 0 }];
    }
    case 'remove':
      return restored(new Set(change.steps.map(({ id }) => id)), before);
    case 'refer':
      return added.has(change.ref.step_id) ? [] : [{ kind: 'unrefer', id: change.ref.id }];
    case 'unrefer':
      return before.refs.filter(({ id }) => id === change.id).map(referredAgain);
  }
}

/** What puts whys back, each before those below it, with their evidence. */
function restored(ids: ReadonlySet<string>, { steps, refs }: Snapshot): Op[] {
  const removed = inOrder(whyTree(steps)).filter(({ step }) => ids.has(step.id));
  return [
    ...removed.map(({ step }): Op => {
      const { id, parent_id, position, why_question, answer, evidence, role, state } = step;
      return {
        kind: 'add',
        step: { id, parent_id, position, why_question, answer, evidence, role, state },
      };
    }),
    ...refs.filter(({ step_id }) => step_id !== null && ids.has(step_id)).map(referredAgain),
  ];
}

function referredAgain(ref: ListedRef): Op {
  const { id, evidence_id, first_line, last_line, file_name, content_hash } = ref;
  return {
    kind: 'refer',
    ref: { id, step_id: ref.step_id ?? '', evidence_id, first_line, last_line },
    was: { file_name, content_hash },
  };
}

/** A why with all below it. */
export function below(steps: readonly Step[], id: string): readonly Step[] {
  const top = inOrder(whyTree(steps)).find(({ step }) => step.id === id);
  return top ? inOrder([top]).map(({ step }) => step) : [];
}
