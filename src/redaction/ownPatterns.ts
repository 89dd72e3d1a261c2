import { RE2JS, RE2JSSyntaxException } from 're2js';
import { type Finder, type Finding, OWN_RULE } from './types.js';

/** A pattern as a person wrote it, in the syntax of RE2: no look-around, no back-references, never slow. */
export interface PatternSource {
  /** Stands in replacements, `[name-1]`: letters, digits, spaces and hyphens. */
  readonly name: string;
  readonly pattern: string;
  readonly ignoreCase?: boolean;
}

/** A pattern that a scan can use. It is looked for line by line. */
export interface OwnPattern extends Finder {
  readonly name: string;
}

export interface RefusedPattern {
  readonly source: PatternSource;
  /** `matches-empty`: it finds what is not there, such as `x*`; `matches-everything`: most of any line whatever. */
  readonly reason: 'invalid' | 'bad-name' | 'matches-empty' | 'matches-everything';
  /** What RE2 says of an invalid one. */
  readonly detail?: string;
}

/** One as a person is told of it. */
export interface Refused extends Pick<RefusedPattern, 'reason'> {
  readonly name: string;
}

export const named = ({ source: { name }, reason }: RefusedPattern): Refused => ({ name, reason });

/** Lines that have nothing in common: a pattern that takes most of each would take every log. */
const UNLIKE_LINES = ['INFO start', '0123 4567', 'äöü; (x) [y]', '{"a":null}', '\tat Foo$Bar', '---'];

/** Makes patterns ready for a scan, and says which ones cannot be used and why. */
export function compilePatterns(sources: readonly PatternSource[]): {
  readonly patterns: OwnPattern[];
  readonly refused: RefusedPattern[];
} {
  const patterns: OwnPattern[] = [];
  const refused: RefusedPattern[] = [];
  for (const source of sources) {
    const compiled = compile(source);
    if ('reason' in compiled) refused.push(compiled);
    else patterns.push(compiled);
  }
  return { patterns, refused };
}

function compile(source: PatternSource): OwnPattern | RefusedPattern {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,39}$/u.test(source.name)) return { source, reason: 'bad-name' };
  let pattern: RE2JS;
  try {
    pattern = RE2JS.compile(source.pattern, source.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return { source, reason: 'invalid', detail: error.message };
  }
  const own: OwnPattern = {
    name: source.name,
    find: (text, from) => findOwn(pattern, source.name, text, from),
  };
  const taken = UNLIKE_LINES.map(line =>
    own.find(line, 0, []).reduce((sum, { start, end }) => sum + end - start, 0),
  );
  if (taken.every((length, index) => length * 2 > (UNLIKE_LINES[index]?.length ?? 0)))
    return { source, reason: 'matches-everything' };
  if (pattern.matcher('').find()) return { source, reason: 'matches-empty' };
  return own;
}

function findOwn(pattern: RE2JS, name: string, text: string, from: number): Finding[] {
  const found: Finding[] = [];
  for (let start = from; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline;
    // `$` means the end of what a person sees, so a carriage return is no part of the line.
    const end = text.charCodeAt(next - 1) === 0x0d && next > start ? next - 1 : next;
    const matcher = pattern.matcher(text.slice(start, end));
    while (matcher.find()) {
      // An empty match covers nothing.
      if (matcher.end() === matcher.start()) continue;
      found.push({
        type: 'OwnPattern',
        start: start + matcher.start(),
        end: start + matcher.end(),
        confidence: 1,
        rule: `${OWN_RULE}${name}`,
      });
    }
    start = next + 1;
  }
  return found;
}
