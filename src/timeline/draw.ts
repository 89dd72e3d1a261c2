/**
 * The timeline as a picture: one SVG without scripts or styles of a page, for documents on paper and on screens. It
 * draws texts as they are given, so that redacted ones can be drawn.
 */
import { clustersOf, fitted, middleOf, rowsOf, textWidth } from './layout.js';
import { markPath, type MarkKind, weightiest } from './marks.js';
import { type Clock, ticksOf } from './ticks.js';
import { onOneLine, svgElement, svgText } from './svg.js';

export interface DrawnEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly event_type: string;
  readonly description: string;
  /** The lane; null for what belongs to the incident itself. */
  readonly source: string | null;
}

export interface TimelineColours {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly background: string;
  readonly marks: Readonly<Record<MarkKind, string>>;
}

export interface TimelineOptions {
  /** Pixels; the height follows from what there is to draw. */
  readonly width: number;
  /** What it shows, for those who do not see it. */
  readonly title: string;
  readonly description: string;
  /** The zone of its times: `ShownTimes` is one. */
  readonly clock: Clock;
  /** What stands below the axis, such as the zone's name. */
  readonly axis: string;
  /** The name of the lane without a source. */
  readonly incident: string;
  /** The words for several events in one mark. */
  readonly several: (count: number) => string;
  readonly colours: TimelineColours;
  readonly font?: string;
}

/** Colours for white paper: all are to be told apart, and from the paper, also printed in grey. */
export const PAPER: TimelineColours = {
  text: '#1f2328',
  muted: '#57606a',
  line: '#d0d7de',
  background: '#ffffff',
  marks: {
    milestone: '#b35900',
    evidence: '#0550ae',
    analysis: '#7b3fb8',
    document: '#1a7f37',
    note: '#57606a',
  },
};

/** Pixels. */
const MARK = 11;
const FONT = 11;
const ROW = 15;
const LABEL = 230;
const NAME = 130;
const RIGHT = 24;
const ROWS = 4;
const AXIS = 44;
const TOP = 8;
const BETWEEN_TICKS = 90;

/** Lanes beyond these are drawn as one, under the name of none. */
const LANES = 12;

interface Placed {
  readonly x: number;
  readonly kind: MarkKind;
  readonly count: number;
  readonly label: string;
  readonly row: number | undefined;
}

interface Lane {
  readonly name: string;
  readonly marks: readonly Placed[];
  readonly height: number;
}

export function drawTimeline(events: readonly DrawnEvent[], options: TimelineOptions): string {
  const sorted = [...events].sort((a, b) => a.at - b.at);
  const scale = scaleOf(sorted, options.width);
  const lanes = lanesOf(sorted, options.incident).map(([name, own]) => layLane(name, own, scale, options));
  const height = TOP + lanes.reduce((sum, lane) => sum + lane.height, 0) + AXIS;
  const { colours, width, font = 'sans-serif' } = options;
  const bottom = height - AXIS;
  const drawn: string[] = [
    svgElement('rect', { width, height, fill: colours.background }),
    ...axis(scale, bottom, options),
  ];
  let top = TOP;
  for (const lane of lanes) {
    drawn.push(...drawLane(lane, top, options));
    top += lane.height;
  }
  return svgElement(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'font-family': font,
      'font-size': FONT,
    },
    svgText('title', {}, options.title) + svgText('desc', {}, options.description) + drawn.join(''),
  );
}

interface Scale {
  readonly from: number;
  readonly to: number;
  /** Milliseconds of a pixel. */
  readonly step: number;
  readonly x: (at: number) => number;
}

/** The first event stands at the beginning, the last one so that its text has room. */
function scaleOf(events: readonly DrawnEvent[], width: number): Scale {
  const room = Math.max(1, width - NAME - RIGHT - LABEL * 0.75);
  const from = events[0]?.at ?? 0;
  const length = Math.max(1, (events.at(-1)?.at ?? from) - from);
  const step = length / room;
  return {
    from,
    to: from + step * (width - NAME - RIGHT),
    step,
    x: at => Math.round((NAME + (at - from) / step) * 10) / 10,
  };
}

/** In the order of their first events; the incident's own first. */
function lanesOf(events: readonly DrawnEvent[], incident: string): [string, DrawnEvent[]][] {
  const lanes = Map.groupBy(events, ({ source }) => source);
  const own = lanes.get(null) ?? [];
  lanes.delete(null);
  const named = [...lanes].map(([name, events]): [string, DrawnEvent[]] => [name ?? incident, events]);
  const rest = named.slice(LANES - 1).flatMap(([, events]) => events);
  return [
    ...(own.length > 0 ? [[incident, own] as [string, DrawnEvent[]]] : []),
    ...named.slice(0, LANES - 1),
    ...(rest.length > 0 ? [['…', rest.sort((a, b) => a.at - b.at)] as [string, DrawnEvent[]]] : []),
  ];
}

function layLane(name: string, events: readonly DrawnEvent[], scale: Scale, options: TimelineOptions): Lane {
  const clusters = clustersOf(
    events.map(({ at }) => at),
    (MARK + 5) * scale.step,
  );
  const right = options.width - RIGHT;
  const marks = clusters.flatMap(({ first, last, at }) => {
    const event = events[first];
    if (!event) return [];
    const count = last - first + 1;
    const x = scale.x(at);
    const text = count === 1 ? onOneLine(event.description) : options.several(count);
    const kind = weightiest(events.slice(first, last + 1).map(({ event_type }) => event_type));
    return [{ x, count, kind, label: fitted(text, Math.min(LABEL, right - x), FONT) }];
  });
  const rows = rowsOf(
    marks.map(({ x, label }) => ({ x, width: textWidth(label, FONT) })),
    ROWS,
  );
  const used = Math.max(0, ...rows.map(row => (row ?? -1) + 1));
  return {
    name,
    marks: marks.map((mark, at) => ({ ...mark, row: rows[at] })),
    height: MARK + 12 + used * ROW + 8,
  };
}

function drawLane({ name, marks, height }: Lane, top: number, options: TimelineOptions): string[] {
  const { colours, width } = options;
  const middle = top + 6 + MARK / 2;
  const baseline = (row: number) => top + MARK + 12 + row * ROW + FONT - 2;
  return [
    svgElement('line', {
      x1: NAME,
      x2: width - RIGHT,
      y1: middle,
      y2: middle,
      stroke: colours.line,
      'stroke-width': 1,
    }),
    svgText(
      'text',
      { x: NAME - 14, y: middle + FONT / 3, fill: colours.text, 'text-anchor': 'end', 'font-weight': 'bold' },
      fitted(onOneLine(name), NAME - 22, FONT),
    ),
    ...marks.flatMap(({ x, row }) =>
      row === undefined
        ? []
        : [
            svgElement('line', {
              x1: x,
              x2: x,
              y1: middle,
              y2: baseline(row),
              stroke: colours.line,
              'stroke-width': 1,
            }),
          ],
    ),
    ...marks.flatMap(({ x, kind, count, label, row }) => [
      svgElement('path', {
        d: markPath(kind, MARK),
        transform: `translate(${x} ${middle})`,
        fill: colours.marks[kind],
        stroke: colours.background,
        'stroke-width': 1,
      }),
      // Several events at one place: a ring around the mark.
      ...(count > 1
        ? [
            svgElement('circle', {
              cx: x,
              cy: middle,
              r: MARK / 2 + 2.5,
              fill: 'none',
              stroke: colours.marks[kind],
              'stroke-width': 1.2,
            }),
          ]
        : []),
      ...(row === undefined
        ? []
        : [svgText('text', { x: x + 3, y: baseline(row), fill: colours.text }, label)]),
    ]),
    svgElement('line', {
      x1: 12,
      x2: width - RIGHT,
      y1: top + height,
      y2: top + height,
      stroke: colours.line,
      'stroke-width': 0.5,
    }),
  ];
}

function axis({ from, to, x }: Scale, bottom: number, options: TimelineOptions): string[] {
  const { colours, width, clock } = options;
  const ticks = ticksOf(from, to, Math.floor((width - NAME - RIGHT) / BETWEEN_TICKS), clock);
  return [
    ...ticks.flatMap(({ at, label, day }) => [
      svgElement('line', {
        x1: x(at),
        x2: x(at),
        y1: TOP,
        y2: bottom + 4,
        stroke: colours.line,
        'stroke-width': 0.5,
      }),
      tickLabel(label, x(at), bottom + 16, options),
      ...(day === null ? [] : [tickLabel(day, x(at), bottom + 29, options)]),
    ]),
    svgText(
      'text',
      { x: NAME - 14, y: bottom + 16, fill: colours.muted, 'text-anchor': 'end' },
      fitted(options.axis, NAME - 22, FONT),
    ),
  ];
}

/** It goes over neither the zone before nor the end. */
function tickLabel(text: string, x: number, y: number, { colours, width }: TimelineOptions): string {
  const middle = middleOf(text, FONT, x, NAME - 6, width);
  return svgText('text', { x: middle, y, fill: colours.muted, 'text-anchor': 'middle' }, text);
}
