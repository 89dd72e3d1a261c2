/** What is dragged over a why. */
import type { TargetedDragEvent } from 'preact';
import type { Side } from './moves.js';

/** The type under which a why is dragged. */
export const STEP_TYPE = 'application/vnd.whydunit.why';

/** Where a why would go, or that evidence would be added. */
export type Target = Side | 'evidence';

/** Nothing where what is dragged is of no use here. */
export function targetOf(event: TargetedDragEvent<HTMLElement>): Target | undefined {
  const types = event.dataTransfer?.types ?? [];
  if (types.includes(STEP_TYPE)) {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const at = (event.clientY - top) / height;
    return at < 0.25 ? 'before' : at > 0.75 ? 'after' : 'inside';
  }
  return types.includes('text/uri-list') || types.includes('text/plain') ? 'evidence' : undefined;
}
