/** What a person looks for in lines: one meaning, for the threads that search and the page that marks what is found. */

export interface Query {
  /** A text, or the source of a regular expression with the flag `u`. */
  readonly pattern: string;
  readonly isRegex: boolean;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

/** The longest pattern, in UTF-16 units: shorter than what a cut line's pieces overlap by, whatever the encoding. */
export const MAX_PATTERN = 10_000;

/** The pattern is no regular expression; `message` is the engine's own. */
export class PatternError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PatternError';
  }
}

/**
 * The expression that matches within one line.
 *
 * @throws PatternError
 */
export function expressionOf({ pattern, isRegex, matchCase, wholeWord }: Query): RegExp {
  if (pattern === '' || pattern.length > MAX_PATTERN) throw new PatternError('empty or too long');
  const flags = flagsOf(matchCase);
  const source = isRegex ? pattern : escaped(pattern);
  const alone = expression(source, flags);
  // The pattern alone has to be one: with what goes around it, an unbalanced one could become valid.
  return wholeWord ? expression(bounded(source), flags) : alone;
}

/** The expression that finds a text as it is written. */
export function textExpression(text: string, matchCase: boolean): RegExp {
  return expression(escaped(text), flagsOf(matchCase));
}

const flagsOf = (matchCase: boolean) => (matchCase ? 'gu' : 'giu');

function expression(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new PatternError(error instanceof Error ? error.message : String(error));
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function bounded(source: string): string {
  return `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])`;
}
