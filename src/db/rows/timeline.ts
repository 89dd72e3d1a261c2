import * as z from 'zod';
import { Id, json, JsonObject, Timestamp } from './common.js';

/** A row of `timeline_events`. */
export const TimelineEvent = z.object({
  id: Id,
  issue_id: Id,
  /** One that the schema documents, or a person's own. */
  event_type: z.string().min(1).max(100),
  description: z.string().min(1),
  metadata: json(JsonObject).nullable(),
  /** When it happened. */
  created_at: Timestamp,
  /** The same in milliseconds since the epoch, where it is known better than by the second. */
  at_ms: z.int().nullable(),
  /** The lane that it is drawn in: a file, a system, people. */
  source: z.string().max(200).nullable(),
  tags: json(z.array(z.string())).nullable(),
});
export type TimelineEvent = z.output<typeof TimelineEvent>;

/** An event that a person adds; without a time, it happened now. */
export const NewTimelineEvent = TimelineEvent.pick({
  issue_id: true,
  event_type: true,
  description: true,
}).extend({
  metadata: JsonObject.nullable().exactOptional(),
  created_at: Timestamp.exactOptional(),
  at_ms: z.int().nullable().exactOptional(),
  source: z.string().max(200).nullable().exactOptional(),
  tags: z.array(z.string()).nullable().exactOptional(),
});
