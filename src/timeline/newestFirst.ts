/** Logs whose newest lines stand first. */

interface Line {
  readonly text: string;
  /** Undefined where the line bears none. */
  readonly time: number | undefined;
}

/** How much of a log tells which way its times run: lines, and UTF-16 units. */
const LINES = 1000;
const UNITS = 1024 * 1024;

/**
 * The lines of a log from its oldest on, where its newest stand first: each with those without a time behind it, and
 * first of all those before the first time. The lines of every other log come as they are.
 *
 * @param room how much may be held of all such logs, in UTF-16 units; what they have beyond comes behind
 */
export function* oldestFirst<T extends Line>(lines: Iterable<T>, room: { left: number }): Generator<T, void> {
  const rest = lines[Symbol.iterator]();
  const held = new Held<T>();
  let next = rest.next();
  for (; next.done !== true && held.lines.length < LINES && held.units < UNITS; next = rest.next())
    held.add(next.value);
  if (held.isBackwards) {
    for (; next.done !== true && held.units < room.left; next = rest.next()) held.add(next.value);
    room.left -= held.units;
  }
  // One that only begins so keeps its order.
  yield* held.isBackwards ? held.fromEnd() : held.lines;
  for (; next.done !== true; next = rest.next()) yield next.value;
}

/** Lines, and which way their times run. */
class Held<T extends Line> {
  readonly lines: T[] = [];
  units = 0;
  #first: number | undefined;
  #last: number | undefined;
  /** How many times are later than the one before, less those that are earlier. */
  #rises = 0;

  add(line: T): void {
    this.lines.push(line);
    this.units += line.text.length;
    if (line.time === undefined) return;
    this.#first ??= line.time;
    this.#rises += Math.sign(line.time - (this.#last ?? line.time));
    this.#last = line.time;
  }

  /** Most times are earlier than the one before, and so is the last one than the first. */
  get isBackwards(): boolean {
    return this.#rises < 0 && (this.#last ?? 0) < (this.#first ?? 0);
  }

  *fromEnd(): Generator<T, void> {
    const untimed = this.lines.findIndex(({ time }) => time !== undefined);
    yield* this.lines.slice(0, untimed);
    let end = this.lines.length;
    for (let start = end - 1; start >= untimed; start--) {
      if (this.lines[start]?.time === undefined) continue;
      yield* this.lines.slice(start, end);
      end = start;
    }
  }
}
