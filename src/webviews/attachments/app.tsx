/** The attachments of all incidents: a filter, a table, and where the selected one came from. */
import { type JSX, render } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import '@vscode/codicons/dist/codicon.css';
import { ask, listen } from '../ask.js';
import { Picture } from './picture.js';
import type { Event, Filter, Order, Ready, Row, Sorting, Strings } from './protocol.js';
import { type Rows, useRows } from './rows.js';
import { Table } from './table.js';
import '../page.css';
import './attachments.css';

const NEWEST: Sorting = { order: 'date', descending: true };
const ALL: Filter = { text: '', type: null };

/** A filter works when a person stops typing for so long. */
const PAUSE_MS = 150;

const TYPES = ['text', 'document', 'image', 'other'] as const;

function Attachments({ strings }: Ready): JSX.Element {
  const [filter, setFilter] = useState(ALL);
  const [sorting, setSorting] = useState(NEWEST);
  const [selectedId, setSelectedId] = useState<string>();
  const [failure, setFailure] = useState('');
  const rest = useRest(filter);
  const list = useRows(rest, sorting);
  const { rows } = list;
  // A row that is gone leaves the selection where it was.
  const [lastRow, setLastRow] = useState(0);
  const found = rows.findIndex(({ id }) => id === selectedId);
  const selected = found === -1 ? Math.max(0, Math.min(lastRow, rows.length - 1)) : found;
  const row = rows[selected];

  const told = useMemo(() => ({ changed: list.readAgain }), []);
  told.changed = list.readAgain;
  useEffect(() => listen((event: Event) => told[event.type]()), []);

  const select = (at: number) => {
    setSelectedId(rows[at]?.id);
    setLastRow(at);
    const element = document.getElementById(`row-${at}`);
    if (element && !element.contains(document.activeElement)) element.focus();
  };
  const sort = (order: Order) =>
    setSorting(now => ({ order, descending: now.order === order ? !now.descending : order === 'date' }));
  const act = (action: 'open' | 'remove', { id }: Row) =>
    void ask('act', { id, action }).then(
      () => setFailure(''),
      (error: unknown) => setFailure(String(error)),
    );
  if (list.store !== 'open' || (list.count?.all ?? 0) === 0) return <Nothing {...{ strings, list }} />;
  return (
    <>
      <Toolbar {...{ strings, filter, list }} failure={failure || list.failure} change={setFilter} />
      <div class="view">
        {rows.length > 0 ? (
          <Table
            {...{ strings, rows, sorting, selected, sort, select, act }}
            count={list.count?.fitting ?? 0}
            more={list.more}
            readMore={list.readMore}
          />
        ) : (
          <div class="nothing">
            <p>{strings.nothingFits}</p>
            <button type="button" class="action" onClick={() => setFilter(ALL)}>
              {strings.clear}
            </button>
          </div>
        )}
        {row && <Provenance {...{ strings, row }} />}
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

interface ToolbarProps {
  readonly strings: Strings;
  readonly filter: Filter;
  readonly list: Rows;
  readonly failure: string;
  readonly change: (filter: Filter) => void;
}

function Toolbar({ strings, filter, list, failure, change }: ToolbarProps): JSX.Element {
  const { all = 0, fitting = 0 } = list.count ?? {};
  const counted =
    fitting === all
      ? strings.count.replace('{0}', all.toLocaleString())
      : strings.countOf.replace('{0}', fitting.toLocaleString()).replace('{1}', all.toLocaleString());
  return (
    <div class="toolbar" role="search" aria-label={strings.filter}>
      <input
        id="filter"
        type="text"
        spellcheck={false}
        placeholder={strings.filter}
        aria-label={strings.filter}
        value={filter.text}
        onInput={event => change({ ...filter, text: event.currentTarget.value })}
        onKeyDown={event => {
          if (event.key === 'Escape') change({ ...filter, text: '' });
          if (event.key === 'ArrowDown') document.getElementById('row-0')?.focus();
        }}
      />
      <select
        aria-label={strings.type}
        value={filter.type ?? ''}
        onChange={event =>
          change({ ...filter, type: TYPES.find(type => type === event.currentTarget.value) ?? null })
        }
      >
        <option value="">{strings.allTypes}</option>
        {TYPES.map(type => (
          <option key={type} value={type}>
            {strings[type]}
          </option>
        ))}
      </select>
      <span class="status" role="status">
        {failure || counted}
      </span>
    </div>
  );
}

/** Where the selected attachment came from, and how an image looks. */
function Provenance({ strings, row }: { readonly strings: Strings; readonly row: Row }): JSX.Element {
  const [lines, setLines] = useState<readonly string[]>([]);
  useEffect(() => {
    let wanted = true;
    const show = (lines: readonly string[]) => wanted && setLines(lines);
    ask<readonly string[]>('details', { id: row.id }).then(show, (error: unknown) =>
      show([error instanceof Error ? error.message : String(error)]),
    );
    return () => {
      wanted = false;
    };
  }, [row.id]);
  return (
    <section class="provenance" aria-label={strings.provenance} tabIndex={0}>
      <h2>{row.file_name}</h2>
      {row.type === 'image' && <Picture key={row.id} row={row} width={260} height={160} />}
      {lines.map(line => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}

/** What to do where there is no table. */
function Nothing({ strings, list }: { readonly strings: Strings; readonly list: Rows }): JSX.Element {
  const start = (way: 'unlock' | 'file' | 'clipboard' | 'image', label: string) => (
    <button type="button" class="action" onClick={() => void ask('start', { with: way })}>
      {label}
    </button>
  );
  switch (list.store) {
    case 'unread':
    case 'opening':
      return <p class="nothing">{list.failure || strings.opening}</p>;
    case 'locked':
      return (
        <div class="nothing">
          <p>{strings.locked}</p>
          {start('unlock', strings.unlock)}
        </div>
      );
    case 'failed':
      return (
        <div class="nothing">
          <p>{strings.failed}</p>
          {start('unlock', strings.retry)}
        </div>
      );
    case 'open':
      return (
        <div class="nothing">
          <p>{strings.empty}</p>
          {start('file', strings.attachFile)}
          {start('clipboard', strings.attachClipboard)}
          {start('image', strings.attachImage)}
        </div>
      );
  }
}

const page = document.getElementById('page');
if (page) void ask<Ready>('ready', {}).then(ready => render(<Attachments {...ready} />, page));
