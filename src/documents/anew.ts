/**
 * Generating a document anew that a person may have written in. What was generated for a section that they wrote in is
 * offered, once it differs from what was there when they wrote.
 */
import type { Document } from '../db/rows/analysis.js';
import { byKey, merge, type Merged, type Offer, spaced } from './merge.js';
import { linesBelow, renamed } from './renamed.js';
import { alike, joined, type Section, sectionsOf } from './sections.js';

type Kept = Pick<Document, 'generated_md' | 'base_md'>;

/** What a document keeps beside its text. */
export interface Generations {
  /** What was generated last; null where nothing was. */
  readonly last: string | null;
  /** The same with the sections that are offered as they were when a person wrote in them; null where none is. */
  readonly base: string | null;
}

export const generationsOf = ({ generated_md, base_md }: Kept): Generations => ({
  last: generated_md,
  base: base_md,
});

export interface Anew extends Merged {
  readonly generations: Generations;
}

/** @param text what a person has in front of them */
export function anew(before: Generations, text: string, generated: string): Anew {
  const base = baseOf(before, text);
  const merged = merge(base, text, generated, 'generator');
  const offers = merged.offers.filter(saysMore);
  const offered = new Set(offers.map(({ key }) => key));
  return {
    text: merged.text,
    offers,
    generations: { last: generated, base: mixed(generated, base, offered) },
  };
}

/** What was generated for sections since a person wrote in them, as far as it says what is not said there. */
export function offersOf(generations: Generations, text: string): Offer[] {
  const { last, base } = generations;
  if (last === null || base === null) return [];
  return merge(baseOf(generations, text), text, last, 'generator').offers.filter(saysMore);
}

/** Without the offer for a section: one is made again only where other text is generated. */
export function withoutOffer(generations: Generations, text: string, key: string): Generations {
  const { last, base } = generations;
  if (last === null || base === null) return generations;
  const others = differing(last, base, text);
  others.delete(key);
  return { last, base: mixed(last, base, others) };
}

/** What the text was written on. A section that is as it was generated last was taken from there. */
function baseOf({ last, base }: Generations, text: string): string | null {
  return last === null || base === null ? last : (mixed(last, base, differing(last, base, text)) ?? last);
}

/** The sections that were written on another text than was generated last, and are not what that is. */
function differing(last: string, base: string, text: string): Set<string> {
  const known = sectionsOf(base);
  const [bases, mine] = [byKey(known), byKey(renamed(known, sectionsOf(text)))];
  const isLike = (one: string | undefined, other: string) => one !== undefined && alike(one, other);
  return new Set(
    renamed(known, sectionsOf(last))
      .filter(({ key, text }) => !isLike(bases.get(key), text) && !isLike(mine.get(key), text))
      .map(({ key }) => key),
  );
}

/** A text with these sections as another one has them, empty where it has them not; null where these are none. */
function mixed(text: string, other: string | null, keys: ReadonlySet<string>): string | null {
  if (keys.size === 0) return null;
  const known = other === null ? [] : sectionsOf(other);
  const others = byKey(known);
  const sections = renamed(known, sectionsOf(text)).map(section =>
    keys.has(section.key) ? { ...section, text: others.get(section.key) ?? headingOf(section) } : section,
  );
  return joined(spaced(sections));
}

const headingOf = ({ level, text }: Section) => (level === 0 ? '' : `${text.split('\n', 1).join()}\n\n`);

/** Whether there is a line in it that this side has not, but what only asks a person to write. */
function saysMore({ mine, theirs }: Offer): boolean {
  const said = new Set(mine.split('\n').map(line => line.trim()));
  // The heading may have been renamed.
  return linesBelow(theirs).some(line => {
    const words = line.trim();
    return words !== '' && !said.has(words) && !/^\{\{[^{}]*\}\}$/.test(words);
  });
}
