/** The lanes with the marks of their events. */
import type { JSX } from 'preact';
import {
  type Cluster,
  fitted,
  type MarkKind,
  markKind,
  markPath,
  onOneLine,
  weightiest,
} from '../../timeline/index.js';
import { type Clusters, type Events, firstFrom, idAt, type Lane } from './lanes.js';
import type { Strings } from './protocol.js';
import type { RowCache } from './rows.js';
import { type Scale, SIZES } from './scale.js';

const FONT = 12;
/** The shortest text that says something, in pixels. */
const SHORTEST = 36;
/** Types looked at to find the kind of a mark. */
const LOOKED_AT = 50;

/** A mark as it is drawn. */
interface Mark extends Cluster {
  readonly key: string;
  readonly x: number;
  /** The events' places in the list of all. */
  readonly places: readonly [first: number, last: number];
  readonly count: number;
  readonly kind: MarkKind;
  /** Pixels for a text behind it. */
  readonly room: number;
}

export function marksOf(events: Events, lane: Lane, clusters: Clusters, scale: Scale): Mark[] {
  const { view, step, x, width } = scale;
  // The text of what is left of the chart may reach into it.
  const found = clusters.between(view.from - 20 * step, view.to, (SIZES.mark + 14) * step);
  return found.map((cluster, number) => {
    const count = cluster.last - cluster.first + 1;
    const [first = 0, last = 0] = [lane.places[cluster.first], lane.places[cluster.last]];
    const own = lane.places.subarray(cluster.first, Math.min(cluster.last + 1, cluster.first + LOOKED_AT));
    const types = Array.from(own, place => events.typeNames[events.types[place] ?? 0] ?? '');
    const next = found[number + 1];
    const at = x(cluster.at);
    const end = next ? x(next.at) - SIZES.mark : width - SIZES.right;
    return {
      ...cluster,
      key: `${first} ${last}`,
      x: at,
      places: [first, last],
      count,
      kind: count === 1 ? markKind(types[0] ?? '') : weightiest(types),
      room: end - at - SIZES.mark / 2 - (count > 1 ? 10 : 2),
    };
  });
}

/** The events whose words stand in the chart. */
export function labelled(events: Events, marks: readonly Mark[]): string[] {
  return marks.flatMap(({ count, room, places: [place] }) =>
    count === 1 && room >= SHORTEST ? [idAt(events, place)] : [],
  );
}

export interface LaneProps {
  readonly strings: Strings;
  readonly events: Events;
  readonly lane: Lane;
  readonly marks: readonly Mark[];
  readonly top: number;
  readonly scale: Scale;
  readonly rows: RowCache;
  readonly selected: number | undefined;
  /** An event that is being moved, and where it is now. */
  readonly ghost: { readonly place: number; readonly at: number } | undefined;
}

export function LaneRow(props: LaneProps): JSX.Element {
  const { strings, lane, marks, top, scale, ghost } = props;
  const name = lane.name === null ? strings.incident : (lane.name ?? strings.unnamed);
  const middle = SIZES.lane / 2;
  const placeOfSelected = within(lane, props.selected);
  const isMoved = within(lane, ghost?.place) !== -1;
  return (
    <g class="lane" transform={`translate(0 ${top})`}>
      <rect class="ground" width={scale.width} height={SIZES.lane} />
      <text class="lane-name" x={SIZES.name - 12} y={middle + 4}>
        {fitted(onOneLine(name), SIZES.name - 24, FONT)}
        <title>{name}</title>
      </text>
      <line class="rail" x1={SIZES.name} x2={scale.width - SIZES.right} y1={middle} y2={middle} />
      {marks.map(mark => (
        <MarkShape
          key={mark.key}
          {...props}
          mark={mark}
          isSelected={mark.first <= placeOfSelected && placeOfSelected <= mark.last}
        />
      ))}
      {ghost && isMoved && (
        <path
          class="ghost"
          d={markPath('note', SIZES.mark)}
          transform={`translate(${scale.x(ghost.at)} ${middle})`}
        />
      )}
    </g>
  );
}

function MarkShape({
  mark,
  events,
  rows,
  ghost,
  strings,
  isSelected,
}: LaneProps & { readonly mark: Mark; readonly isSelected: boolean }): JSX.Element | null {
  const { x, kind, count, room, places } = mark;
  const [first, last] = places;
  if (x < SIZES.name - SIZES.mark) return null;
  const classes = ['mark', kind, isSelected && 'selected', ghost?.place === first && count === 1 && 'moving'];
  const row = count === 1 ? rows.get(idAt(events, first)) : undefined;
  const text = count === 1 ? row?.description : strings.several.replace('{0}', count.toLocaleString());
  const digits = String(count).length;
  const half = count === 1 ? SIZES.mark / 2 : Math.max(SIZES.mark / 2 + 1, 4 + digits * 3.6);
  return (
    <g
      class={classes.filter(Boolean).join(' ')}
      transform={`translate(${x.toFixed(1)} ${SIZES.lane / 2})`}
      data-place={first}
      data-count={count}
      data-last={last}
    >
      {text !== undefined && <title>{text}</title>}
      {isSelected && <rect class="ring" x={-half - 4} y={-12} width={2 * half + 8} height={24} rx={12} />}
      {count === 1 ? (
        <path class="shape" d={markPath(kind, SIZES.mark)} />
      ) : (
        <>
          <rect class="shape" x={-half} y={-9} width={2 * half} height={18} rx={9} />
          <text class="count" y={4}>
            {count}
          </text>
        </>
      )}
      {count === 1 && text !== undefined && room >= SHORTEST && (
        <text class="label" x={SIZES.mark / 2 + 5} y={4}>
          {fitted(onOneLine(text), room, FONT)}
        </text>
      )}
    </g>
  );
}

/** Where an event is in a lane; -1 where it is in another one. */
function within({ places }: Lane, event: number | undefined): number {
  if (event === undefined) return -1;
  const found = firstFrom(places.length, place => places[place] ?? 0, event);
  return places[found] === event ? found : -1;
}
