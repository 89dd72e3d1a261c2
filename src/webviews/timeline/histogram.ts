/** Lines of logs by time, in columns of the chart. */
import type { LogVolume } from './protocol.js';
import type { View } from './view.js';

export interface Column {
  error: number;
  warning: number;
  other: number;
}

/** A bucket that is wider than a column is spread over all that it covers. */
export function columnsOf(volumes: Iterable<LogVolume>, { from, to }: View, count: number): Column[] {
  const columns = Array.from({ length: count }, (): Column => ({ error: 0, warning: 0, other: 0 }));
  const step = (to - from) / count;
  for (const { width, counts } of volumes) {
    for (const [bucket, at] of counts.at.entries()) {
      if (at + width <= from || at >= to) continue;
      const first = (at - from) / step;
      const covered = Math.max(1, width / step);
      const error = (counts.error[bucket] ?? 0) / covered;
      const warning = (counts.warning[bucket] ?? 0) / covered;
      const other = ((counts.info[bucket] ?? 0) + (counts.other[bucket] ?? 0)) / covered;
      const last = Math.min(count, Math.floor(first) + Math.ceil(covered));
      for (let place = Math.max(0, Math.floor(first)); place < last; place++) {
        const column = columns[place];
        if (!column) continue;
        column.error += error;
        column.warning += warning;
        column.other += other;
      }
    }
  }
  return columns;
}
