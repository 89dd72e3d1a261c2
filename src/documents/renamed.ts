/** Sections whose heading, or one above it, was renamed: known again by what stands below, and by their place. */
import { alike, type Section } from './sections.js';

/** The sections with the keys that they had in `base`, as far as they are in it. */
export function renamed(base: readonly Section[], sections: readonly Section[]): Section[] {
  const here = new Set(sections.map(({ key }) => key));
  const gone = base.filter(({ key }) => !here.has(key));
  if (gone.length === 0) return [...sections];
  const places = new Map(base.map(({ key }, at) => [key, at]));
  const keys = sections.map(section =>
    places.has(section.key) ? section.key : sameText(gone, sections, section),
  );
  for (let from = 0; from < sections.length; from++) {
    if (keys[from] !== undefined) continue;
    let to = from;
    while (to < sections.length && keys[to] === undefined) to++;
    // What stands between the same neighbours.
    const first = from === 0 ? 0 : (places.get(keys[from - 1] ?? '') ?? NaN) + 1;
    const last = to === sections.length ? base.length : (places.get(keys[to] ?? '') ?? NaN);
    const taken = new Set(keys);
    const between = base.slice(first, last);
    const isSame = last - first === to - from && between.every(({ key }) => !taken.has(key));
    for (const [at, was] of (isSame ? between : []).entries()) {
      const section = sections[from + at];
      const [next, nextWas] = [sections[from + at + 1], base[first + at + 1]];
      const areParents = isBelow(was, nextWas) && section !== undefined && isBelow(section, next);
      if (section && isLike(was, section, areParents)) keys[from + at] = was.key;
    }
    from = to;
  }
  return sections.map((section, at) => ({ ...section, key: keys[at] ?? section.key }));
}

/** The key of the one section with this text, where nobody wrote in it. */
function sameText(
  gone: readonly Section[],
  sections: readonly Section[],
  { text }: Section,
): string | undefined {
  const [was, ...others] = gone.filter(one => alike(one.text, text));
  const isOnly = others.length === 0 && sections.filter(one => alike(one.text, text)).length === 1;
  return isOnly ? was?.key : undefined;
}

const isBelow = (parent: Section, section: Section | undefined): boolean =>
  section !== undefined && section.level > parent.level;

/** Whether a section may be another one under a new heading: of the same level, with a line of it, or both only parents. */
function isLike(was: Section, section: Section, areParents: boolean): boolean {
  if (was.level !== section.level) return false;
  const [before, now] = [linesBelow(was.text), linesBelow(section.text)];
  return (before.length + now.length === 0 && areParents) || now.some(line => before.includes(line));
}

/** Those behind the heading that are not blank. */
export const linesBelow = (text: string): string[] =>
  text
    .split('\n')
    .slice(1)
    .filter(line => line.trim() !== '');
