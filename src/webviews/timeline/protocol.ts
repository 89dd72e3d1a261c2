/** What the page of an incident's timeline asks its panel, and hears from it. */
import * as z from 'zod';
import type { EventIndex, EventWithRefs } from '../../db/rows/timeline.js';
import { MAX_EVENT } from '../../db/values.js';
import type { LogFileTimes } from '../../db/rows/clocks.js';
import type { Strings } from './vscodeStrings.js';

export type { Strings };

/** The most events whose words are asked for at once. */
export const MOST_EVENTS = 200;

const Id = z.uuid();
const Name = z.string().trim().min(1).max(MAX_EVENT.source);
const Revision = z.int().nonnegative();

const Filter = z.object({
  text: z.string().max(1000),
  type: z.string().max(MAX_EVENT.type).nullable(),
  /** Null for all; the empty text for the lane of the incident itself. */
  source: z.string().nullable(),
  tag: z.string().nullable(),
});
export type Filter = z.output<typeof Filter>;

const Said = z.object({
  event_type: z.string().trim().min(1).max(MAX_EVENT.type),
  description: z.string().trim().min(1).max(MAX_EVENT.description),
  /** Milliseconds since the epoch. */
  at_ms: z.int(),
  source: Name.nullable(),
  tags: z.array(z.string().trim().min(1).max(MAX_EVENT.tag)).max(50),
});
/** What a person says of an event. */
export type Said = z.output<typeof Said>;

const Stored = z.object({ id: Id, revision: Revision });

export const questions = {
  ready: z.object({}),
  index: Filter,
  /** What metrics are counted from, and where the incident stands. */
  summary: z.object({}),
  events: z.object({ ids: z.array(Id).max(MOST_EVENTS) }),
  /** Has the lines of the logs counted by time; the counts come as events. */
  countLines: z.object({}),
  /** Gives back the event's id and revision. */
  add: Said,
  /** Gives back the revision. */
  update: Stored.extend(Said.exactPartial().shape),
  /** Keeps the event in the panel, to be brought back. */
  remove: Stored,
  /** Brings back what was removed. */
  restore: z.object({ id: Id }),
  /** Lets the person choose evidence. */
  link: z.object({ id: Id }),
  unlink: z.object({ ref: Id }),
  /** Shows evidence that an event refers to. */
  open: z.object({ evidence_id: Id, first_line: z.int().nullable(), last_line: z.int().nullable() }),
  /** The time that is near to the first error of the logs, or when the incident was made. */
  suggestDetected: z.object({}),
  start: z.object({ with: z.enum(['unlock', 'file', 'selection']) }),
} as const;

/** A type of events with its name for people. */
export interface TypeName {
  readonly type: string;
  readonly name: string;
}

export interface Ready {
  readonly strings: Strings;
  /** The zone that times are shown in. */
  readonly zone: string;
  /** Those that a person may give an event. */
  readonly types: readonly TypeName[];
  /** The event to begin at. */
  readonly selected: string | undefined;
}

/** What the store is, and all events in time's order where it is open. */
export type Index =
  | (EventIndex & { readonly store: 'open'; readonly typeLabels: readonly string[] })
  | { readonly store: 'opening' | 'locked' | 'failed' | 'gone' };

export interface Summary {
  readonly title: string;
  readonly events: readonly { readonly id: string; readonly at: number; readonly event_type: string }[];
  /** When the incident itself says that it was resolved, in milliseconds since the epoch. */
  readonly resolvedAt: number | null;
}

/** An event with the words for its values. */
export interface Row extends Omit<EventWithRefs, 'refs'> {
  readonly typeName: string;
  readonly refs: readonly Ref[];
}

interface Ref {
  readonly id: string;
  readonly evidence_id: string;
  readonly first_line: number | null;
  readonly last_line: number | null;
  /** The file with its lines. */
  readonly label: string;
  /** Why it is broken; empty where it is not. */
  readonly broken: string;
}

/** How many lines a log has at which time. */
export type LogVolume = Pick<LogFileTimes, 'log_file_id' | 'width' | 'counts'>;

export type Event =
  /** The store changed, or whether it is open; `lines` where those of its logs are to be counted anew. */
  | { readonly type: 'changed'; readonly lines: boolean }
  | { readonly type: 'volume'; readonly volume: LogVolume }
  | { readonly type: 'select'; readonly id: string }
  /** The zone was changed. */
  | { readonly type: 'zone'; readonly zone: string };
