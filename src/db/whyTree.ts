/** The whys of an incident as a tree, whatever their rows say. Nothing is imported here: pages use it, too. */

/** Where a why stands. */
export interface Place {
  readonly id: string;
  readonly parent_id: string | null;
  readonly position: number;
  /** The level, from 1, as the row has it. */
  readonly step_order: number;
}

export interface WhyNode<Step extends Place> {
  readonly step: Step;
  /** From 1; counted, not what the row says. */
  readonly level: number;
  readonly parent: WhyNode<Step> | undefined;
  readonly children: readonly WhyNode<Step>[];
}

interface Making<Step extends Place> extends WhyNode<Step> {
  level: number;
  parent: Making<Step> | undefined;
  readonly children: Making<Step>[];
}

/**
 * Arranges rows in any order; each of them comes once.
 *
 * A row whose parent is not there is a root. A row without a parent at a level below the first, as the documented main
 * line has them, hangs below the first such row of the level above. Of rows in a circle, which only a file from
 * elsewhere can bring, one becomes a root.
 */
export function whyTree<Step extends Place>(steps: readonly Step[]): WhyNode<Step>[] {
  const nodes = new Map<string, Making<Step>>();
  for (const step of steps) nodes.set(step.id, { step, level: 0, parent: undefined, children: [] });
  const ordered = [...nodes.values()].sort((a, b) => compare(a.step, b.step));
  const mainLine = new Map<number, Making<Step>>();
  for (const node of ordered) {
    const { parent_id, step_order } = node.step;
    if (parent_id !== null) node.parent = nodes.get(parent_id);
    else if (!mainLine.has(step_order)) mainLine.set(step_order, node);
  }
  for (const node of ordered) {
    const { parent_id, step_order } = node.step;
    if (parent_id === null && step_order > 1) node.parent = mainLine.get(step_order - 1);
  }
  cutCircles(ordered);
  for (const node of ordered) node.parent?.children.push(node);
  const roots = ordered.filter(({ parent }) => !parent);
  for (const node of inOrder<Making<Step>>(roots)) node.level = (node.parent?.level ?? 0) + 1;
  return roots;
}

/** All nodes, each before its children. */
export function inOrder<Node extends { readonly children: readonly Node[] }>(roots: readonly Node[]): Node[] {
  const found: Node[] = [];
  const waiting = roots.toReversed();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    found.push(node);
    waiting.push(...node.children.toReversed());
  }
  return found;
}

function cutCircles<Step extends Place>(nodes: readonly Making<Step>[]): void {
  const seen = new Map<Making<Step>, Making<Step>>();
  for (const start of nodes) {
    let node: Making<Step> | undefined = start;
    for (; node && !seen.has(node); node = node.parent) seen.set(node, start);
    if (node && seen.get(node) === start) node.parent = undefined;
  }
}

function compare(a: Place, b: Place): number {
  if (a.position !== b.position) return a.position - b.position;
  if (a.step_order !== b.step_order) return a.step_order - b.step_order;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
