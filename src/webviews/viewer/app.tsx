/** The viewer of a large log: it holds what is near the eye, and asks for the rest. */
import { render, type JSX, type TargetedKeyboardEvent } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import '@vscode/codicons/dist/codicon.css';
import { ask, listen } from '../ask.js';
import { FindingBar } from './findingBar.js';
import { useFindings } from './findings.js';
import { LineCache } from './lines.js';
import { List, type Selection } from './list.js';
import { typed } from './matches.js';
import type { Event, Query, Ready, ShownFinding } from './protocol.js';
import { runs } from './runs.js';
import { Toolbar } from './toolbar.js';
import { useSearch } from './search.js';
import './viewer.css';

/** Rows asked for above and below those that are to be seen. */
const AROUND = 50;

function Viewer({ ready }: { readonly ready: Ready }): JSX.Element {
  const { strings } = ready;
  const [, redraw] = useState(0);
  const [notice, setNotice] = useState('');
  const cache = useMemo(() => new LineCache(() => redraw(count => count + 1), setNotice), []);
  const [top, setTop] = useState(0);
  const [selection, setSelection] = useState<Selection>({ anchor: 0, cursor: 0 });
  const [wrap, setWrap] = useState(false);
  const [filter, setFilter] = useState(false);
  const [query, setQuery] = useState<Query>({
    pattern: '',
    isRegex: false,
    matchCase: false,
    wholeWord: false,
  });
  const search = useSearch(query, strings);
  const findings = useFindings();
  const wanted = useRef<string | undefined>(undefined);
  const { height, lineHeight } = useMeasures(findings.listed === 0 ? 1 : 2);
  const visible = Math.max(1, Math.floor(height / lineHeight));

  const filtered = filter && query.pattern !== '';
  const rows = filtered ? search.lines.length : ready.lines;
  const numberOf = useCallback(
    (row: number) => (filtered ? (search.lines[row] ?? 0) : row + 1),
    [filtered, search.lines],
  );
  const lastTop = Math.max(0, rows - (wrap ? 1 : visible));
  const scrollTo = useCallback((row: number) => setTop(Math.max(0, Math.min(lastTop, row))), [lastTop]);

  const reveal = (first: number, last: number) => {
    const row = filtered ? rowOf(search.lines, first) : Math.min(first, ready.lines) - 1;
    setSelection({ anchor: row, cursor: Math.min(rows - 1, row + last - first) });
    setTop(Math.max(0, Math.min(lastTop, row - Math.floor(visible / 3))));
  };
  const select = (row: number, extend: boolean) => {
    const cursor = Math.max(0, Math.min(rows - 1, row));
    setSelection(({ anchor }) => ({ anchor: extend ? anchor : cursor, cursor }));
    if (cursor < top) scrollTo(cursor);
    else if (cursor >= top + visible) scrollTo(cursor - visible + 1);
  };
  const range = () => {
    const [first, last] = [selection.anchor, selection.cursor].sort((a, b) => a - b);
    return { first: numberOf(first ?? 0), last: numberOf(last ?? 0) };
  };
  const tell = (work: Promise<unknown>) =>
    void work.then(
      () => setNotice(''),
      (error: unknown) => setNotice(String(error)),
    );
  const selected = () => {
    const [from = 0, to = 0] = [selection.anchor, selection.cursor].sort((a, b) => a - b);
    // What the filter hides was not selected.
    return { runs: filtered ? runs(search.lines.slice(from, to + 1)) : [range()] };
  };
  const copy = () => tell(ask('copy', selected()));
  const copyRedacted = () => tell(ask('copyRedacted', selected()));
  const copyLink = () => tell(ask('copyLink', range()));
  const addToTimeline = () => tell(ask('addToTimeline', range()));
  const step = (by: 1 | -1) => {
    const line = search.next(numberOf(selection.cursor), by);
    if (line !== undefined) reveal(line, line);
  };

  const goToFinding = (finding: ShownFinding | undefined) => {
    if (!finding) return setNotice(strings.noneWaits);
    setNotice('');
    // A line that the filter hides would not be there to go to.
    if (filtered && !search.lines.includes(finding.line)) setFilter(false);
    findings.enter(finding);
    reveal(finding.line, finding.line);
  };
  const stepFinding = (by: 1 | -1) => goToFinding(findings.next(numberOf(selection.cursor), by));
  const showWanted = () => {
    const finding = wanted.current === undefined ? undefined : findings.byId(wanted.current);
    if (!finding) return;
    wanted.current = undefined;
    goToFinding(finding);
  };

  useEffect(() => {
    if (ready.range) reveal(ready.range.first, ready.range.last);
    document.getElementById('lines')?.focus();
  }, []);
  useEffect(() => setTop(now => Math.min(now, lastTop)), [lastTop]);
  useEffect(() => {
    const from = Math.max(0, top - AROUND);
    const to = Math.min(rows, top + visible + AROUND);
    cache.want(Array.from({ length: Math.max(0, to - from) }, (_, at) => numberOf(from + at)));
  }, [top, visible, rows, numberOf]);
  useEffect(showWanted, [findings.listed]);
  // A line may be longer than the window is wide.
  useEffect(
    () => document.querySelector('.finding.current')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    [findings.current?.id, top],
  );
  // A finding on the line of the cursor is the one that commands mean.
  useEffect(() => {
    const line = numberOf(selection.cursor);
    if (findings.current?.line === line) return;
    const marks = findings.on(line);
    findings.enter((marks.find(({ finding }) => finding.decision === null) ?? marks[0])?.finding);
  }, [selection.cursor, findings.listed]);
  const told = useRef<(event: Event) => void>(() => {});
  told.current = event => {
    if (event.type === 'reveal') reveal(event.first, event.last);
    else if (event.type === 'focus') focus(event.field);
    else if (event.type === 'copyLink') copyLink();
    else if (event.type === 'copyRedacted') copyRedacted();
    else if (event.type === 'addToWhy') tell(ask('addToWhy', range()));
    else if (event.type === 'addToTimeline') addToTimeline();
    else if (event.type === 'findings') findings.heard(event);
    else if (event.type === 'finding') stepFinding(event.by);
    else if (event.type === 'showFinding') {
      wanted.current = event.id;
      showWanted();
    } else search.heard(event);
  };
  useEffect(() => listen((event: Event) => told.current(event)), []);

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const page = visible - 1;
    const to: Record<string, number> = {
      ArrowDown: selection.cursor + 1,
      ArrowUp: selection.cursor - 1,
      PageDown: selection.cursor + page,
      PageUp: selection.cursor - page,
      Home: 0,
      End: rows - 1,
    };
    const row = to[event.key];
    if (row !== undefined) {
      select(row, event.shiftKey);
      event.preventDefault();
    } else if ((event.ctrlKey || event.metaKey) && event.key === 'c' && document.getSelection()?.isCollapsed)
      copy();
  };

  const expression = typed(query);
  const wrong = expression && 'wrong' in expression ? expression.wrong : undefined;
  return (
    <>
      <Toolbar
        {...{
          strings,
          query,
          filter,
          wrap,
          setFilter,
          setWrap,
          step,
          copy,
          copyRedacted,
          copyLink,
          addToTimeline,
        }}
        status={notice || wrong || search.status}
        change={setQuery}
        goTo={line => {
          setFilter(false);
          reveal(line, line);
          focus('lines');
        }}
        leave={() => focus('lines')}
      />
      <FindingBar {...{ strings, findings }} step={stepFinding} failed={setNotice} />
      <List
        {...{
          findings,
          strings,
          rows,
          numberOf,
          digits: String(ready.lines).length,
          cache,
          top,
          visible,
          lineHeight,
          wrap,
          selection,
          scrollTo,
          select,
          onKeyDown,
        }}
        expression={expression instanceof RegExp ? expression : undefined}
      />
    </>
  );
}

/** The first row whose line is not before the given one. */
function rowOf(lines: readonly number[], line: number): number {
  const row = lines.findIndex(other => other >= line);
  return row === -1 ? Math.max(0, lines.length - 1) : row;
}

function focus(id: string): void {
  const element = document.getElementById(id);
  element?.focus();
  if (element instanceof HTMLInputElement) element.select();
}

/** The height of the list and of one line, in pixels; read again when the window or the font changes. */
function useMeasures(bars: number): { height: number; lineHeight: number } {
  const read = () => {
    const size = Number.parseFloat(getComputedStyle(document.body).fontSize) || 14;
    const toolbar = [...document.querySelectorAll('.toolbar')].reduce(
      (sum, { clientHeight }) => sum + clientHeight,
      0,
    );
    return { height: Math.max(100, window.innerHeight - toolbar), lineHeight: Math.ceil(size * 1.5) };
  };
  const [measures, setMeasures] = useState(read);
  useEffect(() => {
    const update = () => setMeasures(read());
    update();
    window.addEventListener('resize', update);
    return () => window.removeEventListener('resize', update);
  }, [bars]);
  return measures;
}

const page = document.getElementById('page');
if (page) void ask<Ready>('ready', {}).then(ready => render(<Viewer ready={ready} />, page));
