/** What the page holds of the store, read again after every change. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ask } from '../ask.js';
import { oneAtATime } from '../oneAtATime.js';
import type { Filter, Index, LogVolume, Summary } from './protocol.js';
import { RowCache } from './rows.js';

export interface Data {
  readonly index: Index | { readonly store: 'unread' };
  readonly summary: Summary | undefined;
  readonly volumes: readonly LogVolume[];
  /** While the lines of the logs are being counted. */
  readonly counting: boolean;
  readonly rows: RowCache;
  readonly failure: string;
  readonly failed: (error: unknown) => void;
  readonly readAgain: (lines: boolean) => void;
  readonly heard: (volume: LogVolume) => void;
  /** Has the words of events read for a part of the page. */
  readonly want: (part: 'list' | 'chart' | 'details', ids: readonly string[]) => void;
}

export function useData(filter: Filter): Data {
  const [index, setIndex] = useState<Data['index']>({ store: 'unread' });
  const [summary, setSummary] = useState<Summary>();
  const [failure, setFailure] = useState('');
  const [, redraw] = useState(0);
  const failed = useCallback(
    (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    [],
  );
  const rows = useMemo(() => new RowCache(() => redraw(count => count + 1), failed), []);
  const { volumes, counting, count, heard, forget } = useVolumes(failed);

  const wanted = useRef<Record<'list' | 'chart' | 'details', readonly string[]>>({
    list: [],
    chart: [],
    details: [],
  });
  const want: Data['want'] = useCallback((part, ids) => {
    wanted.current[part] = ids;
    const { list, chart, details } = wanted.current;
    rows.want([...details, ...list, ...chart]);
  }, []);

  const latest = useRef(filter);
  latest.current = filter;
  const read = useMemo(
    () =>
      oneAtATime(async () => {
        try {
          const next = await ask<Index>('index', latest.current);
          const about = next.store === 'open' ? await ask<Summary>('summary', {}) : undefined;
          if (next.store !== 'open') rows.clear();
          setSummary(about);
          setIndex(next);
          setFailure('');
        } catch (error) {
          failed(error);
        }
      }),
    [],
  );
  useEffect(() => void read(), [filter]);

  const isOpen = index.store === 'open';
  useEffect(() => {
    if (isOpen) void count();
    else forget();
  }, [isOpen]);

  const readAgain = (lines: boolean) => {
    rows.outdate();
    void read();
    if (lines && isOpen) void count();
  };
  return { index, summary, volumes, counting, rows, failure, failed, readAgain, heard, want };
}

/** The lines of the logs by time, which come one log after the other. */
function useVolumes(failed: (error: unknown) => void) {
  const [volumes, setVolumes] = useState<readonly LogVolume[]>([]);
  const [counting, setCounting] = useState(false);
  const found = useRef(new Map<string, LogVolume>());
  const show = () => setVolumes([...found.current.values()]);
  const count = useMemo(
    () =>
      oneAtATime(async () => {
        setCounting(found.current.size === 0);
        found.current = new Map();
        try {
          await ask('countLines', {});
          show();
        } catch (error) {
          failed(error);
        } finally {
          setCounting(false);
        }
      }),
    [],
  );
  const heard = (volume: LogVolume) => {
    if (volume.counts.at.length > 0) found.current.set(volume.log_file_id, volume);
    if (volumes.length < found.current.size) show();
  };
  const forget = () => {
    found.current = new Map();
    show();
  };
  return { volumes, counting, count, heard, forget };
}
