/** The rows that the page holds: the pages that were asked for, read again after every change. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../ask.js';
import type { Count, Filter, Page, Row, Sorting } from './protocol.js';

export interface Rows {
  readonly store: Page['store'] | 'unread';
  readonly rows: readonly Row[];
  readonly count: Count | undefined;
  /** Whether the list goes on. */
  readonly more: boolean;
  readonly failure: string;
  readonly readMore: () => void;
  readonly readAgain: () => void;
}

interface Read extends Pick<Rows, 'store' | 'rows' | 'count' | 'more' | 'failure'> {
  /** How many were asked for. */
  readonly pages: number;
}

const UNREAD: Read = { pages: 0, store: 'unread', rows: [], count: undefined, more: false, failure: '' };

export function useRows(filter: Filter, sorting: Sorting): Rows {
  const [read, setRead] = useState(UNREAD);
  const pages = useRef(1);
  const last = useRef(0);

  const readAgain = useCallback(() => {
    const turn = ++last.current;
    readPages(filter, sorting, pages.current).then(
      // What was asked later is newer.
      done => turn === last.current && setRead(done),
      (error: unknown) =>
        turn === last.current &&
        setRead(now => ({ ...now, failure: error instanceof Error ? error.message : String(error) })),
    );
  }, [filter, sorting]);

  useEffect(() => {
    pages.current = 1;
    readAgain();
  }, [readAgain]);

  const readMore = () => {
    // Not while the pages before are still on their way.
    if (!read.more || read.pages < pages.current) return;
    pages.current++;
    readAgain();
  };
  return { ...read, readMore, readAgain };
}

async function readPages(filter: Filter, sorting: Sorting, pages: number): Promise<Read> {
  const rows: Row[] = [];
  let more = true;
  for (let number = 0; more && number < pages; number++) {
    const page = await ask<Page>('list', { ...filter, ...sorting, after: keyOf(rows.at(-1)) });
    if (page.store !== 'open') return { ...UNREAD, store: page.store };
    rows.push(...page.rows);
    more = page.more;
  }
  const count = await ask<Count>('count', filter);
  return { store: 'open', pages, rows, count, more, failure: '' };
}

/** The row as the store has it. */
function keyOf(row: Row | undefined) {
  if (!row) return null;
  const { id, issue_id, issue_title, file_name, file_size, mime_type, uploaded_at, type } = row;
  return { id, issue_id, issue_title, file_name, file_size, mime_type, uploaded_at, type };
}
