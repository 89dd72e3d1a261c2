/** How alike incidents are, and why: pure, over what the store says of each. */

/** How much less is said by what more incidents have. */
export function rarity(incidents: number, having: number): number {
  return Math.log(1 + (incidents - having + 0.5) / (having + 0.5));
}

/**
 * Cosine of both incidents' templates, each weighted by its rarity and by how often it was seen; 0 to 1.
 *
 * @param weigh the rarity of a template
 */
export function sharedTemplates(
  ours: ReadonlyMap<string, number>,
  theirs: ReadonlyMap<string, number>,
  weigh: (id: string) => number,
): { likeness: number; shared: string[] } {
  const weight = (id: string, count: number) => weigh(id) * Math.log1p(count);
  const length = (counts: ReadonlyMap<string, number>) =>
    Math.sqrt([...counts].reduce((sum, [id, count]) => sum + weight(id, count) ** 2, 0));
  const shared = [...ours.keys()].filter(id => theirs.has(id));
  const product = shared.reduce(
    (sum, id) => sum + weight(id, ours.get(id) ?? 0) * weight(id, theirs.get(id) ?? 0),
    0,
  );
  const lengths = length(ours) * length(theirs);
  return {
    likeness: lengths === 0 ? 0 : product / lengths,
    shared: shared.toSorted((a, b) => weigh(b) - weigh(a)),
  };
}

/** Of 1: logs say what happened, texts what people made of it; category and tags only lift what is alike already. */
const WEIGHTS = { templates: 0.55, words: 0.35, category: 0.04, tag: 0.03 } as const;
const MOST_TAGS = 2;

export interface Alike {
  /** 0 to 1. */
  readonly templates: number;
  /** 0 to 1. */
  readonly words: number;
  readonly sameCategory: boolean;
  readonly tags: number;
}

/** 0 to 1; 0 where neither logs nor texts have anything in common. */
export function scoreOf({ templates, words, sameCategory, tags }: Alike): number {
  if (templates === 0 && words === 0) return 0;
  return (
    WEIGHTS.templates * templates +
    WEIGHTS.words * words +
    (sameCategory ? WEIGHTS.category : 0) +
    WEIGHTS.tag * Math.min(MOST_TAGS, tags)
  );
}
