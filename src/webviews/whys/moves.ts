/** Where a why can go, by key, button or pointer. */
import type { Step } from '../../db/rows/analysis.js';
import { inOrder, type WhyNode } from '../../db/whyTree.js';
import type { Op } from './ops.js';

export type Direction = 'up' | 'down' | 'in' | 'out';
export type Side = 'before' | 'after' | 'inside';
type Node = WhyNode<Step>;

/** Up and down among the causes of one why; in below the one above, out beside its own. */
export function moved(roots: readonly Node[], node: Node, direction: Direction): Op | undefined {
  const { parent } = node;
  const siblings = parent?.children ?? roots;
  const at = siblings.indexOf(node);
  const above = siblings[at - 1];
  switch (direction) {
    case 'up':
      return at > 0 ? move(node, parent, at - 1) : undefined;
    case 'down':
      return at < siblings.length - 1 ? move(node, parent, at + 1) : undefined;
    case 'in':
      return above && move(node, above, above.children.length);
    case 'out':
      return parent && move(node, parent.parent, (parent.parent?.children ?? roots).indexOf(parent) + 1);
  }
}

/** To where it was dropped; nothing where that is at its own place or below itself. */
export function dropped(roots: readonly Node[], node: Node, target: Node, side: Side): Op | undefined {
  if (inOrder([node]).includes(target)) return undefined;
  const parent = side === 'inside' ? target : target.parent;
  const siblings = (parent?.children ?? roots).filter(other => other !== node);
  const at = side === 'inside' ? siblings.length : siblings.indexOf(target) + (side === 'after' ? 1 : 0);
  const here = node.parent === parent && (parent?.children ?? roots).indexOf(node) === at;
  return here ? undefined : move(node, parent, at);
}

function move({ step }: Node, parent: Node | undefined, position: number): Op {
  return { kind: 'move', id: step.id, from: step.parent_id, to: parent?.step.id ?? null, position };
}
