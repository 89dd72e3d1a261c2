/** The details of an incident as a person types them into one line. */
import { userInfo } from 'node:os';
import { normalTitle } from '../db/values.js';

/** Longest category, assignee or tag, in UTF-16 units. */
export const MAX_WORD = 100;

/** Stands for a line break, which an input box cannot hold. */
export const LINE_BREAK = '⏎';

export function toOneLine(text: string): string {
  return text.replaceAll(/\r?\n/g, ` ${LINE_BREAK} `);
}

export function fromOneLine(text: string): string {
  return text.replaceAll(new RegExp(` ?${LINE_BREAK} ?`, 'gu'), '\n').trim();
}

/** Tags between commas, each once. */
export function toTags(text: string): string[] {
  const tags = text.split(',').map(normalTitle);
  return [...new Set(tags.filter(tag => tag !== ''))];
}

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  // One that a month does not have would be one of the next month.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The name of the person at this machine: who is meant by `me`. */
export function me(): string {
  return userInfo().username;
}
