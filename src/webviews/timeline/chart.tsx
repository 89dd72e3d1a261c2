/** The chart: lanes, a mark for each event or for several, and what a person does with pointer and keys. */
import type { JSX, TargetedKeyboardEvent, TargetedMouseEvent, TargetedPointerEvent } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ShownTimes } from '../../timeline/index.js';
import { type Flag, Head } from './head.js';
import { Clusters, type Events, firstFrom, idAt, type Lane, placeOf } from './lanes.js';
import { labelled, LaneRow, marksOf } from './marks.js';
import type { LogVolume, Strings } from './protocol.js';
import type { RowCache } from './rows.js';
import { scaleOf, SIZES } from './scale.js';
import { containing, everything, moved, stepOf, type View, zoomed } from './view.js';

export interface ChartProps {
  readonly strings: Strings;
  readonly times: ShownTimes;
  readonly events: Events;
  readonly lanes: readonly Lane[];
  readonly view: View;
  readonly setView: (change: (view: View) => View) => void;
  readonly selected: number | undefined;
  readonly select: (place: number) => void;
  readonly rows: RowCache;
  /** Has the words of these events read. */
  readonly want: (ids: readonly string[]) => void;
  readonly volumes: readonly LogVolume[];
  readonly flags: readonly Flag[];
  readonly move: (place: number, at: number) => void;
  readonly add: (at: number, source: string | null) => void;
  readonly edit: () => void;
  readonly remove: () => void;
  /** What is said of the selected event. */
  readonly said: string;
}

/** A drag of so many pixels is none. */
const STILL = 4;
/** An event that keys move is kept where it is when they rest for so long. */
const REST_MS = 700;

type Drag =
  | { readonly kind: 'pan'; readonly x: number; readonly view: View }
  | { readonly kind: 'move'; readonly x: number; readonly id: string; readonly at: number };

/** An event while it is moved, by its id: others may come before it meanwhile. */
interface Held {
  readonly id: string;
  readonly at: number;
}

export function Chart(props: ChartProps): JSX.Element {
  const { strings, times, events, lanes, view, setView, selected, select, rows, want } = props;
  const box = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height, top, setTop } = useSize(box, scroller);
  const scale = scaleOf(view, width);
  const clusters = useMemo(() => lanes.map(lane => new Clusters(lane)), [lanes]);
  const [held, setHeld] = useState<Held>();
  const ghost = useMemo(() => {
    const place = held && placeOf(events, held.id);
    return held && place !== undefined ? { place, at: held.at } : undefined;
  }, [held, events]);
  const drag = useRef<Drag | undefined>(undefined);

  const firstLane = Math.max(0, Math.floor(top / SIZES.lane) - 1);
  const lastLane = Math.min(lanes.length, Math.ceil((top + height) / SIZES.lane) + 1);
  const drawn = lanes.slice(firstLane, lastLane).flatMap((lane, number) => {
    const own = clusters[firstLane + number];
    return own ? [{ lane, place: firstLane + number, marks: marksOf(events, lane, own, scale) }] : [];
  });
  useEffect(() => {
    const timer = setTimeout(() => want(drawn.flatMap(({ marks }) => labelled(events, marks))), 60);
    return () => clearTimeout(timer);
  }, [events, view.from, view.to, width, firstLane, lastLane]);

  useWheel(box, scale.at, setView);
  const keep = useRef<() => void>(() => {});
  keep.current = () => {
    if (ghost) props.move(ghost.place, ghost.at);
    setHeld(undefined);
  };
  useEffect(() => {
    if (!held || drag.current) return;
    const timer = setTimeout(() => keep.current(), REST_MS);
    return () => clearTimeout(timer);
  }, [held]);

  const go = (place: number) => {
    if (place < 0 || place >= events.at.length) return;
    select(place);
    setView(now => containing(now, events.at[place] ?? 0));
  };
  const laneOf = (place: number | undefined) =>
    lanes.findIndex(lane => {
      if (place === undefined) return false;
      const found = firstFrom(lane.places.length, at => lane.places[at] ?? 0, place);
      return lane.places[found] === place;
    });
  const toLane = (by: 1 | -1) => {
    const from = laneOf(selected);
    const lane = lanes[from === -1 ? 0 : from + by];
    if (!lane) return;
    const at = events.at[selected ?? 0] ?? 0;
    const next = Math.min(
      lane.times.length - 1,
      firstFrom(lane.times.length, place => lane.times[place] ?? 0, at),
    );
    go(lane.places[next] ?? 0);
    const row = lanes.indexOf(lane) * SIZES.lane;
    if (scroller.current && (row < top || row + SIZES.lane > top + height)) scroller.current.scrollTop = row;
  };
  const push = (by: number) => {
    if (selected === undefined) return;
    const from = ghost?.place === selected ? ghost.at : (events.at[selected] ?? 0);
    setHeld({ id: idAt(events, selected), at: from + by });
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const step = stepOf(view);
    const back = event.key === 'ArrowLeft' ? -1 : 1;
    const isAcross = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    if (isAcross && event.altKey) push(back * (event.shiftKey ? 10 * step : step));
    else if (isAcross && event.shiftKey) setView(now => moved(now, back * 0.2));
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (isAcross) go(selected === undefined ? 0 : selected + back);
    else if (event.key === 'ArrowDown') toLane(1);
    else if (event.key === 'ArrowUp') toLane(-1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(events.at.length - 1);
    else if (event.key === '+' || event.key === '=') setView(now => zoomed(now, 1 / 1.6, anchor(now)));
    else if (event.key === '-') setView(now => zoomed(now, 1.6, anchor(now)));
    else if (event.key === '0') setView(() => everything(events.at));
    else if (event.key === 'Enter') {
      if (ghost) keep.current();
      else props.edit();
    } else if (event.key === 'Delete') props.remove();
    else if (event.key === 'Escape' && ghost) setHeld(undefined);
    else return;
    event.preventDefault();
    // VS Code would take Alt with an arrow for going back.
    event.stopPropagation();
  };
  /** What is zoomed stays around the selected event, where it is to be seen. */
  const anchor = (now: View) => {
    const at = selected === undefined ? undefined : events.at[selected];
    return at !== undefined && at >= now.from && at <= now.to ? at : undefined;
  };

  const placeAt = (event: TargetedMouseEvent<HTMLElement>) => {
    const bounds = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
  };
  const onPointerDown = (event: TargetedPointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const { x } = placeAt(event);
    const mark = event.target instanceof Element ? event.target.closest<SVGElement>('[data-place]') : null;
    const place = Number(mark?.dataset['place']);
    if (mark && mark.dataset['count'] !== '1') return open(place, Number(mark.dataset['last']));
    drag.current = { kind: 'pan', x, view };
    if (mark) {
      select(place);
      drag.current = { kind: 'move', x, id: idAt(events, place), at: events.at[place] ?? 0 };
    }
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: TargetedPointerEvent<HTMLElement>) => {
    const now = drag.current;
    if (!now) return;
    const by = placeAt(event).x - now.x;
    if (now.kind === 'pan') return setView(() => moved(now.view, -by / (width - SIZES.name - SIZES.right)));
    if (Math.abs(by) >= STILL || ghost) setHeld({ id: now.id, at: Math.round(now.at + by * scale.step) });
  };
  const onPointerUp = () => {
    const was = drag.current;
    drag.current = undefined;
    if (was?.kind === 'move') keep.current();
  };
  /** What lies under one mark is spread out, or gone into one by one. */
  const open = (first: number, last: number) => {
    const [from = 0, to = 0] = [events.at[first], events.at[last]];
    select(first);
    if (to - from > 1) setView(() => ({ from: from - (to - from) * 0.15, to: to + (to - from) * 0.25 }));
  };
  const onDblClick = (event: TargetedMouseEvent<HTMLElement>) => {
    const { x, y } = placeAt(event);
    if (x < SIZES.name || (event.target instanceof Element && event.target.closest('[data-place]'))) return;
    props.add(scale.at(x), lanes[Math.floor(y / SIZES.lane)]?.name ?? null);
  };

  return (
    <div
      ref={box}
      id="chart"
      class="chart"
      role="application"
      tabIndex={0}
      aria-label={strings.chart}
      aria-describedby="chart-help"
      onKeyDown={onKeyDown}
    >
      <p id="chart-help" class="hidden">
        {strings.chartHelp}
      </p>
      <p class="hidden" role="status">
        {ghost ? strings.moved.replace('{0}', times.full(ghost.at)) : props.said}
      </p>
      <Head {...{ strings, times, scale }} volumes={props.volumes} flags={props.flags} />
      {ghost && (
        <div
          class="moving-time"
          style={{ left: `${Math.max(0, Math.min(width - 170, scale.x(ghost.at) - 80))}px` }}
        >
          {times.full(ghost.at)}
        </div>
      )}
      <div
        class="lanes"
        ref={scroller}
        // What can be scrolled can be reached by keyboard.
        tabIndex={lanes.length * SIZES.lane > height ? 0 : -1}
        role="group"
        aria-label={strings.chart}
        onScroll={event => setTop(event.currentTarget.scrollTop)}
      >
        <div
          class={ghost ? 'ground moving' : 'ground'}
          style={{ height: `${lanes.length * SIZES.lane}px` }}
          {...{ onPointerDown, onPointerMove, onPointerUp, onDblClick }}
          onPointerCancel={() => {
            drag.current = undefined;
            setHeld(undefined);
          }}
        >
          <svg width={width} height={lanes.length * SIZES.lane} aria-hidden="true">
            {drawn.map(({ lane, place, marks }) => (
              <LaneRow
                key={place}
                top={place * SIZES.lane}
                {...{ strings, events, lane, marks, scale, rows, selected, ghost }}
              />
            ))}
            {props.flags.map(({ at, name }) =>
              at < view.from || at > view.to ? null : (
                <line
                  key={`${name} ${at}`}
                  class="flag-line"
                  x1={scale.x(at)}
                  x2={scale.x(at)}
                  y2={lanes.length * SIZES.lane}
                />
              ),
            )}
          </svg>
        </div>
      </div>
    </div>
  );
}

/** The size of the chart, and how far its lanes are scrolled, in pixels. */
function useSize(box: { current: HTMLElement | null }, scroller: { current: HTMLElement | null }) {
  const [size, setSize] = useState({ width: 800, height: 400 });
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () =>
      setSize({ width: element.clientWidth, height: scroller.current?.clientHeight ?? 400 });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    if (scroller.current) observer.observe(scroller.current);
    measure();
    return () => observer.disconnect();
  }, []);
  return { ...size, top, setTop };
}

/** The wheel zooms with Ctrl and moves along with Shift; alone it goes from lane to lane. */
function useWheel(
  box: { current: HTMLElement | null },
  at: (x: number) => number,
  setView: ChartProps['setView'],
): void {
  const turned = useRef<(event: WheelEvent) => void>(() => {});
  turned.current = event => {
    const across = event.shiftKey ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      const left = box.current?.getBoundingClientRect().left ?? 0;
      const around = at(event.clientX - left);
      setView(now => zoomed(now, Math.exp(Math.max(-1, Math.min(1, event.deltaY / 300))), around));
    } else if (across !== 0) setView(now => moved(now, across / 1000));
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    const element = box.current;
    const listener = (event: WheelEvent) => turned.current(event);
    // A listener that may keep the page from scrolling has to say so.
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, []);
}
