/**
 * Templates: Markdown with placeholders. `{{name}}` becomes what is known; `{{name: what to write}}` asks for that where
 * nothing is known; `{{write: what to write}}` always asks a person. What is asked stays visible in the document until
 * it is written, and so does a placeholder that nobody knows. Code stays as it is.
 */
import { codeLines } from './code.js';
import type { Facts } from './facts.js';
import { keysIn } from './sections.js';
import { asking } from './text.js';
import { PLACEHOLDERS } from './values.js';
import type { Style } from './words.js';

/** In Markdown that was escaped, no `{{` of a case's text is left. */
const PLACEHOLDER = /\{\{[ \t]*([\p{L}\p{N}_-]+)[ \t]*(?::[ \t]*([^{}\n]*?)[ \t]*)?\}\}/gu;
/** The same, or code within a line. */
const CODE_OR_PLACEHOLDER = new RegExp(
  `(?:(?<!\`)(\`+)(?!\`).*?(?<!\`)\\1(?!\`))|${PLACEHOLDER.source}`,
  'gu',
);
/** What begins an item of a list, a table or a picture. */
const ITEM = /^- /;
const NO_PARAGRAPH = /^(?:\||!\[|#)/;

/** In UTF-16 units: longer documents are read by nobody, and would keep everything else from going on. */
const MOST_FILLED = 8 * 1024 * 1024;

/** A template names its placeholders so often that nobody would read what it makes. */
export class TooLongError extends Error {}

export interface FoundPlaceholder {
  readonly name: string;
  /** What to write, where it says so. */
  readonly hint: string;
  /** In UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export function findPlaceholders(text: string): FoundPlaceholder[] {
  return [...text.matchAll(PLACEHOLDER)].map(({ index, 0: whole, 1: name = '', 2: hint = '' }) => ({
    name: name.toLowerCase(),
    hint,
    start: index,
    end: index + whole.length,
  }));
}

/**
 * The template with its placeholders filled.
 *
 * @param kept names of placeholders that stay as they are
 * @throws TooLongError
 */
export function fillTemplate(
  template: string,
  facts: Facts,
  style: Style,
  kept: readonly string[] = [],
): string {
  const lines = template.replaceAll(/\r\n?/g, '\n').split('\n');
  const code = codeLines(lines);
  let length = template.length;
  const filled = lines.map((line, at) => {
    if (code.has(at)) return line;
    return line.replaceAll(
      CODE_OR_PLACEHOLDER,
      (whole: string, _ticks: string | undefined, name: string | undefined, hint: string | undefined) => {
        const known = name === undefined ? undefined : placeholderOf(name);
        if (!known || name === undefined || kept.includes(name.toLowerCase())) return whole;
        const value = known.value(facts, style);
        length += value?.length ?? 0;
        if (length > MOST_FILLED) throw new TooLongError();
        if (value === undefined || value === '')
          return asking(hint?.trim() ? hint : known.ask ? style.words[known.ask] : style.words.notKnown);
        return known.block && line.trim() !== whole ? (withinLine(value) ?? whole) : value;
      },
    );
  });
  return `${filled.join('\n').trim()}\n`;
}

const placeholderOf = (name: string) =>
  Object.hasOwn(PLACEHOLDERS, name.toLowerCase()) ? PLACEHOLDERS[name.toLowerCase()] : undefined;

/** Whether a template may name it. */
export const isKnown = (name: string): boolean => placeholderOf(name) !== undefined;

/** One paragraph, or the only item of a list, for the middle of a line, which several lines would tear apart. */
function withinLine(value: string): string | undefined {
  return value.includes('\n') || NO_PARAGRAPH.test(value) ? undefined : value.replace(ITEM, '');
}

/** The sections of a filled template that hold one of these placeholders; a heading may hold others. */
export function sectionsWith(
  template: string,
  names: readonly string[],
  facts: Facts,
  style: Style,
): Set<string> {
  const isOne = ({ name }: FoundPlaceholder) => names.includes(name);
  return keysIn(fillTemplate(template, facts, style, names), text => findPlaceholders(text).some(isOne));
}
