/**
 * Reads the value that belongs to a key, in the forms that logs, dumps and configuration have: `key=value`,
 * `"key": "value"` (escaped for JSON once or more, or for a URL), `key => value`, `<key>value</key>`, `--key value`,
 * `('key', 'value')`, `name: KEY, value: x`, `key is value`.
 */
import { LABELS } from '../types.js';
import { isWord, lineBefore, matchAt, runBack, textBefore } from './text.js';

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

const QUOTE = String.raw`\\{0,8}["'` + '`' + String.raw`]|%(?:25){0,2}22|&quot;|\\{1,4}u0022`;
const LINKS = String.raw`=>|->|:=|={1,2}|:(?!:)|%(?:25){0,2}3[dDaA]|\\{1,4}u003[dD]`;
/** What closes the key, the sign, and the quote before the value: numbered, since every key with a value asks for them. */
const LINK = new RegExp(
  String.raw`((?:${QUOTE})?[\])]|${QUOTE}|\*\*)?[ \t]{0,16}(${LINKS})(?:\*\*(?!\*))?[ \t]{0,16}(?:!!\w{1,16}[ \t]{1,4})?\[?(${QUOTE})?`,
  'y',
);
const PAIR = new RegExp(String.raw`(?:${QUOTE}),[ \t]{0,4}[[(]?(?<quote>${QUOTE})`, 'y');
/** The form of variables in Kubernetes: name and value are siblings. */
const SIBLING = new RegExp(
  String.raw`(?:${QUOTE})?\s{0,4},?\s{0,64}(?:${QUOTE})?value(?:${QUOTE})?[ \t]{0,4}[:=][ \t]{0,4}(?<quote>${QUOTE})?`,
  'iy',
);
const PROSE = new RegExp(
  String.raw`[ \t]{1,4}(?:(?:now )?(?:is|was|to|reads)(?: now)?)(?:[ \t]{0,2}[:=])?[ \t]{1,4}(?<quote>${QUOTE})?`,
  'iy',
);
const SPACE = new RegExp(String.raw`[ \t]{1,8}(?<quote>${QUOTE})?`, 'y');
const QUOTED = /[ \t]{1,4}(?<quote>\\{0,8}["'])/y;
const XML =
  /["']?(?:\s[\w:.-]{1,64}=(?:"[^"<>]{0,256}"|'[^'<>]{0,256}')){0,8}[ ]?>(?:\s{0,64}<(?:\w{1,16}:)?(?:attribute)?value(?:\s[^<>]{0,160})?>)?(?=[^<\s])/iy;
const TYPED = new RegExp(
  String.raw`\{\s{0,32}(?:${QUOTE})?(?:S|(?:string)?value|string|#?text)(?:${QUOTE})?\s?[:=]\s{0,4}(?<quote>${QUOTE})`,
  'iy',
);
/** How programs print a value that has a type: on the next line, or in brackets. */
const DUMPED = /\s{0,64}string\(\d{1,6}\) (?<quote>")/y;
const WRAPPED = /(?:Some|Just|Optional)\((?<quote>\\{0,8}")/y;
/** A block of YAML, whose value stands on the next line. */
const BLOCK = /[|>][+-]?\d?[ \t]{0,4}\r?\n[ \t]{1,64}/y;
/** A row of a table with two cells, whose second is no word. */
const CELL =
  /[ \t]{0,32}\|[ \t]{1,32}(?=[^\s|]*\d)(?=[^\s|]*[A-Za-z])(?=[^\s|]{6,128}[ \t]{0,64}\|?[ \t]*(?:\r?\n|$))(?<quote>`)?/y;
/** What a program says that it read: `'key' in PropertySource 'env' with value "…"`. */
const WITH_VALUE = /["'`][^\n"]{0,80}? (?:with|has|had|to|the) (?:new )?value:? (?<quote>\\{0,8}["'`])?/y;

/** What stands in the place of a finding. */
const REPLACED = new RegExp(String.raw`\[(?:${Object.values(LABELS).join('|')})(?:-\d{1,9})?\]`, 'y');

/** A scan follows longer values itself. */
const LONGEST_VALUE = 1024;
const isKeyPart = (code: number): boolean => isWord(code) || code === 0x2d || code === 0x2e;

/** @param keyEnd the first unit behind the key. */
export function readAssignment(text: string, keyEnd: number): Assignment | undefined {
  const keyStart = runBack(text, keyEnd, isKeyPart, 96);
  const before = text.charAt(keyStart - 1);
  if (before === '[' && matchAt(REPLACED, text, keyStart - 1)) return undefined;
  const linked = link(text, keyStart, keyEnd, before);
  if (!linked) return undefined;
  const { kind } = linked;
  const { at, quote } = tripled(text, linked);
  // What was redacted already stays as it is.
  const bracket = text.charCodeAt(at - 1) === 0x5b ? at - 1 : at;
  if (text.charCodeAt(bracket) === 0x5b && matchAt(REPLACED, text, bracket)) return undefined;
  const key = text.slice(keyStart, keyEnd).replace(/^[-.]+/, '');
  const inQuery = before === '?' || before === '&';
  const form = { inQuery, kind, encoded: linked.encoded };
  const end = linked.inTag
    ? tagEnd(text, at)
    : quote === undefined
      ? unquotedEnd(text, at, form)
      : quotedEnd(text, at, quote);
  if (end <= at) return undefined;
  const value = text.slice(at, end);
  return { key, keyStart, start: at, end, value, quoted: quote !== undefined, link: kind, inQuery };
}

interface Form {
  readonly inQuery: boolean;
  /** The sign between key and value is percent-encoded, so what ends the value is too. */
  readonly encoded: boolean;
  readonly kind: Assignment['link'];
}
const BARE: Form = { inQuery: false, encoded: false, kind: 'equals' };

interface Linked {
  readonly encoded: boolean;
  readonly at: number;
  readonly quote: string | undefined;
  readonly kind: Assignment['link'];
  /** It is the content of an element. */
  readonly inTag?: boolean;
}

/** Three quotes, as TOML and Python have them; a line feed behind them is none of the value. */
function tripled(text: string, { at, quote }: Linked): Pick<Linked, 'at' | 'quote'> {
  if ((quote !== '"' && quote !== "'") || !text.startsWith(quote + quote, at)) return { at, quote };
  return { at: at + (text.charCodeAt(at + 2) === 0x0a ? 3 : 2), quote: quote.repeat(3) };
}

function link(text: string, keyStart: number, keyEnd: number, before: string): Linked | undefined {
  const plain = matchAt(LINK, text, keyEnd);
  if (plain) {
    const [whole, closed, sign = '', quote] = plain;
    const encoded = sign.startsWith('%');
    const colon = sign === ':' || (encoded && /3a$/i.test(sign));
    const kind = colon && !(closed && quote) ? 'colon' : 'equals';
    const at = keyEnd + whole.length;
    if (quote !== undefined) return { at, quote, kind, encoded };
    // A value with its type, as databases and forms send it.
    const typed = text.charCodeAt(at) === 0x7b ? matchAt(TYPED, text, at) : undefined;
    if (typed) return { at: at + typed[0].length, quote: typed.groups?.['quote'], kind: 'equals', encoded };
    const held = matchAt(WRAPPED, text, at) ?? (sign === '=>' ? matchAt(DUMPED, text, at) : undefined);
    if (held) return { at: at + held[0].length, quote: held.groups?.['quote'], kind: 'equals', encoded };
    const block = kind === 'colon' ? matchAt(BLOCK, text, at) : undefined;
    return { at: at + (block?.[0].length ?? 0), quote, kind, encoded };
  }
  for (const [form, kind, fits] of FORMS) {
    const found = fits(text, keyStart, before) ? matchAt(form, text, keyEnd) : undefined;
    if (!found) continue;
    const quote = found.groups?.['quote'];
    return { at: keyEnd + found[0].length, quote, kind, encoded: false, inTag: form === XML };
  }
  return undefined;
}

/** The name of an element's kind, or an address that ends with it: `<Attribute Name="…/claims/surname">`. */
const isNamedElement = (text: string, keyStart: number, before: string): boolean =>
  /["'/]/.test(before) &&
  /<(?:\w{1,16}:)?\w{1,16} (?:\w{1,16}="[^"<>]{0,80}" ){0,3}name=["'](?:(?:https?:|urn:)[\w:/.-]{1,120})?$/i.test(
    lineBefore(text, keyStart, 240),
  );

const isFlag = (text: string, keyStart: number, before: string): boolean =>
  text.charAt(keyStart) === '-' ||
  before === '-' ||
  (before === '/' && /^$|[\s"'[(,]/.test(text.charAt(keyStart - 2)));

/** A key of what Hadoop and its kin are configured with, which blanks may part from its value. */
export const isProperty = (text: string, keyStart: number): boolean =>
  matchAt(PROPERTY, text, keyStart) !== undefined &&
  /^\s*(?:--conf )?["']?$/.test(lineBefore(text, keyStart, 40));
const PROPERTY = /(?:spark|hadoop|fs|dfs|hive|yarn|javax|sasl|ssl|kafka)\.\w/y;

/** A path that is a value itself: `"url":"/login","port":…`. */
const isValue = (text: string, keyStart: number): boolean =>
  /[:=]\s?["']\/?$/.test(textBefore(text, keyStart, 5));

/** How else a value may stand behind a key, the kind of link that each is, and what has to stand before the key. */
const FORMS: readonly (readonly [
  form: RegExp,
  kind: Assignment['link'],
  fits: (text: string, keyStart: number, before: string) => boolean,
])[] = [
  [SIBLING, 'equals', () => true],
  [
    PAIR,
    'equals',
    (...at) =>
      (isFlag(...at) && !isValue(at[0], at[1])) || /[[(]\s?\\*["'`]$/.test(textBefore(at[0], at[1], 6)),
  ],
  [
    XML,
    'equals',
    (text, keyStart, before) => before === '<' || before === ':' || isNamedElement(text, keyStart, before),
  ],
  [WITH_VALUE, 'equals', (_text, _keyStart, before) => /["'`]/.test(before)],
  [
    SPACE,
    'equals',
    (...at) =>
      isFlag(...at) || isProperty(at[0], at[1]) || /^\s*(?:ENV|setx?)\s$/.test(lineBefore(at[0], at[1], 16)),
  ],
  [CELL, 'equals', (text, keyStart) => /^\s*\|\s*$/.test(lineBefore(text, keyStart, 40))],
  [PROSE, 'prose', () => true],
  [QUOTED, 'prose', () => true],
];

/** The further values of a list that an assignment began with, such as `["a", "b"]`. */
export function listBehind(
  text: string,
  { start, end, quoted }: Assignment,
): readonly (readonly [start: number, end: number])[] {
  if (!/\[\s{0,4}\\*["'`]?$/.test(textBefore(text, start, 8))) return [];
  const found: (readonly [number, number])[] = [];
  for (let at = end; found.length < MOST_LISTED;) {
    const next = matchAt(NEXT, text, at);
    const quote = next?.groups?.['quote'];
    if (!next || (quote !== undefined) !== quoted) break;
    const from = at + next[0].length;
    at = quote === undefined ? unquotedEnd(text, from, BARE) : quotedEnd(text, from, quote);
    if (at <= from) break;
    found.push([from, at]);
  }
  return found;
}
const NEXT = /\\*["'`]?\s{0,4},\s{0,64}(?<quote>\\*["'`])?/y;
const MOST_LISTED = 64;

/** The end of an element's content: the next element, or the end of the line. */
function tagEnd(text: string, from: number): number {
  const content = text.slice(from, from + LONGEST_VALUE);
  return from + (/[<\n]/.exec(content)?.index ?? content.length);
}

/** A quote within a value between single quotes, as YAML, SQL and shells write it. */
const DOUBLED = /(?<=\w)'(?:'|"'"'|\\'')(?=\w)/y;

/** The end of a quoted value: the same quote behind as many backslashes, or the end of the line. */
function quotedEnd(text: string, from: number, quote: string): number {
  const escapes = /^\\*/.exec(quote)?.[0].length ?? 0;
  const mark = quote.slice(escapes);
  const limit = Math.min(text.length, from + LONGEST_VALUE);
  for (let at = from; at < limit; at++) {
    if (text.charCodeAt(at) === 0x0a) return unquotedEnd(text, from, BARE);
    if (!text.startsWith(mark, at)) continue;
    const doubled = mark === "'" && escapes === 0 ? matchAt(DOUBLED, text, at) : undefined;
    if (doubled) {
      at += doubled[0].length - 1;
      continue;
    }
    const backslashes = at - runBack(text, at, code => code === 0x5c, at - from);
    if (escapes === 0 ? backslashes % 2 === 0 : backslashes <= escapes)
      return at - Math.min(backslashes, escapes);
  }
  return unquotedEnd(text, from, BARE);
}

/** A quote ends a value unless a word goes on behind it, as behind the apostrophe of a password. */
const STOP = /[\s<>]|(?<!\w)["'`]|["'`](?!\w)|&quot;|\\+["']|\\+u00(?:22|26)/y;
const ENCODED_STOP = /[\s<>"'`&]|%(?:25){0,2}2[26]/y;
/** What those begin with, as units up to 127; all beyond may be spaces. */
const MAY_STOP = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\s<>"'`&\\%]/.test(String.fromCharCode(code)) ? 1 : 0,
);
/** Signs that a value begins with like a tag or placeholder, which neither is: nothing closes it, and it holds a digit. */
const OPEN_ANGLES = /^<+(?=[^\s<>"'`]{4})(?=[^\s<>"'`]*\d)(?=[^\s<>"'`]*[A-Za-z])(?![^\n]{0,128}>)/;

/** The end of a value without quotes: a space, or a mark after which another field or nothing follows. */
function unquotedEnd(text: string, from: number, form: Form): number {
  const piece = text.slice(from, from + LONGEST_VALUE);
  const angles =
    !form.encoded && piece.charCodeAt(0) === 0x3c ? (OPEN_ANGLES.exec(piece)?.[0].length ?? 0) : 0;
  const stop = stopIn(piece, angles, form.encoded ? ENCODED_STOP : STOP);
  let depth = 0;
  for (let at = 0; at < stop; at++) {
    switch (piece.charCodeAt(at)) {
      case 0x26: // &
      case 0x23: // #
        if (form.inQuery) return from + at;
        if (piece.charCodeAt(at) === 0x26 && fieldFollows(piece, at + 1, stop)) return from + at;
        break;
      case 0x2c: // ,
      case 0x3b: // ;
      case 0x7c: // |
        if (fieldFollows(piece, at + 1, stop)) return from + at;
        break;
      case 0x28: // (
      case 0x5b: // [
      case 0x7b: // {
        depth++;
        break;
      case 0x29: // )
      case 0x5d: // ]
      case 0x7d: // }
        if (depth > 0) depth--;
        else if (/^[\s,;.)\]}]?$/.test(piece.charAt(at + 1))) return from + at;
        break;
    }
  }
  const end = form.kind === 'equals' ? stop : stop - (/[.,;:]+$/.exec(piece.slice(0, stop))?.[0].length ?? 0);
  return from + end;
}

function stopIn(piece: string, from: number, stop: RegExp): number {
  for (let at = from; at < piece.length; at++)
    if ((MAY_STOP[piece.charCodeAt(at)] ?? 1) === 1 && matchAt(stop, piece, at)) return at;
  return piece.length;
}

const FIELD = /[ \t]?(?:[A-Z][a-z]{1,23} ){0,3}[\w.-]{1,64}(?:[=:]|%3D)|["'[{]|[ \t]|$/y;
function fieldFollows(text: string, at: number, stop: number): boolean {
  return at >= stop || matchAt(FIELD, text, at) !== undefined;
}
