/** The findings that the page knows, by line and in order, and the one that the person is at. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ask } from '../ask.js';
import type { Event, ShownFinding } from './protocol.js';

/** What a line shows of a finding, in UTF-16 units. */
export interface Mark {
  readonly finding: ShownFinding;
  readonly start: number;
  readonly end: number;
}

/** A key of many lines is marked on its first ones. */
const MOST_LINES_MARKED = 200;

export interface FindingsOfLog {
  readonly total: number;
  readonly listed: number;
  readonly waiting: number;
  readonly current: ShownFinding | undefined;
  readonly on: (line: number) => readonly Mark[];
  readonly byId: (id: string) => ShownFinding | undefined;
  /** The next one that waits from a line on, or from the current one, around the end. */
  readonly next: (line: number, by: 1 | -1) => ShownFinding | undefined;
  readonly enter: (finding: ShownFinding | undefined) => void;
  readonly heard: (event: Extract<Event, { type: 'findings' }>) => void;
}

const NONE: readonly Mark[] = [];

export function useFindings(): FindingsOfLog {
  const [{ findings, total }, setFindings] = useState<{
    readonly findings: readonly ShownFinding[];
    readonly total: number;
  }>({ findings: [], total: 0 });
  const [at, setAt] = useState<string>();
  const known = useMemo(() => index(findings), [findings]);
  const current = at === undefined ? undefined : known.byId.get(at);
  useEffect(() => void ask('enter', { id: current?.id ?? null }), [current?.id]);
  return {
    total,
    listed: findings.length,
    waiting: known.waiting.length,
    current,
    on: line => known.byLine.get(line) ?? NONE,
    byId: id => known.byId.get(id),
    next: (line, by) => next(known.waiting, current?.line === line ? current : { line, start: -by }, by),
    enter: finding => setAt(finding?.id),
    heard: event => setFindings(event),
  };
}

function index(findings: readonly ShownFinding[]) {
  const byLine = new Map<number, Mark[]>();
  for (const finding of findings) {
    const { line, endLine, start, end } = finding;
    for (let at = line; at <= Math.min(endLine, line + MOST_LINES_MARKED); at++) {
      const mark = { finding, start: at === line ? start : 0, end: at === endLine ? end : Infinity };
      const marks = byLine.get(at);
      if (marks) marks.push(mark);
      else byLine.set(at, [mark]);
    }
  }
  return {
    byLine,
    byId: new Map(findings.map(finding => [finding.id, finding])),
    waiting: findings.filter(({ decision }) => decision === null),
  };
}

type Place = Pick<ShownFinding, 'line' | 'start'>;

function next(waiting: readonly ShownFinding[], from: Place, by: 1 | -1): ShownFinding | undefined {
  const isBehind = ({ line, start }: Place) => line > from.line || (line === from.line && start > from.start);
  const isBefore = ({ line, start }: Place) => line < from.line || (line === from.line && start < from.start);
  return by === 1 ? (waiting.find(isBehind) ?? waiting[0]) : (waiting.findLast(isBefore) ?? waiting.at(-1));
}
