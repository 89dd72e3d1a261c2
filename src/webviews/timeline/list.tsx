/** The same events as a table, of which only the rows that are to be seen exist. */
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { markKind, onOneLine, type ShownTimes } from '../../timeline/index.js';
import { type Events, idAt } from './lanes.js';
import type { Row, Strings } from './protocol.js';
import type { RowCache } from './rows.js';

/** Pixels of a row, and rows read above and below. */
const ROW = 26;
const AROUND = 15;

export interface ListProps {
  readonly strings: Strings;
  readonly times: ShownTimes;
  readonly events: Events;
  readonly rows: RowCache;
  readonly selected: number | undefined;
  readonly select: (place: number) => void;
  readonly edit: () => void;
  readonly remove: () => void;
  readonly want: (ids: readonly string[]) => void;
}

export function List(props: ListProps): JSX.Element {
  const { strings, events, selected, select, want } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(300);
  const count = events.at.length;
  const first = Math.max(0, Math.floor(top / ROW) - AROUND);
  const last = Math.min(count, Math.ceil((top + height) / ROW) + AROUND);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const ids = Array.from({ length: last - first }, (_, at) => idAt(events, first + at));
    // Not for each row that is scrolled by.
    const timer = setTimeout(() => want(ids), 40);
    return () => clearTimeout(timer);
  }, [events, first, last]);
  useEffect(() => {
    const element = scroller.current;
    if (!element || selected === undefined) return;
    const row = selected * ROW;
    const shown = element.clientHeight - ROW;
    if (row < element.scrollTop) element.scrollTop = row;
    else if (row + ROW > element.scrollTop + shown) element.scrollTop = row + ROW - shown;
  }, [selected, events]);

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(height / ROW) - 2);
    const now = selected ?? -1;
    const to: Record<string, number> = {
      ArrowDown: now + 1,
      ArrowUp: now - 1,
      PageDown: now + page,
      PageUp: now - page,
      Home: 0,
      End: count - 1,
    };
    const row = to[event.key];
    if (row !== undefined) select(Math.max(0, Math.min(count - 1, row)));
    else if (event.key === 'Enter') props.edit();
    else if (event.key === 'Delete') props.remove();
    else return;
    event.preventDefault();
  };

  const isDrawn = selected !== undefined && selected >= first && selected < last;
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  return (
    <div
      ref={scroller}
      id="list"
      class="list"
      role="grid"
      tabIndex={0}
      aria-label={strings.list}
      aria-rowcount={count + 1}
      {...(isDrawn && { 'aria-activedescendant': `row-${selected}` })}
      onKeyDown={onKeyDown}
      onScroll={event => setTop(event.currentTarget.scrollTop)}
    >
      <div class="row header" role="row" aria-rowindex={1}>
        {HEADERS.map(header => (
          <span key={header} class={`cell ${header}`} role="columnheader">
            {strings[header]}
          </span>
        ))}
      </div>
      <div role="rowgroup" class="rows" style={{ height: `${count * ROW}px` }}>
        {shown.map(place => (
          <ListRow key={place} {...props} place={place} row={props.rows.get(idAt(events, place))} />
        ))}
      </div>
    </div>
  );
}

const HEADERS = ['time', 'type', 'description', 'source', 'tags', 'evidence'] as const;

interface RowProps extends ListProps {
  readonly place: number;
  readonly row: Row | undefined;
}

function ListRow({ strings, times, events, place, row, selected, select, edit }: RowProps): JSX.Element {
  const type = events.types[place] ?? 0;
  const source = events.sourceNames[events.sources[place] ?? 0];
  const broken = row?.refs.some(ref => ref.broken !== '');
  return (
    <div
      id={`row-${place}`}
      class={place === selected ? 'row selected' : 'row'}
      role="row"
      aria-rowindex={place + 2}
      aria-selected={place === selected}
      style={{ top: `${place * ROW}px` }}
      onMouseDown={() => select(place)}
      onDblClick={edit}
    >
      <span class="cell time" role="gridcell">
        {times.text(events.at[place] ?? 0)}
      </span>
      <span class="cell type" role="gridcell">
        <i class={`dot ${markKind(events.typeNames[type] ?? '')}`} aria-hidden="true" />
        {events.typeLabels[type]}
      </span>
      <span class="cell description" role="gridcell">
        {row ? onOneLine(row.description) : '…'}
      </span>
      <span class="cell source" role="gridcell">
        {source ?? strings.incident}
      </span>
      <span class="cell tags" role="gridcell">
        {row?.tags?.map(tag => (
          <span key={tag} class="tag">
            {tag}
          </span>
        ))}
      </span>
      <span class="cell evidence" role="gridcell">
        {row && row.refs.length > 0 && (
          <span
            class={broken ? 'broken' : ''}
            title={row.refs.map(ref => `${ref.label} ${ref.broken}`).join('\n')}
          >
            <i class={`codicon codicon-${broken ? 'error' : 'link'}`} aria-hidden="true" />{' '}
            {row.refs[0]?.label}
            {row.refs.length > 1 && ` +${row.refs.length - 1}`}
          </span>
        )}
      </span>
    </div>
  );
}
