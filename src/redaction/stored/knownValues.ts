/** Values that were found in an incident's evidence, where they stand in other text: alone, without what told what they are. */
import type { Database } from '../../db/connection.js';
import type { KnownValue } from '../../db/rows/spans.js';
import { valuesOf } from '../../db/spans.js';
import { type Finder, type Finding, LABELS, type SpanType } from '../types.js';

/** The first units of a value, by which it is looked for. */
const HEAD = 4;
const LEAST = 6;
/** A line of a key, as it may be quoted alone. */
const LEAST_LINE = 24;
/** Words without any sign: a shorter one may be any word of a text. */
const LONG_WORD = 12;
const CONFIDENCE = 0.9;

interface Known {
  readonly value: string;
  readonly type: SpanType;
  readonly rule: string;
}

/** @returns what finds the values of the incident that nobody keeps */
export function knownValues(db: Database, issue_id: string): Finder {
  const byHead = new Map<string, Known[]>();
  for (const one of valuesOf(db, issue_id).flatMap(known)) {
    const head = one.value.slice(0, HEAD);
    const others = byHead.get(head);
    if (others) others.push(one);
    else byHead.set(head, [one]);
  }
  // The longest first, since the others may be its beginning.
  for (const those of byHead.values()) those.sort((a, b) => b.value.length - a.value.length);
  return { find: (text, from) => (byHead.size === 0 ? [] : findKnown(byHead, text, from)) };
}

/** A key is looked for line by line, any other value whole. */
function known({ pii_type: type, rule, original_value: value }: KnownValue): Known[] {
  if (!isType(type)) return [];
  const lines = value.split(/\r?\n|\\n/);
  if (lines.length === 1) return tells(type, value) ? [{ type, rule, value }] : [];
  return lines
    .map(line => line.trim())
    .filter(line => line.length >= LEAST_LINE && !line.startsWith('-----'))
    .map(line => ({ type, rule, value: line }));
}

const isType = (name: string): name is SpanType => Object.hasOwn(LABELS, name);

/** Whether a value is hardly anything else where it stands alone. */
function tells(type: SpanType, value: string): boolean {
  if (value.length < LEAST) return false;
  switch (type) {
    case 'UserName':
    case 'Hostname':
      return /[a-z]/i.test(value) && /[\d._@\\-]/.test(value);
    case 'PersonName':
      return /\p{L}[ ]\p{L}/u.test(value);
    default:
      return value.length >= LONG_WORD || !/^\p{L}+$/u.test(value);
  }
}

function findKnown(byHead: ReadonlyMap<string, readonly Known[]>, text: string, from: number): Finding[] {
  const found: Finding[] = [];
  for (let at = from; at + HEAD <= text.length; at++) {
    const one = byHead
      .get(text.slice(at, at + HEAD))
      ?.find(({ value }) => text.startsWith(value, at) && isApart(text, at, at + value.length));
    if (!one) continue;
    const { value, type, rule } = one;
    found.push({ type, start: at, end: at + value.length, confidence: CONFIDENCE, rule });
    at += value.length - 1;
  }
  return found;
}

/** Whether no word goes on at either end. */
const isApart = (text: string, start: number, end: number): boolean =>
  !(isWord(text[start - 1]) && isWord(text[start])) && !(isWord(text[end - 1]) && isWord(text[end]));

const isWord = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}_]/u.test(unit);
