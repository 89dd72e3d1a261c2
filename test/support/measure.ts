import { detectSpans, type SpanType } from '../../src/redaction/index.js';
import type { Label, Sample } from './labelled.js';

/** How well one type is found. */
export interface Row {
  readonly type: SpanType;
  labels: number;
  /** Labels that one span covers whole, whatever it is called: half a secret is a leak. */
  found: number;
  /** Of those, the ones that are called what the label says. */
  named: number;
  /** Spans of this type that touch no label. */
  wrong: number;
}

export interface Measured {
  readonly rows: readonly Row[];
  readonly cleanLines: number;
  readonly wrongInCleanLines: number;
  /** What was missed and what was found wrongly, a line each. */
  readonly faults: readonly string[];
}

export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function scores({ labels, found, wrong }: Pick<Row, 'labels' | 'found' | 'wrong'>): Scores {
  const recall = labels === 0 ? 1 : found / labels;
  const precision = found + wrong === 0 ? 1 : found / (found + wrong);
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

export function measure(samples: readonly Sample[]): Measured {
  const rows = new Map<SpanType, Row>();
  const rowOf = (type: SpanType): Row => {
    const row = rows.get(type) ?? { type, labels: 0, found: 0, named: 0, wrong: 0 };
    rows.set(type, row);
    return row;
  };
  const faults: string[] = [];
  let cleanLines = 0;
  let wrongInCleanLines = 0;
  for (const { text, labels, file, line } of samples) {
    const place = `${file}:${line}`;
    const spans = detectSpans(text);
    if (labels.length === 0) cleanLines++;
    for (const label of labels) {
      const row = rowOf(label.type);
      row.labels++;
      const span = spans.find(({ start, end }) => start <= label.start && end >= label.end);
      if (!span) faults.push(`missed ${label.type} at ${place}: ${text.slice(label.start, label.end)}`);
      else row.found++;
      if (span?.type === label.type) row.named++;
    }
    for (const span of spans.filter(({ start, end }) => !touches(labels, start, end))) {
      rowOf(span.type).wrong++;
      if (labels.length === 0) wrongInCleanLines++;
      faults.push(`wrong ${span.type} (${span.rule}) at ${place}: ${text.slice(span.start, span.end)}`);
    }
  }
  return { rows: [...rows.values()], cleanLines, wrongInCleanLines, faults };
}

const touches = (labels: readonly Label[], from: number, to: number): boolean =>
  labels.some(({ start, end }) => from < end && to > start);

export function total(rows: readonly Row[]): Row {
  const sum = (of: (row: Row) => number) => rows.reduce((all, row) => all + of(row), 0);
  return {
    type: 'Secret',
    labels: sum(row => row.labels),
    found: sum(row => row.found),
    named: sum(row => row.named),
    wrong: sum(row => row.wrong),
  };
}
