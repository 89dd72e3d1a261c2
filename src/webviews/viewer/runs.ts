import type { Range } from './protocol.js';

/** Runs of numbers that follow one another, in the order of the numbers. */
export function runs(numbers: readonly number[]): Range[] {
  const found: Range[] = [];
  for (const number of numbers) {
    const run = found.at(-1);
    if (run && run.last + 1 === number) run.last = number;
    else found.push({ first: number, last: number });
  }
  return found;
}
