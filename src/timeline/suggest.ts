/** What is suggested for the time of a detection. */

interface Counted {
  readonly counts: { readonly at: readonly number[]; readonly error: readonly number[] };
}

/** About when the first error of the logs was, as far as their lines were counted; milliseconds since the epoch. */
export function firstError(logs: readonly Counted[]): number | undefined {
  const firsts = logs.flatMap(({ counts }) => {
    const place = counts.error.findIndex(count => count > 0);
    return counts.at.slice(place, place + 1);
  });
  return firsts.length === 0 ? undefined : Math.min(...firsts);
}
