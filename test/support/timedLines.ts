/**
 * Reads the labelled lines of `test/fixtures/timestamps`. A log begins with `%% log NAME`, behind which stand what is
 * known of its clock: `; zone=Europe/Berlin; reference=2026-06-01T00:00:00Z; boot=…`. Each line of it has its own instant
 * before a tab, with up to nine digits of the second's fraction, or `none`; `%%` begins a comment elsewhere. The lines of
 * a log are read in their order, as they are in a file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineTimes, type LogClock } from '../../src/timeline/index.js';

/** An instant, as `LineTimes` tells it. */
interface Instant {
  readonly milliseconds: number;
  readonly nanos: number;
}

interface TimedLine {
  readonly text: string;
  readonly expected: Instant | undefined;
  /** Where it stands. */
  readonly place: string;
}

export interface TimedLog {
  readonly name: string;
  readonly clock: LogClock;
  readonly lines: TimedLine[];
}

const FOLDER = join(import.meta.dirname, '../fixtures/timestamps');
const REFERENCE = Date.UTC(2026, 5, 1);

const HEAD = /^%% log ([^;]+)(?:; (.*))?$/;

/** The logs of the fixtures whose name begins so. */
export function timedLogs(prefix: string): TimedLog[] {
  const files = readdirSync(FOLDER)
    .filter(file => file.startsWith(prefix))
    .sort();
  return files.flatMap(file => {
    const logs: TimedLog[] = [];
    for (const [at, line] of readFileSync(join(FOLDER, file), 'utf8').split('\n').entries()) {
      const [head, name = '', said = ''] = HEAD.exec(line) ?? [];
      if (head !== undefined) logs.push({ name, clock: clockOf(said), lines: [] });
      else if (line !== '' && !line.startsWith('%% '))
        logs.at(-1)?.lines.push(parse(line, `${file}:${at + 1}`));
    }
    return logs;
  });
}

function clockOf(said: string): LogClock {
  const given = new Map(said.split('; ').map(one => one.split('=') as [string, string]));
  const time = (name: string) => {
    const written = given.get(name);
    return written === undefined ? undefined : Date.parse(written);
  };
  return {
    zone: given.get('zone'),
    reference: time('reference') ?? REFERENCE,
    boot: time('boot'),
    clockOffset: Number(given.get('offset') ?? 0),
  };
}

function parse(line: string, place: string): TimedLine {
  const tab = line.indexOf('\t');
  const label = line.slice(0, tab);
  const text = line.slice(tab + 1);
  return { text, place, expected: label === 'none' ? undefined : instantOf(label) };
}

const LABEL = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

function instantOf(label: string): Instant {
  const [, whole = '', fraction = ''] = LABEL.exec(label) ?? [];
  const seconds = Date.parse(`${whole}Z`);
  if (Number.isNaN(seconds)) throw new Error(`${label} is no instant`);
  const nanos = Number(fraction.padEnd(9, '0'));
  return { milliseconds: seconds + Math.floor(nanos / 1e6), nanos: nanos % 1e6 };
}

/** How many lines of a log are read rightly. */
interface TimedScore {
  readonly name: string;
  lines: number;
  right: number;
}

export interface TimedResult {
  readonly scores: TimedScore[];
  /** What was read wrongly, a line each. */
  readonly faults: string[];
}

/** Reads logs; the scores are those of each name. */
export function measureTimes(logs: readonly TimedLog[]): TimedResult {
  const scores = new Map<string, TimedScore>();
  const faults: string[] = [];
  for (const { name, clock, lines } of logs) {
    const score = scores.get(name) ?? { name, lines: 0, right: 0 };
    scores.set(name, score);
    const times = new LineTimes(clock);
    times.sniff(lines.map(({ text }) => text).join('\n'));
    for (const { text, expected, place } of lines) {
      const read = times.own(text);
      const isRight =
        read === expected?.milliseconds && (read === undefined || times.nanos === expected?.nanos);
      score.lines++;
      if (isRight) score.right++;
      else faults.push(`${place}: ${read === undefined ? 'none' : iso(read)}, not ${say(expected)}: ${text}`);
    }
  }
  return { scores: [...scores.values()], faults };
}

const iso = (time: number) => (Math.abs(time) < 8.64e15 ? new Date(time).toISOString() : String(time));
const say = (expected: Instant | undefined) =>
  expected ? `${iso(expected.milliseconds)} and ${expected.nanos} ns` : 'none';
