/**
 * Reads the value that belongs to a key, in the forms that logs, dumps and configuration have: `key=value`,
 * `"key": "value"` (escaped for JSON once or more, or for a URL), `key => value`, `<key>value</key>`, `--key value`,
 * `('key', 'value')`, `name: KEY, value: x`, `key is value`.
 */
import { isWord, matchAt, runBack, textBefore } from './text.js';

export interface Assignment {
  /** The whole key as it stands, such as `spring.datasource.password`. */
  readonly key: string;
  readonly keyStart: number;
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly quoted: boolean;
  /** `equals` binds to what follows; `colon` may be prose; `prose` is `key is value`. */
  readonly link: 'equals' | 'colon' | 'prose';
  /** Whether it is a parameter of a URL or form. */
  readonly inQuery: boolean;
}

const QUOTE = String.raw`\\{0,8}["'` + '`' + String.raw`]|%22|&quot;|\\{1,4}u0022`;
const LINKS = String.raw`=>|->|:=|={1,2}|:(?!:)|%3[dDaA]|\\{1,4}u003[dD]`;
const LINK = new RegExp(
  String.raw`(?<closed>${QUOTE}|[\])])?[ \t]{0,16}(?<link>${LINKS})[ \t]{0,16}(?:!!\w{1,16}[ \t]{1,4})?\[?(?<quote>${QUOTE})?`,
  'y',
);
const PAIR = new RegExp(String.raw`(?:${QUOTE}),[ \t]{0,4}[[(]?(?<quote>${QUOTE})`, 'y');
/** The form of variables in Kubernetes: name and value are siblings. */
const SIBLING = new RegExp(
  String.raw`(?:${QUOTE})?\s{0,4},?\s{0,64}(?:${QUOTE})?value(?:${QUOTE})?[ \t]{0,4}[:=][ \t]{0,4}(?<quote>${QUOTE})?`,
  'iy',
);
const PROSE = new RegExp(
  String.raw`[ \t]{1,4}(?:is|was)(?:[ \t]{0,2}[:=])?[ \t]{1,4}(?<quote>${QUOTE})?`,
  'iy',
);
const SPACE = new RegExp(String.raw`[ \t]{1,8}(?<quote>${QUOTE})?`, 'y');
const QUOTED = new RegExp(String.raw`[ \t]{1,4}(?<quote>${QUOTE})`, 'y');
const XML = />(?=[^<\s])/y;

const LONGEST_VALUE = 8192;
const isKeyPart = (code: number): boolean => isWord(code) || code === 0x2d || code === 0x2e;

/** @param keyEnd the first unit behind the key. */
export function readAssignment(text: string, keyEnd: number): Assignment | undefined {
  const keyStart = runBack(text, keyEnd, isKeyPart, 96);
  const key = text.slice(keyStart, keyEnd).replace(/^[-.]+/, '');
  const before = text.charAt(keyStart - 1);
  const linked = link(text, keyStart, keyEnd, before);
  if (!linked) return undefined;
  const { at, quote, kind } = linked;
  const inQuery = before === '?' || before === '&' || textBefore(text, keyStart, 3) === '%26';
  const end = quote === undefined ? unquotedEnd(text, at, inQuery, kind) : quotedEnd(text, at, quote);
  if (end <= at) return undefined;
  const value = text.slice(at, end);
  return { key, keyStart, start: at, end, value, quoted: quote !== undefined, link: kind, inQuery };
}

interface Linked {
  readonly at: number;
  readonly quote: string | undefined;
  readonly kind: Assignment['link'];
}

function link(text: string, keyStart: number, keyEnd: number, before: string): Linked | undefined {
  const plain = matchAt(LINK, text, keyEnd);
  if (plain) {
    const colon = plain.groups?.['link'] === ':' || /^%3a$/i.test(plain.groups?.['link'] ?? '');
    const kind = colon && !(plain.groups?.['closed'] && plain.groups['quote']) ? 'colon' : 'equals';
    return { at: keyEnd + plain[0].length, quote: plain.groups?.['quote'], kind };
  }
  const isFlag = text.charAt(keyStart) === '-' || before === '-' || before === '/';
  const forms = [
    [SIBLING, 'equals', true],
    // Behind a colon the word is itself a value, and what follows is the next key.
    [PAIR, 'equals', !/:\s*\\*["']$/.test(textBefore(text, keyStart, 6))],
    [XML, 'equals', before === '<' || before === ':'],
    [SPACE, 'equals', isFlag],
    [PROSE, 'prose', true],
    [QUOTED, 'prose', true],
  ] as const;
  for (const [form, kind, fits] of forms) {
    const found = fits ? matchAt(form, text, keyEnd) : undefined;
    if (found) return { at: keyEnd + found[0].length, quote: found.groups?.['quote'], kind };
  }
  return undefined;
}

/** The end of a quoted value: the same quote behind as many backslashes, or the end of the line. */
function quotedEnd(text: string, from: number, quote: string): number {
  const escapes = /^\\*/.exec(quote)?.[0].length ?? 0;
  const mark = quote.slice(escapes);
  const limit = Math.min(text.length, from + LONGEST_VALUE);
  for (let at = from; at < limit; at++) {
    if (text.charCodeAt(at) === 0x0a) return unquotedEnd(text, from, false, 'equals');
    if (!text.startsWith(mark, at)) continue;
    const backslashes = at - runBack(text, at, code => code === 0x5c, at - from);
    if (escapes === 0 ? backslashes % 2 === 0 : backslashes <= escapes)
      return at - Math.min(backslashes, escapes);
  }
  return unquotedEnd(text, from, false, 'equals');
}

/** A quote ends a value unless a word goes on behind it, as behind the apostrophe of a password. */
const STOP = /[\s<>]|(?<!\w)["'`]|["'`](?!\w)|%22|%26|&quot;|\\+["']|\\+u00(?:22|26)/;
const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The end of a value without quotes: a space, or a mark after which another field or nothing follows. */
function unquotedEnd(text: string, from: number, inQuery: boolean, kind: Assignment['link']): number {
  const piece = text.slice(from, from + LONGEST_VALUE);
  const stop = from + (STOP.exec(piece)?.index ?? piece.length);
  const opened: string[] = [];
  for (let at = from; at < stop; at++) {
    const mark = text.charAt(at);
    if (inQuery && (mark === '&' || mark === '#')) return at;
    if ((mark === '&' || mark === ',' || mark === ';' || mark === '|') && fieldFollows(text, at + 1, stop))
      return at;
    if (mark === '(' || mark === '[' || mark === '{') opened.push(mark);
    const opener = CLOSERS[mark];
    if (opener !== undefined && opened.pop() !== opener && /^[\s,;.)\]}]?$/.test(text.charAt(at + 1)))
      return at;
  }
  return kind === 'equals' ? stop : stop - (/[.,;:]+$/.exec(text.slice(from, stop))?.[0].length ?? 0);
}

const FIELD = /[ \t]?[\w.-]{1,64}(?:[=:]|%3D)|["'[{]|[ \t]|$/y;
function fieldFollows(text: string, at: number, stop: number): boolean {
  return at >= stop || matchAt(FIELD, text, at) !== undefined;
}
