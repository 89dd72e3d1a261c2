import { hashesOf, type Requirement } from './filter.js';
import { requiredTexts } from './required.js';

/** What a person looks for. */
export interface Query {
  /** A text, or the source of a regular expression with the flag `u`. */
  readonly pattern: string;
  readonly isRegex: boolean;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

/** The longest pattern, in UTF-16 units: shorter than what a cut line's pieces overlap by, whatever the encoding. */
const MAX_PATTERN = 10_000;

/** A query, ready to be run on any number of chunks. */
export interface Compiled {
  /** Matches within one line. */
  readonly matcher: RegExp;
  /** Finds every place of a chunk whose line may match; undefined where each line has to be tried. */
  readonly probe: RegExp | undefined;
  /** Undefined where any chunk may hold a match. */
  readonly requirement: Requirement | undefined;
}

/** The pattern is no regular expression; `message` is the engine's own. */
export class PatternError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PatternError';
  }
}

/** @throws PatternError */
export function compile(query: Query): Compiled {
  if (query.pattern === '' || query.pattern.length > MAX_PATTERN) throw new PatternError('empty or too long');
  const flags = query.matchCase ? 'gu' : 'giu';
  const source = query.isRegex ? query.pattern : escaped(query.pattern);
  const matcher = expression(query.wholeWord ? wholeWord(source) : source, flags);
  const ways = query.isRegex ? waysToMatch(query.pattern) : [[query.pattern]];
  const [only, ...others] = ways;
  const longest = only && others.length === 0 ? only.toSorted((a, b) => b.length - a.length)[0] : undefined;
  return {
    matcher,
    probe: longest === undefined ? undefined : expression(escaped(longest), flags),
    requirement: requirementOf(ways, query.matchCase),
  };
}

/** Checked alone first: with what goes around it, an unbalanced pattern could become a valid one. */
function waysToMatch(pattern: string): readonly (readonly string[])[] {
  expression(pattern, 'u');
  return requiredTexts(pattern);
}

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

function wholeWord(source: string): string {
  return `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])`;
}

function requirementOf(ways: readonly (readonly string[])[], matchCase: boolean): Requirement | undefined {
  const lists = ways.map(texts => Uint16Array.from(texts.flatMap(text => [...hashesOf(text, matchCase)])));
  return lists.every(list => list.length > 0) ? lists : undefined;
}
