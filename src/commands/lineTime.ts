/** The time of a line of evidence, as the lines before it and its log's clock tell. */
import type { Unlocked } from '../app.js';
import type { Attachment } from '../db/rows/attachments.js';
import type { SourceClock } from '../db/rows/clocks.js';
import { isLarge } from '../editor/open.js';
import { readLines, readText } from '../evidence/index.js';
import { LineTimes, logClock } from '../timeline/index.js';

/** Lines before the one that are read: they tell its time where it bears none, and its year. */
const BEFORE = 300;

/** What gives a line of a log, behind some of those before it. A small text is read once for all. */
export function lineReader({ store }: Unlocked, attachment: Attachment): (line: number) => Promise<string[]> {
  if (!isLarge(attachment)) {
    const all = readText(store, attachment).then(text => text.split(/\r\n|\r|\n/));
    return async line => (await all).slice(Math.max(0, line - 1 - BEFORE), line);
  }
  return async line => {
    const first = Math.max(1, line - BEFORE);
    const lines = await readLines(store, attachment, first, line - first + 1);
    // Of very long lines, fewer come at once.
    return lines.length === line - first + 1 ? lines : readLines(store, attachment, line, 1);
  };
}

/**
 * @param said of the log's clock
 * @returns the time that the last of the lines bears, and the last one that any bears; milliseconds since the epoch
 */
export function timeOf(attachment: Attachment, said: SourceClock | null, lines: readonly string[]) {
  const times = new LineTimes(logClock(attachment, said));
  times.sniff(lines.join('\n'));
  let own: number | undefined;
  for (const line of lines) own = times.own(line);
  return { own, last: times.last };
}
