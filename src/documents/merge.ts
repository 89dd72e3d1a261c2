/**
 * Generating anew, and what two windows wrote: a merge of three texts, section by section. What a person wrote is never
 * overwritten: a section is replaced only where it still is what it was.
 */
import { renamed } from './renamed.js';
import { alike, joined, type Section, sectionsOf } from './sections.js';

/** The other side's text of a section that both sides changed. */
export interface Offer {
  readonly key: string;
  readonly mine: string;
  readonly theirs: string;
}

export interface Merged {
  readonly text: string;
  readonly offers: readonly Offer[];
}

/**
 * @param base what both sides began with; null where that is not known
 * @param mine what a person has in front of them
 * @param theirs what was generated anew, or what another window wrote
 * @param by who made theirs: what a person wrote comes back where it was deleted here
 */
export function merge(base: string | null, mine: string, theirs: string, by: 'generator' | 'person'): Merged {
  const known = base === null ? [] : sectionsOf(base);
  const bases = byKey(known);
  const written = renamed(known, sectionsOf(theirs));
  const others = byKey(written);
  const offers: Offer[] = [];
  const taken = new Set<string>();
  const result = renamed(known, sectionsOf(mine)).flatMap((section): Section[] => {
    const { key } = section;
    const was = bases.get(key);
    const other = others.get(key);
    taken.add(key);
    const untouched = was !== undefined && alike(was, section.text);
    if (untouched) return other === undefined ? [] : [{ ...section, text: other }];
    // Both wrote, or the other side wrote it too.
    if (other !== undefined && !alike(other, section.text) && !(was !== undefined && alike(other, was)))
      offers.push({ key, mine: section.text, theirs: other });
    return [section];
  });
  const before: string[] = [];
  for (const section of written) {
    const { key, text } = section;
    // What was there before and is not here was deleted by the person.
    const was = bases.get(key);
    const isNew = was === undefined || (by === 'person' && !alike(was, text));
    if (!taken.has(key) && isNew) insert(result, before, section);
    before.push(key);
  }
  return { text: joined(spaced(result)), offers };
}

export const byKey = (sections: readonly Section[]): Map<string, string> =>
  new Map(sections.map(({ key, text }) => [key, text]));

/** Puts a section behind the nearest of those that stand before it. */
function insert(result: Section[], before: readonly string[], section: Section): void {
  const known = before.findLast(key => result.some(other => other.key === key));
  const at = known === undefined ? 0 : result.findIndex(({ key }) => key === known) + 1;
  result.splice(at, 0, section);
}

/** A heading begins on a line of its own, also where another section ended without a line break. */
export function spaced(sections: readonly Section[]): Section[] {
  return sections.map((section, at) => {
    const last = at === sections.length - 1;
    return last || section.text === '' || section.text.endsWith('\n')
      ? section
      : { ...section, text: `${section.text}\n` };
  });
}

/** A text with the other side's text of what both wrote: below this side's, or in its place. */
export function withOffers(text: string, offers: readonly Offer[], where: 'below' | 'instead'): string {
  const sections = sectionsOf(text);
  for (const { key, mine, theirs } of offers) {
    // Sections may begin alike, and one that was renamed has another key.
    const fitting = sections.filter(section => alike(section.text, mine));
    const section = fitting.find(section => section.key === key) ?? fitting[0];
    if (!section) continue;
    const said = section.text.trimEnd();
    const added = `${said}\n\n${below(theirs)}${section.text.slice(said.length) || '\n'}`;
    sections[sections.indexOf(section)] = { ...section, text: where === 'instead' ? theirs : added };
  }
  return joined(spaced(sections));
}

/** A section's text without its heading. */
const below = (section: string) => section.replace(/^ {0,3}#{1,6}[^\n]*\n+/, '').trimEnd();

/** A text with these sections as another one has them. */
export function withSections(text: string, other: string, keys: ReadonlySet<string>): string {
  const others = byKey(sectionsOf(other));
  return joined(
    spaced(
      sectionsOf(text).map(section => ({
        ...section,
        text: (keys.has(section.key) ? others.get(section.key) : undefined) ?? section.text,
      })),
    ),
  );
}
