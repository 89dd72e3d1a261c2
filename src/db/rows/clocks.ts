import * as z from 'zod';
import { Id, json, Timestamp } from './common.js';

/** What a person says of the clock that wrote an attachment: a row of `source_clocks`. */
export const SourceClock = z.object({
  id: Id,
  log_file_id: Id,
  /** The zone of times that bear none: a name of IANA or an offset such as `+02:00`; null for UTC. */
  zone: z
    .string()
    .regex(/^[\w+/:-]{1,64}$/)
    .nullable(),
  /** Milliseconds that are added to each of its times. */
  offset_ms: z.int(),
  /** When the machine started, for times that count from there. */
  boot_time: Timestamp.nullable(),
  updated_at: Timestamp,
});
export type SourceClock = z.output<typeof SourceClock>;

export const NewSourceClock = SourceClock.omit({ id: true, updated_at: true });

const Counts = z.array(z.int().nonnegative());

/** How many lines an attachment has at which time: a row of `log_file_times`. Times are milliseconds since the epoch. */
export const LogFileTimes = z.object({
  log_file_id: Id,
  /** What the times were read by; where that is another now, the row is out of date. */
  clock: z.string(),
  /** The earliest and latest time of a line; null where no line has one. */
  first_ms: z.int().nullable(),
  last_ms: z.int().nullable(),
  /** Milliseconds of a bucket: a second at least, and so wide that there are 2,000 at most. */
  width: z.int().positive(),
  /** When each bucket that has lines begins, in the order of time, and of each level how many lines it has. */
  counts: json(
    z.object({ at: z.array(z.int()), error: Counts, warning: Counts, info: Counts, other: Counts }),
  ),
  /** Lines that have a time, or the one of a line before; and those that have none. */
  timed: z.int().nonnegative(),
  untimed: z.int().nonnegative(),
});
export type LogFileTimes = z.output<typeof LogFileTimes>;
