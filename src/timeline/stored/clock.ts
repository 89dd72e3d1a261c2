import { getClock } from '../../db/clocks.js';
import type { Database } from '../../db/connection.js';
import type { Attachment } from '../../db/rows/attachments.js';
import { logClock } from '../clock.js';
import type { LogClock } from '../lineTimes.js';

/** How the times of a stored attachment are read. */
export function clockOf(db: Database, attachment: Pick<Attachment, 'id' | 'uploaded_at'>): LogClock {
  return logClock(attachment, getClock(db, { log_file_id: attachment.id }));
}

/** Goes up with each change of how times are read, so that what was counted before is counted anew. */
const RULES = 3;

/** What the times of an attachment are read by, in one text. */
export function clockKey({ reference, zone, clockOffset, boot }: LogClock): string {
  return JSON.stringify([RULES, reference, zone ?? null, clockOffset ?? 0, boot ?? null]);
}
