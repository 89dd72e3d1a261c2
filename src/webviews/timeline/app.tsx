/** The timeline of an incident: its metrics, a chart of its events beside the lines of its logs, and the same as a list. */
import { type JSX, render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import '@vscode/codicons/dist/codicon.css';
import { metricsOf, type Milestone, MILESTONES, ShownTimes } from '../../timeline/index.js';
import { ask, listen } from '../ask.js';
import { Chart } from './chart.js';
import { useData } from './data.js';
import { Details } from './details.js';
import { Edits } from './edits.js';
import { useEditing } from './editing.js';
import { idAt, lanesOf, placeOf } from './lanes.js';
import { List } from './list.js';
import { MetricCards } from './metrics.js';
import { NotOpen } from './nothing.js';
import type { Event, Filter, Ready } from './protocol.js';
import { type Names, Toolbar } from './toolbar.js';
import { containing, everything, incidentItself, type View, zoomed } from './view.js';
import '../page.css';
import './timeline.css';

const ALL: Filter = { text: '', type: null, source: null, tag: null };
/** A filter works when a person stops typing for so long. */
const PAUSE_MS = 150;

function Timeline({ ready }: { readonly ready: Ready }): JSX.Element {
  const { strings } = ready;
  const [zone, setZone] = useState(ready.zone);
  const times = useMemo(() => new ShownTimes(zone), [zone]);
  const [filter, setFilter] = useState(ALL);
  const data = useData(useRest(filter));
  const { index, summary, rows } = data;
  const events = index.store === 'open' ? index : undefined;
  const lanes = useMemo(() => (events ? lanesOf(events) : []), [events]);
  const [view, setView] = useState<View>();
  const [selectedId, setSelectedId] = useState(ready.selected);
  const led = useRef(ready.selected);
  const [status, setStatus] = useState('');
  const [, redraw] = useState(0);
  const edits = useMemo(() => new Edits(ask, () => redraw(count => count + 1)), []);
  const names = useNames(events);

  const selected = useMemo(
    () => (events && selectedId !== undefined ? placeOf(events, selectedId) : undefined),
    [events, selectedId],
  );
  const row = selectedId === undefined || selected === undefined ? undefined : rows.get(selectedId);
  const select = (place: number) => {
    if (events) setSelectedId(idAt(events, place));
    setStatus('');
  };
  const show = (at: number) => setView(now => now && containing(now, at));

  useEffect(() => {
    if (!events) {
      setView(undefined);
      edits.clear();
    } else if (!view && events.at.length > 0) setView(incidentItself(events));
    lead(led.current);
    if (events) requestAnimationFrame(() => performance.mark('shown'));
  }, [events]);
  useEffect(() => data.want('details', selectedId === undefined ? [] : [selectedId]), [events, selectedId]);

  /** Shows an event that the person chose elsewhere. */
  const lead = (id: string | undefined) => {
    led.current = id;
    if (!events || id === undefined) return;
    const place = placeOf(events, id);
    if (place === undefined) return;
    led.current = undefined;
    setSelectedId(id);
    setView(now => containing(now ?? everything(events.at), events.at[place] ?? 0));
  };
  const told = useRef<(event: Event) => void>(() => {});
  told.current = event => {
    if (event.type === 'changed') data.readAgain(event.lines);
    else if (event.type === 'zone') setZone(event.zone);
    else if (event.type === 'select') lead(event.id);
    else data.heard(event.volume);
  };
  useEffect(() => listen((event: Event) => told.current(event)), []);

  const editing = useEditing({
    strings,
    times,
    edits,
    row,
    types: [...ready.types, ...names.types.map(([type, name]) => ({ type, name }))],
    sources: names.sources.flatMap(source => (source === null ? [] : [source])),
    added: (id, at) => {
      setSelectedId(id);
      setView(now => (now ? containing(now, at) : { from: at - 1_800_000, to: at + 1_800_000 }));
    },
    isOpen: events !== undefined,
  });
  const tell = (work: Promise<unknown>) => void work.catch(data.failed);
  const add = (at = view ? (view.from + view.to) / 2 : Date.now(), source: string | null = null) =>
    editing.add({ at: Math.round(at), source, event_type: 'note' });
  const setMilestone = async (milestone: Milestone) => {
    const { at } = await ask<{ at: number }>('suggestDetected', {});
    editing.add({
      at,
      source: null,
      event_type: milestone,
      description: strings[milestone],
      notice: strings.suggested,
    });
  };
  const remove = () => {
    if (!row) return;
    const next = selected === undefined || !events ? undefined : selected + 1;
    tell(
      edits.remove(row).then(() => {
        setStatus(strings.removed);
        if (events && next !== undefined)
          setSelectedId(next < events.at.length ? idAt(events, next) : undefined);
      }),
    );
  };
  const move = (place: number, at: number) => {
    const moved = events && rows.get(idAt(events, place));
    if (moved && at !== moved.at) {
      tell(edits.update(moved, { at_ms: at }));
      setStatus(strings.moved.replace('{0}', times.full(at)));
    }
  };
  useUndoKeys(edits, tell);

  if (!events) return <NotOpen {...{ strings, data }} />;
  const metrics = metricsOf(summary?.events ?? [], summary?.resolvedAt ?? null);
  const flags = MILESTONES.flatMap(name => {
    const at = metrics.at[name];
    return at === null ? [] : [{ at, name: strings[name] }];
  }).sort((a, b) => a.at - b.at);
  const fitting = events.at.length;
  const counted =
    fitting === events.all
      ? strings.count.replace('{0}', events.all.toLocaleString())
      : strings.countOf.replace('{0}', fitting.toLocaleString()).replace('{1}', events.all.toLocaleString());
  return (
    <>
      <header>
        <h1>{summary?.title}</h1>
        <MetricCards
          {...{ strings, metrics, times, show }}
          set={milestone => tell(setMilestone(milestone))}
        />
      </header>
      <Toolbar
        {...{ strings, filter, names }}
        status={data.failure || status || (data.counting ? strings.counting : counted)}
        canUndo={edits.canUndo}
        canRedo={edits.canRedo}
        change={setFilter}
        zoom={factor => setView(now => now && zoomed(now, factor))}
        fit={() => setView(everything(events.at))}
        add={() => add(row?.at, row?.source)}
        undo={() => tell(edits.undo().then(() => setStatus('')))}
        redo={() => tell(edits.redo())}
      />
      {view && fitting > 0 && (
        <Chart
          {...{ strings, times, events, lanes, view, selected, select, rows, flags, move, remove }}
          setView={change => setView(now => now && change(now))}
          want={ids => data.want('chart', ids)}
          volumes={data.volumes}
          add={add}
          edit={editing.edit}
          said={row ? `${times.full(row.at)}, ${row.source ?? strings.incident}, ${row.description}` : ''}
        />
      )}
      <div class="lower">
        {fitting > 0 ? (
          <List
            {...{ strings, times, events, rows, selected, select, remove }}
            edit={editing.edit}
            want={ids => data.want('list', ids)}
          />
        ) : (
          <div class="nothing">
            <p>{events.all === 0 ? strings.empty : strings.nothingFits}</p>
            {events.all === 0 ? (
              <button type="button" class="action" onClick={() => void ask('start', { with: 'file' })}>
                {strings.attachFile}
              </button>
            ) : (
              <button type="button" class="action" onClick={() => setFilter(ALL)}>
                {strings.clear}
              </button>
            )}
          </div>
        )}
        <Details
          {...{ strings, times, row, remove }}
          form={editing.form}
          edit={editing.edit}
          failed={data.failed}
        />
      </div>
    </>
  );
}

/** The filter once its text rests. */
function useRest(filter: Filter): Filter {
  const [rest, setRest] = useState(filter);
  useEffect(() => {
    const timer = setTimeout(() => setRest(filter), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [filter]);
  return rest;
}

/** All names that were seen: a filter must not take those away that one may filter by next. */
function useNames(events: ReturnType<typeof useData>['index'] | undefined): Names {
  const known = useRef({ types: new Map<string, string>(), sources: new Set<string | null>() });
  return useMemo(() => {
    const { types, sources } = known.current;
    if (events?.store !== 'open') {
      types.clear();
      sources.clear();
      return { types: [], sources: [], tags: [] };
    }
    events.typeNames.forEach((type, place) => types.set(type, events.typeLabels[place] ?? type));
    for (const source of events.sourceNames) sources.add(source);
    return { types: [...types], sources: [...sources], tags: events.tags };
  }, [events]);
}

/** Fields have an undo of their own. */
function useUndoKeys(edits: Edits, tell: (work: Promise<unknown>) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      const key = event.key.toLowerCase();
      if (key === 'z') tell(event.shiftKey ? edits.redo() : edits.undo());
      else if (key === 'y') tell(edits.redo());
      else return;
      event.preventDefault();
      // VS Code would undo in the page, where there is nothing to undo.
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

const page = document.getElementById('page');
if (page) void ask<Ready>('ready', {}).then(ready => render(<Timeline ready={ready} />, page));
