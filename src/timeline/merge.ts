/** Lines of several logs in the order of their times. */
import { oldestFirst } from './newestFirst.js';

/** A line of a log, with the time that it bears itself. */
export interface SourceLine {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** Milliseconds since the epoch, with a fraction where the log has one; undefined where the line has none. */
  readonly time: number | undefined;
}

interface MergedLine extends SourceLine {
  /** The place of its log in the list that was given. */
  readonly source: number;
  /** Its own time, or the one of the last line of its log that has one. */
  readonly at: number | undefined;
}

/** So many lines before the first time of a log wait for it; where there are more, they come first of all. */
const MOST_LEADING = 1000;

/**
 * Merges logs. A line without a time stays behind the one that it follows in its log, and those before the first time
 * stand before the line that has it. A log whose newest lines stand first is read from its end. Every other one keeps its
 * own order: where its times run backwards, its lines count with the latest time so far. Lines of the same time come in
 * the order of the logs.
 *
 * @param most how much is held of logs that are read from their end, in UTF-16 units; what they have beyond comes behind
 */
export function* mergeLines(
  logs: readonly Iterable<SourceLine>[],
  most = Infinity,
): Generator<MergedLine, void> {
  const room = { left: most };
  const waiting = logs
    .map((lines, source) => new Waiting(oldestFirst(lines, room), source))
    .filter(log => log.next());
  while (waiting.length > 0) {
    let first = 0;
    for (let at = 1; at < waiting.length; at++) if (keyOf(waiting[at]) < keyOf(waiting[first])) first = at;
    const log = waiting[first];
    if (!log) return;
    yield* log.taken();
    if (!log.next()) waiting.splice(first, 1);
  }
}

const keyOf = (log: Waiting | undefined) => log?.key ?? Infinity;

/** A log of which some lines are ready: one with a time, those before it, and those behind it. */
class Waiting {
  /** What its next lines count with. */
  key = -Infinity;
  readonly #lines: Iterator<SourceLine>;
  #ready: SourceLine[] = [];
  #ahead: SourceLine | undefined;
  #at: number | undefined;

  constructor(
    lines: Iterable<SourceLine>,
    private readonly source: number,
  ) {
    this.#lines = lines[Symbol.iterator]();
    this.#ahead = this.#read();
  }

  /** Readies the next lines; false at the end of the log. */
  next(): boolean {
    this.#ready = [];
    for (; this.#ahead && this.#ready.length < MOST_LEADING; this.#ahead = this.#read()) {
      this.#ready.push(this.#ahead);
      if (this.#ahead.time === undefined) continue;
      this.key = Math.max(this.key, this.#ahead.time);
      this.#ahead = this.#read();
      return true;
    }
    return this.#ready.length > 0;
  }

  /** The lines that are ready, and those without a time behind them. */
  *taken(): Generator<MergedLine, void> {
    for (const line of this.#ready) yield this.#merged(line);
    for (
      ;
      this.#ahead && this.#at !== undefined && this.#ahead.time === undefined;
      this.#ahead = this.#read()
    )
      yield this.#merged(this.#ahead);
  }

  #merged(line: SourceLine): MergedLine {
    this.#at = line.time ?? this.#at;
    return { ...line, source: this.source, at: this.#at };
  }

  #read(): SourceLine | undefined {
    const next = this.#lines.next();
    return next.done === true ? undefined : next.value;
  }
}
