/** The stretch of time that is to be seen: from the left edge to the right one, in milliseconds since the epoch. */
export interface View {
  readonly from: number;
  readonly to: number;
}

const HALF_HOUR = 1_800_000;
/** The shortest and the longest stretch. */
const SHORTEST = 20;
const LONGEST = 12_000 * 366 * 86_400_000;

/** Everything, with some room around it. */
export function everything(at: ArrayLike<number>): View {
  const [first, last] = [at[0] ?? 0, at[at.length - 1] ?? 0];
  const room = first === last ? HALF_HOUR : Math.max(SHORTEST, (last - first) * 0.05);
  // The text of the last event stands to its right.
  return { from: first - room, to: last + room * 2 };
}

/** What a person does afterwards, and the store writes down by itself, comes days later. */
const AFTERWARDS = new Set([
  'triage_started',
  'log_uploaded',
  'why_level_advanced',
  'root_cause_identified',
  'rca_generated',
  'postmortem_generated',
  'document_exported',
]);

/** The incident itself: from the first to the last event that is not about working on it; else everything. */
export function incidentItself({
  at,
  types,
  typeNames,
}: {
  readonly at: Float64Array;
  readonly types: Uint16Array;
  readonly typeNames: readonly string[];
}): View {
  const isAfterwards = typeNames.map(name => AFTERWARDS.has(name));
  const happened = at.filter((_, place) => !isAfterwards[types[place] ?? 0]);
  return everything(happened.length > 1 ? happened : at);
}

/** @param around the moment that stays where it is */
export function zoomed({ from, to }: View, factor: number, around = (from + to) / 2): View {
  const length = Math.min(LONGEST, Math.max(SHORTEST, (to - from) * factor));
  const share = (around - from) / (to - from);
  return { from: around - length * share, to: around + length * (1 - share) };
}

/** @param by a share of what is to be seen */
export function moved({ from, to }: View, by: number): View {
  const length = (to - from) * by;
  return { from: from + length, to: to + length };
}

/** Brings a moment into view, in the middle where it is not to be seen. */
export function containing(view: View, at: number): View {
  const length = view.to - view.from;
  const margin = length * 0.05;
  if (at >= view.from + margin && at <= view.to - margin) return view;
  return { from: at - length / 2, to: at + length / 2 };
}

const STEPS = [1, 10, 100, 1000, 10_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000];

/** How far a key moves an event: a round length that is to be seen. */
export function stepOf({ from, to }: View): number {
  return STEPS.findLast(step => step <= (to - from) / 80) ?? 1;
}
