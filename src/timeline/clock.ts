import type { Attachment } from '../db/rows/attachments.js';
import type { SourceClock } from '../db/rows/clocks.js';
import { milliseconds } from '../db/time.js';
import type { LogClock } from './lineTimes.js';

/** How the times of an attachment are read: as a person said of its clock, and not later than it was attached. */
export function logClock(
  { uploaded_at }: Pick<Attachment, 'uploaded_at'>,
  said: SourceClock | null,
): LogClock {
  const boot = said?.boot_time ?? null;
  return {
    reference: milliseconds(uploaded_at),
    zone: said?.zone ?? undefined,
    clockOffset: said?.offset_ms ?? 0,
    boot: boot === null ? undefined : milliseconds(boot),
  };
}
