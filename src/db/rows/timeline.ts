import * as z from 'zod';
import { FIRST_INSTANT, LAST_INSTANT } from '../time.js';
import { MAX_EVENT } from '../values.js';
import { EvidenceRef, ListedRef, NewRef } from './analysis.js';
import { Bytes, Id, json, JsonObject, Timestamp } from './common.js';

/** Milliseconds since the epoch that have a timestamp. */
const Instant = z.int().min(FIRST_INSTANT).max(LAST_INSTANT);

/** A row of `timeline_events`. What others wrote may be longer or shorter than what a person writes here. */
export const TimelineEvent = z.object({
  id: Id,
  issue_id: Id,
  /** One that the schema documents, or a person's own. */
  event_type: z.string(),
  description: z.string(),
  metadata: json(JsonObject).nullable(),
  /** When it happened. */
  created_at: Timestamp,
  /** The same in milliseconds since the epoch, where it is known better than by the second. */
  at_ms: z.int().nullable(),
  /** The lane that it is drawn in: a file, a system, people. */
  source: z.string().nullable(),
  tags: json(z.array(z.string())).nullable(),
  /** Grows with each change. */
  revision: z.int().nonnegative(),
  /** When it happened, in milliseconds since the epoch: `at_ms` where it is known, else `created_at`. */
  at: z.int(),
});
export type TimelineEvent = z.output<typeof TimelineEvent>;

const Optional = z
  .object({
    metadata: JsonObject.nullable(),
    created_at: Timestamp,
    at_ms: Instant.nullable(),
    source: z.string().trim().min(1).max(MAX_EVENT.source).nullable(),
    tags: z.array(z.string().trim().min(1).max(MAX_EVENT.tag)).max(50).nullable(),
  })
  .exactPartial();

/** An event that a person adds; without a time, it happened now. */
export const NewTimelineEvent = TimelineEvent.pick({ issue_id: true }).extend({
  event_type: z.string().trim().min(1).max(MAX_EVENT.type),
  description: z.string().trim().min(1).max(MAX_EVENT.description),
  ...Optional.shape,
  /** The places in evidence that it tells of. */
  refs: z
    .array(NewRef.omit({ owner: true }))
    .max(100)
    .exactOptional(),
});

/** What is given stays as it is where it is not named; `revision` is what was read. */
export const EventChange = NewTimelineEvent.omit({ issue_id: true, refs: true })
  .exactPartial()
  .extend({ id: Id, revision: z.int().nonnegative().exactOptional() });

/** An event with its references, to be shown. */
export const EventWithRefs = TimelineEvent.extend({ refs: z.array(ListedRef) });
export type EventWithRefs = z.output<typeof EventWithRefs>;

/** What is needed to bring an event back that was removed. */
export const RemovedEvent = z.object({
  event: TimelineEvent.omit({ at: true }).extend({
    metadata: JsonObject.nullable(),
    tags: z.array(z.string()).nullable(),
  }),
  refs: z.array(EvidenceRef),
});
export type RemovedEvent = z.output<typeof RemovedEvent>;

/** Which events of an incident; each part that is given must fit. */
export const EventFilter = z.object({
  /** Every word must stand in the description, the source, the type or a tag. */
  text: z.string().max(1000).exactOptional(),
  types: z.array(z.string()).max(100).exactOptional(),
  /** Null is the lane of the incident itself. */
  sources: z.array(z.string().nullable()).max(1000).exactOptional(),
  tags: z.array(z.string()).max(100).exactOptional(),
});
export type EventFilter = z.output<typeof EventFilter>;

/**
 * All events that a filter lets through, in the order of time, without what they say: a column of each thing, so that a
 * page can hold 100,000.
 */
export const EventIndex = z.object({
  /** UUIDs, 16 bytes each. */
  ids: Bytes,
  /** Milliseconds since the epoch. */
  at: z.instanceof(Float64Array),
  /** Places in the lists of names. */
  types: z.instanceof(Uint16Array),
  sources: z.instanceof(Uint16Array),
  typeNames: z.array(z.string()),
  sourceNames: z.array(z.string().nullable()),
  /** Every tag of the incident's events, whatever the filter. */
  tags: z.array(z.string()),
  /** How many events the incident has, whatever the filter. */
  all: z.int(),
});
export type EventIndex = z.output<typeof EventIndex>;
