/** Counting the lines of stored attachments by time, from inside a job's thread. */
import { allAttachments } from '../../db/attachments.js';
import { countedTimes, recordTimes } from '../../db/clocks.js';
import type { Database } from '../../db/connection.js';
import type { JobControl } from '../../db/control.js';
import { StoreError } from '../../db/errors.js';
import type { Attachment } from '../../db/rows/attachments.js';
import type { LogFileTimes } from '../../db/rows/clocks.js';
import { textPieces } from '../../evidence/text/index.js';
import { levelOf } from '../level.js';
import { Lines } from '../lines.js';
import { LineTimes } from '../lineTimes.js';
import { Volume } from '../volume.js';
import { clockKey, clockOf } from './clock.js';

interface Control extends Pick<JobControl, 'progress'> {
  readonly tell: (counted: LogFileTimes) => void;
}

/**
 * Counts the lines of an incident's attachments by time and level, and keeps the counts; those that were counted by the
 * same clock are told as they are kept. The progress is in bytes.
 *
 * @returns the attachments that cannot be read
 * @throws StoreError
 */
export function countTimes(db: Database, issue_id: string, { progress, tell }: Control): string[] {
  const attachments = allAttachments(db, issue_id).filter(({ mime_type }) => mime_type !== BINARY);
  const total = attachments.reduce((sum, { file_size }) => sum + (file_size ?? 0), 0);
  const unreadable: string[] = [];
  let before = 0;
  for (const attachment of attachments) {
    const size = attachment.file_size ?? 0;
    try {
      tell(counted(db, attachment, units => progress({ done: before + Math.min(units, size), total })));
    } catch (error) {
      // What is broken is told by verifying; the others are counted.
      if (error instanceof StoreError && error.kind === 'cancelled') throw error;
      unreadable.push(attachment.id);
    }
    before += size;
  }
  return unreadable;
}

/** What is kept without looking into it. */
const BINARY = 'application/octet-stream';

function counted(db: Database, attachment: Attachment, progress: (units: number) => void): LogFileTimes {
  const clock = clockOf(db, attachment);
  const key = clockKey(clock);
  const known = countedTimes(db, attachment.id, key);
  if (known) return known;
  const times = new LineTimes(clock);
  const volume = new Volume();
  const lines = new Lines((text, start, end) => {
    if (end === start) return;
    volume.add(times.of(text, start, end), levelOf(text, start, end));
  });
  let units = 0;
  for (const piece of textPieces(db, attachment)) {
    if (units === 0) times.sniff(piece);
    lines.push(piece);
    progress((units += piece.length));
  }
  lines.end();
  const { first, last, width, counts, timed, untimed } = volume;
  const row = {
    log_file_id: attachment.id,
    clock: key,
    ...{ first_ms: first, last_ms: last, width, counts, timed, untimed },
  };
  recordTimes(db, row);
  return row;
}
