/** Lets contenders take turns, so that whatever else the machine does meets all of them. */
import { median } from '../record.js';

/** Milliseconds of a run of `work`: the median, since a run that the machine interrupts says nothing about the work. */
export function timed(runs: number, work: (run: number) => void): number {
  return median(
    Array.from({ length: runs }, (_, run) => {
      const began = performance.now();
      work(run);
      return performance.now() - began;
    }),
  );
}

/** Runs each contender once a round, another one first each time. @returns the figures of each contender, by round */
export function takeTurns<C>(
  rounds: number,
  contenders: readonly C[],
  measure: (c: C, round: number) => number,
) {
  const figures = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const place = (round + turn) % contenders.length;
      const contender = contenders[place];
      if (contender !== undefined) figures[place]?.push(measure(contender, round));
    }
  }
  return figures;
}
