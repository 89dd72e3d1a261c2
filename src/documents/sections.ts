/** A document as a list of its sections: each heading with the lines below it, up to the next heading of any level. */
import { codeLines } from './code.js';

export interface Section {
  /** Tells the section in another text of the same document: the headings that lead to it. */
  readonly key: string;
  /** Of its heading; 0 where it has none. */
  readonly level: number;
  /** The heading line and what follows, with the line breaks. */
  readonly text: string;
}

/** As CommonMark has it, but for those that are underlined. */
const HEADING = /^ {0,3}(#{1,6})(?![^ \t])(.*)$/s;
/** Those behind a blank say nothing; `C#` is a word. */
const CLOSING_SIGNS = /(?<![^ \t])#+$/;

export interface Heading {
  readonly level: number;
  readonly title: string;
  /** From 0. */
  readonly line: number;
}

/** The headings of a text, without what only looks like one in a block of code. */
export function headings(text: string): Heading[] {
  const lines = text.split('\n');
  const code = codeLines(lines);
  return lines.flatMap((content, line): Heading[] => {
    const [, signs, said = ''] = (!code.has(line) && HEADING.exec(content)) || [];
    return signs ? [{ level: signs.length, title: said.trim().replace(CLOSING_SIGNS, '').trim(), line }] : [];
  });
}

/** Cut at every heading; what stands before the first one is a section, too. */
export function sectionsOf(text: string): Section[] {
  const lines = text.split('\n');
  const found = headings(text);
  const starts = found[0]?.line === 0 ? found : [undefined, ...found];
  const seen = new Map<string, number>();
  const path: (string | undefined)[] = [];
  return starts.map((heading, at) => {
    const from = heading?.line ?? 0;
    const to = starts[at + 1]?.line;
    if (heading) {
      // A level may be left out. The title names the incident, which may be renamed.
      path.length = heading.level - 1;
      path.push(heading.level === 1 ? '' : heading.title);
    }
    const name = JSON.stringify(heading ? [heading.level, ...path] : []);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    const body = lines.slice(from, to).join('\n');
    const level = heading?.level ?? 0;
    return { key: `${name}#${count}`, level, text: to === undefined ? body : `${body}\n` };
  });
}

export const joined = (sections: readonly Pick<Section, 'text'>[]): string =>
  sections.map(({ text }) => text).join('');

/** The keys of the sections whose text fits. */
export function keysIn(text: string, fits: (text: string) => boolean): Set<string> {
  return new Set(
    sectionsOf(text)
      .filter(section => fits(section.text))
      .map(({ key }) => key),
  );
}

/** Whether two texts differ in nothing that a person wrote. */
export const alike = (a: string, b: string): boolean => a.trim() === b.trim();

/** The texts of the sections alone. */
export const sectionsIn = (text: string): string[] => sectionsOf(text).map(section => section.text);
