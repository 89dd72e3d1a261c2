/**
 * Templates: Markdown with placeholders. `{{name}}` becomes what is known; `{{name: what to write}}` asks for that where
 * nothing is known; `{{write: what to write}}` always asks a person. What is asked stays visible in the document until
 * it is written, and so does a placeholder that nobody knows.
 */
import type { Facts } from './facts.js';
import { keysIn } from './sections.js';
import { asking } from './text.js';
import { PLACEHOLDERS } from './values.js';
import type { Style } from './words.js';

/** In Markdown that was escaped, no `{{` of a case's text is left. */
const PLACEHOLDER = /\{\{[ \t]*([\p{L}\p{N}_-]+)[ \t]*(?::[ \t]*([^{}\n]*?)[ \t]*)?\}\}/gu;

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

/** The template with its placeholders filled. */
export function fillTemplate(template: string, facts: Facts, style: Style): string {
  const lines = template.replaceAll(/\r\n?/g, '\n').split('\n');
  const filled = lines.map(line =>
    line.replaceAll(PLACEHOLDER, (whole: string, name: string, hint: string | undefined) => {
      const known = Object.hasOwn(PLACEHOLDERS, name.toLowerCase())
        ? PLACEHOLDERS[name.toLowerCase()]
        : undefined;
      // Lines in the middle of one would tear it apart.
      if (!known || (known.block && line.trim() !== whole)) return whole;
      const value = known.value(facts, style);
      if (value !== undefined && value !== '') return value;
      return asking(hint?.trim() ? hint : known.ask ? style.words[known.ask] : style.words.notKnown);
    }),
  );
  return `${filled.join('\n').trim()}\n`;
}

/** The sections of a template that hold one of these placeholders. */
export function sectionsWith(template: string, names: readonly string[]): Set<string> {
  return keysIn(template, text => findPlaceholders(text).some(({ name }) => names.includes(name)));
}
