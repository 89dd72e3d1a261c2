/** Lines of logs by time, in columns of the chart. */
import type { LogVolume } from './protocol.js';
import type { View } from './view.js';

export interface Column {
  error: number;
  warning: number;
  other: number;
}

/** The lines of a bucket are taken to lie evenly in it: each column has as many as it covers of it. */
export function columnsOf(volumes: Iterable<LogVolume>, { from, to }: View, count: number): Column[] {
  const columns = Array.from({ length: count }, (): Column => ({ error: 0, warning: 0, other: 0 }));
  const step = (to - from) / count;
  for (const { width, counts } of volumes) {
    const span = width / step;
    for (const [bucket, at] of counts.at.entries()) {
      if (at + width <= from || at >= to) continue;
      const first = (at - from) / step;
      const end = Math.min(count, first + span);
      for (let place = Math.max(0, Math.floor(first)); place < end; place++) {
        const column = columns[place];
        if (!column) continue;
        const share = (Math.min(place + 1, first + span) - Math.max(place, first)) / span;
        column.error += share * (counts.error[bucket] ?? 0);
        column.warning += share * (counts.warning[bucket] ?? 0);
        column.other += share * ((counts.info[bucket] ?? 0) + (counts.other[bucket] ?? 0));
      }
    }
  }
  return columns;
}
