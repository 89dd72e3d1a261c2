/** The lines that are to be seen, as a list box: one row is the cursor, a run of rows is selected. */
import type { JSX, TargetedKeyboardEvent, TargetedWheelEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { levelOf } from '../../timeline/index.js';
import type { LineCache } from './lines.js';
import { stateOf } from './findingBar.js';
import type { FindingsOfLog } from './findings.js';
import { marked, type MarkedPiece, pieces } from './matches.js';
import type { Strings } from './protocol.js';

/** The tallest that browsers draw faithfully; a longer list scrolls in proportion. */
const TALLEST = 5_000_000;

export interface Selection {
  /** Where it began, and the row of the cursor: places in the list, from 0. */
  readonly anchor: number;
  readonly cursor: number;
}

export interface ListProps {
  readonly strings: Strings;
  /** How many rows the list has, and the number of the line in each. */
  readonly rows: number;
  readonly numberOf: (row: number) => number;
  /** Of the highest line number. */
  readonly digits: number;
  readonly cache: LineCache;
  readonly top: number;
  readonly visible: number;
  readonly lineHeight: number;
  readonly wrap: boolean;
  readonly expression: RegExp | undefined;
  readonly findings: FindingsOfLog;
  readonly selection: Selection;
  readonly scrollTo: (top: number) => void;
  readonly select: (row: number, extend: boolean) => void;
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
}

export function List(props: ListProps): JSX.Element {
  const { rows, top, visible, lineHeight, wrap, selection, scrollTo, strings } = props;
  const shown = Array.from({ length: Math.max(0, Math.min(visible + 1, rows - top)) }, (_, at) => top + at);
  const turned = useRef(0);
  const onWheel = (event: TargetedWheelEvent<HTMLElement>) => {
    if (event.deltaY === 0) return;
    turned.current += event.deltaMode === 1 ? event.deltaY : event.deltaY / lineHeight;
    const whole = Math.trunc(turned.current);
    turned.current -= whole;
    scrollTo(top + whole);
  };
  const inList = selection.cursor >= top && selection.cursor <= top + visible;
  return (
    <div class="view">
      <div
        id="lines"
        class={wrap ? 'lines wrap' : 'lines'}
        role="listbox"
        tabIndex={0}
        aria-multiselectable="true"
        aria-label={strings.lines}
        {...(inList && rows > 0 && { 'aria-activedescendant': `row-${selection.cursor}` })}
        onWheel={onWheel}
        onKeyDown={props.onKeyDown}
      >
        {shown.map(row => (
          <Row key={row} row={row} {...props} />
        ))}
      </div>
      <ScrollBar {...props} />
    </div>
  );
}

function Row({ row, ...props }: ListProps & { readonly row: number }): JSX.Element {
  const { numberOf, digits, cache, expression, selection, select, lineHeight, wrap, rows } = props;
  const number = numberOf(row);
  const line = cache.get(number);
  const marks = props.findings.on(number);
  const selected =
    row >= Math.min(selection.anchor, selection.cursor) &&
    row <= Math.max(selection.anchor, selection.cursor);
  const cut = line && line.length > line.text.length ? ` … +${line.length - line.text.length}` : '';
  const classes = [
    'row',
    line && levelOf(line.text),
    selected && 'selected',
    row === selection.cursor && 'cursor',
  ];
  return (
    <div
      id={`row-${row}`}
      class={classes.filter(Boolean).join(' ')}
      role="option"
      aria-selected={selected}
      aria-posinset={row + 1}
      aria-setsize={rows}
      {...(marks.length > 0 && {
        'aria-description': marks
          .map(({ finding }) => `${finding.label}: ${stateOf(finding, props.strings)}`)
          .join(' '),
      })}
      style={wrap ? { minHeight: `${lineHeight}px` } : { height: `${lineHeight}px` }}
      onMouseDown={event => select(row, event.shiftKey)}
    >
      <span class="number" aria-hidden="true" style={{ minWidth: `${digits + 3}ch` }}>
        {number}
      </span>
      <span class="text">
        {line ? marked(pieces(line.text, expression), marks).map(piece => pieceOf(piece, props)) : '…'}
        {cut && <em>{cut}</em>}
      </span>
    </div>
  );
}

/** What a finding is stands in its title, and for its menu, its id. */
function pieceOf({ text, match, finding }: MarkedPiece, { findings, strings }: ListProps) {
  const content = match ? <mark>{text}</mark> : text;
  if (!finding) return content;
  const classes = [
    'finding',
    finding.look,
    finding.decision,
    finding.id === findings.current?.id && 'current',
  ];
  return (
    <span
      class={classes.filter(Boolean).join(' ')}
      title={`${finding.label}\n${finding.about}\n${stateOf(finding, strings)}`}
      data-vscode-context={JSON.stringify({ webviewSection: 'finding', finding: finding.id })}
      onMouseDown={() => findings.enter(finding)}
    >
      {content}
    </span>
  );
}

/** A native scroll bar whose place follows the list, and the list follows it. */
function ScrollBar({ rows, top, visible, lineHeight, scrollTo }: ListProps): JSX.Element {
  const bar = useRef<HTMLDivElement>(null);
  const height = Math.min(rows * lineHeight, TALLEST);
  const last = Math.max(0, rows - visible);
  const placed = useRef(0);
  useLayoutEffect(() => {
    const element = bar.current;
    if (!element) return;
    element.scrollTop = last === 0 ? 0 : (top / last) * (element.scrollHeight - element.clientHeight);
    placed.current = element.scrollTop;
  }, [top, last, height]);
  const onScroll = () => {
    const element = bar.current;
    // What we placed ourselves comes back as an event too.
    if (!element || Math.abs(element.scrollTop - placed.current) < 1) return;
    placed.current = element.scrollTop;
    scrollTo(Math.round((element.scrollTop / (element.scrollHeight - element.clientHeight)) * last));
  };
  useEffect(() => {
    bar.current?.addEventListener('scroll', onScroll);
    return () => bar.current?.removeEventListener('scroll', onScroll);
  });
  return (
    <div class="scrollbar" ref={bar} aria-hidden="true" tabIndex={-1}>
      <div style={{ height: `${height}px` }} />
    </div>
  );
}
