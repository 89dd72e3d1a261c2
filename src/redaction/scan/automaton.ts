/**
 * One pass for all triggers: a deterministic automaton over bytes, made once from some hundreds of short patterns.
 *
 * A pattern is read without regard to case. Sets are written with a backslash: `\d` a digit, `\D` anything else, `\h` a
 * hexadecimal digit, `\a` a letter, `\u` a capital one, `\w` a letter or digit, `\b` neither, `\g` a space or hyphen (as between groups of
 * digits), `\j` what joins the words of a key, `\k` what may stand behind a key (`=`, `:`, quotes, spaces, escapes, brackets).
 */
export interface Automaton {
  /** The class of each byte: bytes that no pattern tells apart share one. */
  readonly classOf: Uint8Array;
  /** The next state of a state and a class, at `state * classes + class`: as small as it can be, since it is read for each byte. */
  readonly next: Uint16Array;
  /** Where a text begins: as behind a line feed. */
  readonly start: number;
  /** States from here on end patterns. */
  readonly accepting: number;
  /** The owners of the patterns that an accepting state ends, by state - accepting. */
  readonly owners: readonly (readonly number[])[];
  readonly classes: number;
}

interface Pattern {
  readonly sets: readonly ByteSet[];
  readonly owner: number;
}
type ByteSet = (byte: number) => boolean;

const isDigit: ByteSet = byte => byte >= 0x30 && byte <= 0x39;
const isLetter: ByteSet = byte => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
const isWord: ByteSet = byte => isDigit(byte) || isLetter(byte);
const SETS: Readonly<Record<string, ByteSet>> = {
  d: isDigit,
  D: byte => !isDigit(byte),
  h: byte => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66),
  a: isLetter,
  u: byte => byte >= 0x41 && byte <= 0x5a,
  w: isWord,
  b: byte => !isWord(byte),
  g: byte => byte === 0x20 || byte === 0x2d,
  j: byte => byte === 0x20 || byte === 0x2d || byte === 0x2e || byte === 0x5f,
  k: byte => '=:"\'`\\ \t\n%>&)],*'.includes(String.fromCharCode(byte)),
};

function parse(pattern: string, sets: Map<string, ByteSet>): readonly ByteSet[] {
  return [...pattern.matchAll(/\\(.)|[^]/g)].map(([literal, escaped]) => {
    const name = escaped === undefined ? literal.toLowerCase() : literal;
    const known = sets.get(name);
    if (known) return known;
    const set = escaped === undefined ? literalSet(name) : (SETS[escaped] ?? literalSet(escaped));
    sets.set(name, set);
    return set;
  });
}

function literalSet(character: string): ByteSet {
  const code = character.charCodeAt(0);
  return isLetter(code) ? byte => (byte | 0x20) === code : byte => byte === code;
}

/** Builds the automaton for triggers, each with the number of its owner. */
export function buildAutomaton(triggers: readonly (readonly [pattern: string, owner: number])[]): Automaton {
  const sets = new Map<string, ByteSet>();
  const patterns = triggers.map(([pattern, owner]): Pattern => ({ sets: parse(pattern, sets), owner }));
  const { classOf, examples } = classify([...sets.values()]);
  const places = new Places(patterns, examples);
  const states: State[] = [];
  const known = new Map<string, State>();
  const state = (members: readonly number[]): State => {
    const key = String.fromCharCode(...members);
    const made = known.get(key) ?? { index: states.length, members, owners: places.owners(members), to: [] };
    if (made.index === states.length) {
      states.push(made);
      known.set(key, made);
    }
    return made;
  };
  const first = state([ROOT]);
  // States are added while the loop runs over them. Most bytes lead from anywhere to where they lead from the beginning.
  for (const from of states) {
    const reached = places.reached(from.members);
    from.to = from === first ? [] : [...first.to];
    for (const [index, members] of reached) from.to[index] = state(members);
    for (let index = 0; index < examples.length; index++) from.to[index] ??= first;
  }
  return lay(states, classOf, examples.length);
}

interface State {
  readonly index: number;
  readonly members: readonly number[];
  readonly owners: readonly number[];
  to: State[];
}

/** Bytes that every set treats alike are one class. */
function classify(sets: readonly ByteSet[]): { classOf: Uint8Array; examples: readonly number[] } {
  const classOf = new Uint8Array(256);
  const examples: number[] = [];
  const known = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) {
    const signature = sets.map(set => (set(byte) ? '1' : '0')).join('');
    const known_ = known.get(signature);
    if (known_ === undefined) {
      known.set(signature, examples.length);
      classOf[byte] = examples.length;
      examples.push(byte);
    } else classOf[byte] = known_;
  }
  return { classOf, examples };
}

const ROOT = 0;

/** All places in all patterns, as a tree of what they begin with alike. A state is the set of places that a text may be at. */
class Places {
  readonly #children: Map<ByteSet, number>[] = [new Map<ByteSet, number>()];
  /** Where each place leads to, by class; classes that lead nowhere are left out. */
  readonly #after: readonly ReadonlyMap<number, readonly number[]>[];
  readonly #ownerAt = new Map<number, number>();

  constructor(patterns: readonly Pattern[], examples: readonly number[]) {
    const ends = new Map<number, number>();
    const last: [place: number, set: ByteSet, end: number][] = [];
    for (const { sets, owner } of patterns) {
      let place = ROOT;
      for (const set of sets.slice(0, -1)) place = this.#child(place, set);
      const end = ends.get(owner) ?? this.#add();
      ends.set(owner, end);
      this.#ownerAt.set(end, owner);
      const set = sets.at(-1);
      if (set) last.push([place, set, end]);
    }
    const edges = this.#children.map(children => [...children]);
    for (const [place, set, end] of last) edges[place]?.push([set, end]);
    const classes = new Map<ByteSet, number[]>();
    const classesOf = (set: ByteSet): number[] => {
      const known = classes.get(set) ?? examples.flatMap((byte, index) => (set(byte) ? [index] : []));
      classes.set(set, known);
      return known;
    };
    this.#after = edges.map(from => {
      const after = new Map<number, number[]>();
      for (const [set, to] of from)
        for (const index of classesOf(set)) {
          const known = after.get(index);
          if (known) known.push(to);
          else after.set(index, [to]);
        }
      return after;
    });
  }

  /** Where these places lead to, by class; a beginning is always among the places. */
  reached(places: readonly number[]): Map<number, readonly number[]> {
    const reached = new Map<number, number[]>();
    for (const place of places)
      for (const [index, further] of this.#after[place] ?? []) {
        const to = reached.get(index) ?? [ROOT, ...(this.#after[ROOT]?.get(index) ?? [])];
        reached.set(index, to);
        if (place !== ROOT) to.push(...further);
      }
    for (const [index, to] of reached) reached.set(index, ascending(to));
    return reached;
  }

  owners(members: readonly number[]): readonly number[] {
    return members.flatMap(place => this.#ownerAt.get(place) ?? []).sort((a, b) => a - b);
  }

  #add(): number {
    return this.#children.push(new Map()) - 1;
  }

  #child(place: number, set: ByteSet): number {
    const known = this.#children[place]?.get(set);
    if (known !== undefined) return known;
    const made = this.#add();
    this.#children[place]?.set(set, made);
    return made;
  }
}

function ascending(places: number[]): number[] {
  places.sort((a, b) => a - b);
  return places.filter((place, at) => place !== places[at - 1]);
}

function lay(states: readonly State[], classOf: Uint8Array, classes: number): Automaton {
  const quiet = states.filter(({ owners }) => owners.length === 0);
  const loud = states.filter(({ owners }) => owners.length > 0);
  const place = new Map([...quiet, ...loud].map((state, row) => [state, row]));
  if (states.length > 2 ** 16)
    throw new RangeError(`${states.length} states are more than two bytes tell apart`);
  const next = new Uint16Array(states.length * classes);
  for (const [state, row] of place) {
    state.to.forEach((to, index) => (next[row * classes + index] = place.get(to) ?? 0));
  }
  return {
    classOf,
    next,
    start: next[classOf[0x0a] ?? 0] ?? 0,
    accepting: quiet.length,
    owners: loud.map(({ owners }) => owners),
    classes,
  };
}

/** Calls `visit(owner, end)` wherever a trigger ends among the first `length` bytes, in the order of the text. */
export function runAutomaton(
  { classOf, next, start, accepting, owners, classes }: Automaton,
  bytes: Uint8Array,
  length: number,
  visit: (owner: number, end: number) => void,
): void {
  let state = start;
  for (let at = 0; at < length; at++) {
    state = next[state * classes + (classOf[bytes[at] ?? 0] ?? 0)] ?? 0;
    if (state < accepting) continue;
    for (const owner of owners[state - accepting] ?? []) visit(owner, at + 1);
  }
}
