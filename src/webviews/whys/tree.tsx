/** The tree as nested lists, which screen readers read with level and place. */
import type { JSX } from 'preact';
import type { GapKind } from '../../analysis/index.js';
import type { Step } from '../../db/rows/analysis.js';
import type { WhyNode } from '../../db/whyTree.js';
import type { Editing } from './editing.js';
import { Why } from './why.js';
import type { Strings } from './vscodeStrings.js';

export interface Shared {
  readonly strings: Strings;
  readonly editing: Editing;
  readonly gaps: ReadonlyMap<string, GapKind>;
}

export function Tree(shared: Shared): JSX.Element {
  const { strings, editing } = shared;
  return (
    <>
      <ol class="tree" aria-label={strings.whys}>
        {editing.board.roots.map(node => (
          <Branch key={node.step.id} {...shared} node={node} number="" />
        ))}
      </ol>
      <button type="button" class="grow" onClick={() => editing.ask(undefined, '')}>
        <span class="codicon codicon-add" aria-hidden="true" /> {strings.anotherFirst}
      </button>
    </>
  );
}

interface BranchProps extends Shared {
  readonly node: WhyNode<Step>;
  /** Of the why above, as `1.2.`. */
  readonly number: string;
}

function Branch({ node, number: above, ...shared }: BranchProps): JSX.Element {
  const { editing } = shared;
  const number = `${above}${(node.parent?.children ?? editing.board.roots).indexOf(node) + 1}`;
  return (
    <li class={node.step.state === 'refuted' ? 'refuted' : ''}>
      <Why {...shared} node={node} number={number} />
      {node.children.length > 0 && (
        <ol>
          {node.children.map(child => (
            <Branch key={child.step.id} {...shared} node={child} number={`${number}.`} />
          ))}
        </ol>
      )}
    </li>
  );
}
