import { getClock } from '../../db/clocks.js';
import type { Database } from '../../db/connection.js';
import type { Attachment } from '../../db/rows/attachments.js';
import { milliseconds } from '../../db/time.js';
import type { LogClock } from '../lineTimes.js';

/** How the times of an attachment are read: as a person said, and not later than it was attached. */
export function clockOf(db: Database, { id, uploaded_at }: Pick<Attachment, 'id' | 'uploaded_at'>): LogClock {
  const said = getClock(db, { log_file_id: id });
  return {
    reference: milliseconds(uploaded_at),
    zone: said?.zone ?? undefined,
    clockOffset: said?.offset_ms ?? 0,
    boot: typeof said?.boot_time === 'string' ? milliseconds(said.boot_time) : undefined,
  };
}

/** Goes up with each change of how times are read, so that what was counted before is counted anew. */
const RULES = 1;

/** What the times of an attachment are read by, in one text. */
export function clockKey({ reference, zone, clockOffset, boot }: LogClock): string {
  return JSON.stringify([RULES, reference, zone ?? null, clockOffset ?? 0, boot ?? null]);
}
