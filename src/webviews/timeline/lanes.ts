/** The events by their sources, as the chart draws them. */
import { type Cluster, clustersOf } from '../../timeline/index.js';
import type { Index } from './protocol.js';

export type Events = Extract<Index, { store: 'open' }>;

export interface Lane {
  /** Null for what belongs to the incident itself; undefined for what has no lane of its own. */
  readonly name: string | null | undefined;
  readonly times: Float64Array;
  /** The place of each in the list of all events. */
  readonly places: Uint32Array;
}

/** Lanes beyond these share one. */
const MOST = 60;

/** The incident's own first, then in the order of their first events. */
export function lanesOf({ sources, sourceNames, at }: Events): Lane[] {
  const counts = new Uint32Array(sourceNames.length);
  for (const source of sources) counts[source] = (counts[source] ?? 0) + 1;
  const order = [...sourceNames.keys()].sort(
    (a, b) => Number(sourceNames[a] !== null) - Number(sourceNames[b] !== null) || a - b,
  );
  const laneOf = new Uint32Array(sourceNames.length);
  order.forEach((source, lane) => (laneOf[source] = Math.min(lane, MOST - 1)));
  const lanes = order.slice(0, MOST).map((source, lane) => {
    const isRest = lane === MOST - 1 && order.length > MOST;
    const own = isRest ? order.slice(lane) : [source];
    const count = own.reduce((sum, source) => sum + (counts[source] ?? 0), 0);
    const name = isRest ? undefined : sourceNames[source];
    return { name, times: new Float64Array(count), places: new Uint32Array(count) };
  });
  const filled = new Uint32Array(lanes.length);
  for (let place = 0; place < at.length; place++) {
    const number = laneOf[sources[place] ?? 0] ?? 0;
    const lane = lanes[number];
    const next = filled[number] ?? 0;
    if (!lane) continue;
    lane.times[next] = at[place] ?? 0;
    lane.places[next] = place;
    filled[number] = next + 1;
  }
  return lanes;
}

/** The first place whose value is not below the given one. */
export function firstFrom(length: number, valueAt: (place: number) => number, value: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The clusters of a lane, made once for each width of a mark. */
export class Clusters {
  #width = NaN;
  #clusters: readonly Cluster[] = [];

  constructor(private readonly lane: Lane) {}

  /** @param width milliseconds of a mark */
  between(from: number, to: number, width: number): readonly Cluster[] {
    if (width !== this.#width) {
      this.#clusters = clustersOf(this.lane.times, width);
      this.#width = width;
    }
    const clusters = this.#clusters;
    const at = (place: number) => clusters[place]?.at ?? Infinity;
    return clusters.slice(firstFrom(clusters.length, at, from), firstFrom(clusters.length, at, to));
  }
}

/** The id of the event at a place. */
export function idAt({ ids }: Events, place: number): string {
  let text = '';
  for (let at = 16 * place; at < 16 * place + 16; at++) {
    if (text.length === 8 || text.length === 13 || text.length === 18 || text.length === 23) text += '-';
    text += (ids[at] ?? 0).toString(16).padStart(2, '0');
  }
  return text;
}

/** The place of an event; undefined where the list does not have it. */
export function placeOf({ ids }: Events, id: string): number | undefined {
  const wanted = Uint8Array.from(id.replaceAll('-', '').match(/../g) ?? [], byte =>
    Number.parseInt(byte, 16),
  );
  for (let start = 0; start < ids.length; start += 16) {
    // The end of a UUID differs most.
    if (ids[start + 15] === wanted[15] && wanted.every((byte, at) => ids[start + at] === byte))
      return start / 16;
  }
  return undefined;
}
