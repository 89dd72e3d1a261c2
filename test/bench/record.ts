import { appendFileSync } from 'node:fs';

/** One line of the table of `npm run bench`. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB/s' | 'µs' | 'MB' | 'pages';
  /** What it is compared with, measured in the same run. */
  readonly beside?: { readonly name: string; readonly value: number };
  readonly ratio?: number;
  readonly goal?: string;
  readonly met?: boolean;
}

export function record(measure: Measure): void {
  const file = process.env['WHYDUNIT_BENCH'];
  if (file) appendFileSync(file, `${JSON.stringify(measure)}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('no values');
  return middle;
}
