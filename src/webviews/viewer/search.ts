/** The lines that match the query, as they come. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ask } from '../ask.js';
import { typed } from './matches.js';
import type { Event, Query, Strings } from './protocol.js';

/** A search begins when a person stops typing for so long. */
const PAUSE_MS = 150;

interface Search {
  readonly lines: readonly number[];
  readonly status: string;
  /** The matching line after or before another one, around the end. */
  readonly next: (line: number, by: 1 | -1) => number | undefined;
  readonly heard: (event: Event) => void;
}

type Found = Extract<Event, { type: 'found' }>;

export function useSearch(query: Query, strings: Strings): Search {
  const [lines, setLines] = useState<readonly number[]>([]);
  const [state, setState] = useState<'none' | 'running' | 'done' | { readonly failed: string }>('none');
  const asked = useRef('');

  useEffect(() => {
    asked.current = JSON.stringify(query);
    setLines([]);
    if (!(typed(query) instanceof RegExp)) {
      setState('none');
      void ask('stopSearch', {});
      return;
    }
    setState('running');
    const failed = (error: unknown) =>
      setState({ failed: error instanceof Error ? error.message : String(error) });
    const timer = setTimeout(() => void ask('search', query).catch(failed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query]);

  const add = ({ query, lines: found, done }: Found) => {
    // What an older query found comes too late.
    if (JSON.stringify(query) !== asked.current) return;
    setLines(before => [...before, ...found]);
    if (done) setState('done');
  };
  return useMemo(
    () => ({
      lines,
      status: statusOf(state, lines.length, strings),
      next: (line, by) => neighbour(lines, line, by),
      heard: event => {
        if (event.type === 'found') add(event);
        if (event.type === 'searchFailed') setState({ failed: event.text });
      },
    }),
    [lines, state],
  );
}

function statusOf(
  state: 'none' | 'running' | 'done' | { readonly failed: string },
  found: number,
  strings: Strings,
) {
  if (state === 'none') return '';
  if (typeof state === 'object') return state.failed;
  if (found === 0) return state === 'running' ? strings.searching : strings.noMatch;
  return `${strings.matches.replace('{0}', found.toLocaleString())}${state === 'running' ? '…' : ''}`;
}

function neighbour(lines: readonly number[], line: number, by: 1 | -1): number | undefined {
  return by === 1
    ? (lines.find(other => other > line) ?? lines[0])
    : (lines.findLast(other => other < line) ?? lines.at(-1));
}
