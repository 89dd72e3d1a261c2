import type { EventWithRefs } from '../db/rows/timeline.js';

/** A row of the timeline view. Commands that a row starts get the row itself. */
export type TimelineNode = DayNode | EventNode | MoreEventsNode;

/** A day of the zone that times are shown in, as `YYYY-MM-DD`. */
export class DayNode {
  constructor(
    readonly day: string,
    readonly events: readonly EventWithRefs[],
    /** Whether it is the last one of a list that goes on. */
    readonly goesOn: boolean,
  ) {}
}

export class EventNode {
  constructor(
    readonly event: EventWithRefs,
    readonly parent: DayNode,
  ) {}
}

/** The last row of a list that goes on. */
export class MoreEventsNode {
  constructor(readonly parent: DayNode) {}
}
