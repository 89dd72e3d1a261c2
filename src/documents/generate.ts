/** A document from what is known of an incident. */
import { type Anew, anew, type Generations } from './anew.js';
import { chosenEvents } from './blocks.js';
import type { Facts } from './facts.js';
import { withSections } from './merge.js';
import { headings } from './sections.js';
import { fillTemplate, sectionsWith } from './template.js';
import { OF_ACTIONS } from './values.js';
import type { Style } from './words.js';

export interface Generated {
  readonly markdown: string;
  /** The sections below the title. */
  readonly sections: number;
  /** The events that its timeline tells. */
  readonly events: number;
}

export function generate(template: string, facts: Facts, style: Style): Generated {
  const markdown = fillTemplate(template, facts, style);
  const sections = headings(markdown).filter(({ level }) => level === 2).length;
  return { markdown, sections, events: chosenEvents(facts).length };
}

/**
 * The document with the tables of action items as their rows are now, where a person did not write in them.
 */
export function withActions(
  before: Generations,
  text: string,
  template: string,
  facts: Facts,
  style: Style,
): Anew {
  const keys = sectionsWith(template, OF_ACTIONS, facts, style);
  return anew(before, text, withSections(before.last ?? '', fillTemplate(template, facts, style), keys));
}
