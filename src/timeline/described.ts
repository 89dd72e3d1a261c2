import { onOneLine } from './svg.js';

/** How much of a line an event says, in UTF-16 units; its evidence has the rest. */
const SAID = 500;

/**
 * What an event says of a line of a log. It is cut short between words, since half of a token looks like nothing that is to
 * be redacted.
 */
export function described(line: string): string {
  const text = onOneLine(line);
  if (text.length <= SAID) return text;
  const space = text.lastIndexOf(' ', SAID);
  return `${text.slice(0, space > 0 ? space : SAID).toWellFormed()}…`;
}
