/**
 * Templates of log lines, found while lines go by, as Drain does it (He and others, 2017): lines of the same length that
 * begin alike are compared, and where enough of their words are the same, they are of one kind.
 */
import { ANY, tokensOf } from './tokens.js';

/** The share of words that lines of one kind have in common. */
const ALIKE = 0.6;
/** Words by which lines are sorted before they are compared. */
const SORTED_BY = 2;
/** More kinds are told apart by no reader; what comes then is left out. */
const MOST_TEMPLATES = 20_000;
const MOST_COMPARED = 100;

export interface Template {
  readonly id: string;
  /** Words, and ANY in the place of what differs. */
  tokens: string[];
}

export class Drain {
  readonly #groups = new Map<string, Template[]>();
  #count = 0;

  /** @param nextId gives a new template its id */
  constructor(private readonly nextId: () => string) {}

  /** Takes a template that was found earlier. */
  know(id: string, template: string): void {
    this.#add({ id, tokens: template.split(' ') });
  }

  /** The template of a line; undefined for one that says too little, or where there are too many. */
  take(line: string): { template: Template; change: 'new' | 'wider' | 'none' } | undefined {
    const tokens = tokensOf(line);
    if (!tokens) return undefined;
    const found = this.#closest(tokens);
    if (found) return { template: found, change: widen(found, tokens) ? 'wider' : 'none' };
    if (this.#count >= MOST_TEMPLATES) return undefined;
    const template = { id: this.nextId(), tokens };
    return this.#add(template) ? { template, change: 'new' } : undefined;
  }

  #closest(tokens: readonly string[]): Template | undefined {
    let best: Template | undefined;
    let most = ALIKE;
    for (const template of this.#groups.get(keyOf(tokens)) ?? []) {
      const share = likeness(template.tokens, tokens);
      if (share < most || (best && share === most)) continue;
      best = template;
      most = share;
    }
    return best;
  }

  #add(template: Template): boolean {
    const key = keyOf(template.tokens);
    const group = this.#groups.get(key) ?? [];
    if (group.length >= MOST_COMPARED) return false;
    this.#groups.set(key, [...group, template]);
    this.#count++;
    return true;
  }
}

/** A line's length and its first words, which stay in its template. */
function keyOf(tokens: readonly string[]): string {
  return [tokens.length, ...tokens.filter(token => token !== ANY).slice(0, SORTED_BY)].join(' ');
}

/** The share of a template's words that a line has at the same places; 0 where one of the first differs. */
function likeness(template: readonly string[], tokens: readonly string[]): number {
  let [same, words] = [0, 0];
  for (const [place, token] of template.entries()) {
    if (token === ANY) continue;
    words++;
    if (token === tokens[place]) same++;
  }
  return words === 0 ? 0 : same / words;
}

/** Leaves out the words that differ, but for those that the template is found by. */
function widen(template: Template, tokens: readonly string[]): boolean {
  const key = keyOf(template.tokens);
  const wider = template.tokens.map((token, place) => (token === tokens[place] ? token : ANY));
  if (wider.every((token, place) => token === template.tokens[place]) || keyOf(wider) !== key) return false;
  template.tokens = wider;
  return true;
}
