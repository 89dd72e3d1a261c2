/** The table: one row has the keyboard, the headers sort. */
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Picture } from './picture.js';
import type { Action, Order, Row, Sorting, Strings } from './protocol.js';

export interface TableProps {
  readonly strings: Strings;
  readonly rows: readonly Row[];
  readonly count: number;
  readonly more: boolean;
  readonly sorting: Sorting;
  readonly selected: number;
  readonly sort: (order: Order) => void;
  readonly select: (row: number) => void;
  readonly act: (action: Action, row: Row) => void;
  readonly readMore: () => void;
}

const ORDERS: readonly Order[] = ['name', 'incident', 'date', 'size', 'type'];

/** Rows that Page Up and Page Down go by. */
const BY_PAGE = 10;

const ICONS: Record<Row['type'], string> = {
  text: 'file',
  document: 'file-pdf',
  image: 'file-media',
  other: 'file-binary',
};

export function Table(props: TableProps): JSX.Element {
  const { strings, rows, count, sorting, selected, sort, select, act } = props;
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const row = rows[selected];
    const to = target(event.key, selected, rows.length);
    if (to !== undefined) select(to);
    else if (row && event.key === 'Enter') act('open', row);
    else if (row && (event.key === 'Delete' || (event.metaKey && event.key === 'Backspace')))
      act('remove', row);
    else return;
    event.preventDefault();
  };
  return (
    <div class="table">
      <table role="grid" aria-label={strings.attachments} aria-rowcount={count + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {ORDERS.map(order => (
              <th
                key={order}
                class={order}
                scope="col"
                aria-sort={sorting.order !== order ? 'none' : sorting.descending ? 'descending' : 'ascending'}
              >
                <button type="button" onClick={() => sort(order)}>
                  {strings[order]}
                  {sorting.order === order && (
                    <i
                      class={`codicon codicon-chevron-${sorting.descending ? 'down' : 'up'}`}
                      aria-hidden="true"
                    />
                  )}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {rows.map((row, at) => (
            <TableRow key={row.id} row={row} at={at} selected={at === selected} {...{ select, act }} />
          ))}
        </tbody>
      </table>
      <End {...props} />
    </div>
  );
}

interface RowProps extends Pick<TableProps, 'select' | 'act'> {
  readonly row: Row;
  readonly at: number;
  readonly selected: boolean;
}

function TableRow({ row, at, selected, select, act }: RowProps): JSX.Element {
  // The native menu of VS Code opens with this; its commands get it.
  const context = JSON.stringify({
    webviewSection: 'evidence',
    evidenceId: row.id,
    preventDefaultContextMenuItems: true,
  });
  return (
    <tr
      id={`row-${at}`}
      tabIndex={selected ? 0 : -1}
      aria-selected={selected}
      aria-rowindex={at + 2}
      data-vscode-context={context}
      onFocus={() => select(at)}
      onMouseDown={() => select(at)}
      onClick={() => act('open', row)}
    >
      <td class="name">
        <span class="file">
          {row.type === 'image' ? (
            <Picture row={row} width={40} height={30} />
          ) : (
            <i class={`codicon codicon-${ICONS[row.type]}`} aria-hidden="true" />
          )}
          {row.words.broken && (
            <i
              class="codicon codicon-error broken"
              role="img"
              aria-label={row.words.broken}
              title={row.words.broken}
            />
          )}
          <span class="label">{row.file_name}</span>
        </span>
      </td>
      <td class="incident">{row.issue_title}</td>
      <td class="date">{row.words.date}</td>
      <td class="size">{row.words.size}</td>
      <td class="type">{row.words.type}</td>
    </tr>
  );
}

/** Has the next page read when it comes near the eye. */
function End({ more, rows, readMore }: TableProps): JSX.Element {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current || !more) return;
    const seen = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) readMore();
      },
      { rootMargin: '400px' },
    );
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [more, rows]);
  return <div ref={end} class="end" aria-hidden="true" />;
}

function target(key: string, from: number, rows: number): number | undefined {
  const to: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + BY_PAGE,
    PageUp: from - BY_PAGE,
    Home: 0,
    End: rows - 1,
  };
  const row = to[key];
  return row === undefined ? undefined : Math.max(0, Math.min(rows - 1, row));
}
