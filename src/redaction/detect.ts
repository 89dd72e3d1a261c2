import { Numbering } from './numbering.js';
import { type OwnPattern } from './ownPatterns.js';
import { type Found, Scanner } from './scan/scanner.js';
import { labelOf, type Span } from './types.js';

export interface DetectOptions {
  /** `numbered` (the default) gives each value its number, `[IPv4-1]`; `plain` leaves it out, `[IPv4]`. */
  readonly replacements?: 'numbered' | 'plain';
  /** The numbering of the incident, which goes on with this text. Without one, numbers begin with this text. */
  readonly numbering?: Numbering;
  /** A person's own patterns, made by `compilePatterns`. */
  readonly patterns?: readonly OwnPattern[];
}

/** Finds personal data and secrets in a text that comes in pieces; what it gives is the same, whatever the pieces. */
export interface SpanScanner {
  /** The next piece of the text. Gives spans that no later piece can change, with offsets from the beginning. */
  push(text: string): Span[];
  /** The text has ended. Gives the remaining spans. */
  end(): Span[];
}

/** Holds no more of the text than some hundred thousand units, besides the piece at hand. */
export function createScanner(options: DetectOptions = {}): SpanScanner {
  const scanner = new Scanner(options.patterns);
  const numbering = options.numbering ?? new Numbering();
  const plain = options.replacements === 'plain';
  const span = ({ value, ...found }: Found): Span => {
    const label = labelOf(found.type, found.rule);
    const replacement = plain ? `[${label}]` : `[${label}-${numbering.number(found.type, label, value)}]`;
    return { ...found, replacement };
  };
  return { push: text => scanner.push(text).map(span), end: () => scanner.end().map(span) };
}

/** All personal data and secrets in a text: sorted, apart from each other, in UTF-16 units. */
export function detectSpans(text: string, options: DetectOptions = {}): Span[] {
  const scanner = createScanner(options);
  return [...scanner.push(text), ...scanner.end()];
}
