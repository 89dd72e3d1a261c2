/** Finds the known key that ends at a place, walking back along a tree of all spellings: most keys in a log are only words. */
import { KIND_OF, type Kind, UNMISTAKABLE } from './keys.js';
import { isLetter, isWord } from './text.js';

export interface Key {
  readonly kind: Kind;
  /** Where it begins and ends in the text that it was found in. */
  readonly start: number;
  readonly end: number;
}

/** What spellings are made of: letters, whose case does not matter, digits, and what joins words. */
const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789_-. ';
const WIDTH = SIGNS.length + 1;
/** The number of a sign; 0 where no spelling has it. */
const NUMBER_OF = Uint8Array.from(
  { length: 128 },
  (_, code) => 1 + SIGNS.indexOf(String.fromCharCode(code).toLowerCase()),
);
const KINDS = [...new Set(KIND_OF.values())];

/** Where each node leads to by the number of the sign before, and what ends there: the number of a kind, from 1. */
class Tree {
  readonly #next: number[] = Array<number>(WIDTH).fill(0);
  readonly #kinds: number[] = [0];

  /** Adds a spelling, from its end to its beginning. */
  add(spelling: string, kind: Kind): void {
    let node = 0;
    for (let at = spelling.length - 1; at >= 0; at--) {
      const edge = node * WIDTH + (NUMBER_OF[spelling.charCodeAt(at)] ?? 0);
      node = this.#next[edge] || (this.#next[edge] = this.#grow());
    }
    this.#kinds[node] = 1 + KINDS.indexOf(kind);
  }

  #grow(): number {
    for (let sign = 0; sign < WIDTH; sign++) this.#next.push(0);
    return this.#kinds.push(0) - 1;
  }

  laid(): { readonly next: Uint16Array; readonly kinds: Uint8Array } {
    return { next: Uint16Array.from(this.#next), kinds: Uint8Array.from(this.#kinds) };
  }
}

function lay(spellings: Iterable<string>): ReturnType<Tree['laid']> {
  const tree = new Tree();
  for (const spelling of spellings) {
    const kind = KIND_OF.get(spelling);
    if (kind !== undefined) tree.add(spelling, kind);
  }
  return tree.laid();
}

const WORDS = lay(KIND_OF.keys());
const ENDINGS = lay(UNMISTAKABLE);

/** The longest known key that ends at `end`: as words of their own, or one that is found at the end of any word. */
export function keyEndingAt(text: string, end: number): Key | undefined {
  return longest(WORDS, text, end, beginsWord) ?? longest(ENDINGS, text, end, () => true);
}

function longest(
  { next, kinds }: ReturnType<Tree['laid']>,
  text: string,
  end: number,
  mayBegin: (text: string, at: number) => boolean,
): Key | undefined {
  let found: Key | undefined;
  let node = 0;
  for (let at = end - 1; at >= 0; at--) {
    const sign = NUMBER_OF[text.charCodeAt(at)] ?? 0;
    node = sign === 0 ? 0 : (next[node * WIDTH + sign] ?? 0);
    if (node === 0) break;
    const kind = KINDS[(kinds[node] ?? 0) - 1];
    if (kind !== undefined && mayBegin(text, at)) found = { kind, start: at, end };
  }
  return found;
}

function beginsWord(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const first = text.charCodeAt(at);
  if (!isLetter(before)) return isLetter(first) || first === 0x5f;
  return before >= 0x61 && first >= 0x41 && first <= 0x5a;
}

/** How far back the words of a key may stand, in UTF-16 units, and how many of them spaces may join. */
const FAR = 64;
const SPACED = 3;

/** The words before a key that belong to it, in lower case, such as `next page` of `nextPageToken`. */
export function wordsBefore(text: string, { start, end }: Key): string {
  let from = end;
  let spaces = 0;
  while (from > 0 && end - from < FAR) {
    const code = text.charCodeAt(from - 1);
    if (code === 0x20 && spaces < SPACED && isLetter(text.charCodeAt(from - 2))) spaces++;
    else if (!isWord(code) && code !== 0x2d && code !== 0x2e) break;
    from--;
  }
  if (from >= start) return '';
  const words = text
    .slice(from, start)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_.-]+/g, ' ');
  return words.trim().toLowerCase();
}
