import { isAscii } from 'node:buffer';
import { expressionOf, type Query, textExpression } from '../pattern/index.js';
import { hashesOf, type Requirement } from './filter.js';
import { requiredTexts } from './required.js';

/** A query, ready to be run on any number of chunks. */
export interface Compiled {
  /** Matches within one line. */
  readonly matcher: RegExp;
  /** Finds every place of a chunk whose line may match; undefined where each line has to be tried. */
  readonly probe: RegExp | undefined;
  /** Whether what matches is a text, which is the same on each line and over all of them. */
  readonly isText: boolean;
  /** The bytes of the text where nothing else matches: ASCII, in its own case. */
  readonly bytes: Buffer | undefined;
  /** Undefined where any chunk may hold a match. */
  readonly requirement: Requirement | undefined;
}

/** @throws PatternError */
export function compile(query: Query): Compiled {
  const matcher = expressionOf(query);
  const ways = query.isRegex ? requiredTexts(query.pattern) : [[query.pattern]];
  const [only, ...others] = ways;
  const isText = !query.isRegex && !/[\r\n]/.test(query.pattern);
  const isExact = isText && query.matchCase && !query.wholeWord && isAscii(Buffer.from(query.pattern));
  const longest = only && others.length === 0 ? only.toSorted((a, b) => b.length - a.length)[0] : undefined;
  return {
    matcher,
    probe: longest === undefined ? undefined : textExpression(longest, query.matchCase),
    isText,
    bytes: isExact ? Buffer.from(query.pattern) : undefined,
    requirement: requirementOf(ways, query.matchCase),
  };
}

function requirementOf(ways: readonly (readonly string[])[], matchCase: boolean): Requirement | undefined {
  const lists = ways.map(texts => Uint16Array.from(texts.flatMap(text => [...hashesOf(text, matchCase)])));
  return lists.every(list => list.length > 0) ? lists : undefined;
}
