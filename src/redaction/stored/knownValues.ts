/** Values that were found in an incident's evidence, where they stand alone: without what told what they are. */
import type { Database } from '../../db/connection.js';
import { valuesOf } from '../../db/spans.js';
import type { Finder, Finding, SpanType } from '../types.js';

/** The first units of a value, by which it is looked for. */
const HEAD = 4;
const LEAST = 6;
/** A line of a key, as it may be quoted alone. */
const LEAST_LINE = 24;
/** What is all letters or all digits: a shorter one may be any word or number of a text. */
const LONG = 12;
/** More are not remembered. */
const MOST = 50_000;
/** A rule that finds the same knows more of it. */
const CONFIDENCE = 0.4;

/** What is known by what stands beside it; all else is found by its own form. */
const BY_CONTEXT = new Set<string>([
  'ApiKey',
  'BasicAuth',
  'BearerToken',
  'ConnectionString',
  'Hostname',
  'PersonName',
  'Password',
  'PrivateKey',
  'ProviderToken',
  'Secret',
  'SessionCookie',
  'UserName',
] satisfies SpanType[]);

/** Values that begin alike. */
interface Alike {
  /** The longest first, since a shorter value may be the beginning of another one. */
  readonly lengths: number[];
  readonly types: Map<string, SpanType>;
}

export class KnownValues implements Finder {
  readonly #byHead = new Map<string, Alike>();
  #count = 0;
  /** Whether a value may begin with units of that hash: most places of a text are passed by it. */
  readonly #heads = new Uint8Array(1 << 16);

  /** Those of an incident that nobody keeps. */
  static of(db: Database, issue_id: string): KnownValues {
    const known = new KnownValues();
    for (const { pii_type, original_value } of valuesOf(db, issue_id)) known.#add(pii_type, original_value);
    return known;
  }

  /** What the rules find is known from there on. */
  find(text: string, from: number, byRules: readonly Finding[]): Finding[] {
    for (const { type, start, end } of byRules) this.#add(type, text.slice(start, end));
    const found: Finding[] = [];
    if (this.#byHead.size === 0) return found;
    for (let at = from; at + HEAD <= text.length; at++) {
      if (this.#heads[hashOf(text, at)] === 0) continue;
      const alike = this.#byHead.get(text.slice(at, at + HEAD));
      const one = alike && longestAt(alike, text, at);
      if (!one) continue;
      found.push({ ...one, start: at, confidence: CONFIDENCE, rule: 'known-value' });
      at = one.end - 1;
    }
    return found;
  }

  #add(name: string, whole: string): void {
    if (!isByContext(name) || this.#count >= MOST) return;
    for (const value of parts(name, whole)) {
      const head = value.slice(0, HEAD);
      const { lengths, types } = this.#byHead.get(head) ?? {
        lengths: [],
        types: new Map<string, SpanType>(),
      };
      if (types.has(value)) continue;
      if (types.size === 0) this.#byHead.set(head, { lengths, types });
      if (!lengths.includes(value.length))
        lengths.splice(lengths.filter(l => l > value.length).length, 0, value.length);
      types.set(value, name);
      this.#heads[hashOf(head, 0)] = 1;
      this.#count++;
    }
  }
}

function longestAt(
  { lengths, types }: Alike,
  text: string,
  at: number,
): Pick<Finding, 'type' | 'end'> | undefined {
  for (const length of lengths) {
    const end = at + length;
    const type = types.get(text.slice(at, end));
    if (type && isApart(text, at, end)) return { type, end };
  }
  return undefined;
}

const isByContext = (name: string): name is SpanType => BY_CONTEXT.has(name);

/** A key is looked for line by line, any other value whole. */
function parts(type: SpanType, value: string): string[] {
  const lines = value.split(/\r?\n|\\n/);
  if (lines.length === 1) return tells(type, value) ? [value] : [];
  return lines
    .map(line => line.trim())
    .filter(line => line.length >= LEAST_LINE && !line.startsWith('-----'));
}

/** Whether a value is hardly anything else where it stands alone. */
function tells(type: SpanType, value: string): boolean {
  if (value.length < LEAST) return false;
  switch (type) {
    case 'UserName':
    case 'Hostname':
      return /[a-z]/i.test(value) && /[\d._@\\-]/.test(value);
    case 'PersonName':
      return /\p{L} \p{L}/u.test(value);
    default:
      return value.length >= LONG || (/\p{L}/u.test(value) && /\P{L}/u.test(value));
  }
}

/** Of the units from `at` on. */
function hashOf(text: string, at: number): number {
  const [a, b] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
  return (a ^ (b << 4) ^ (text.charCodeAt(at + 2) << 8) ^ (text.charCodeAt(at + 3) << 12)) & 0xffff;
}

/** Whether no word goes on at either end, also behind a sign that joins words. */
function isApart(text: string, start: number, end: number): boolean {
  return (
    !(isWord(text[start - 1]) && isWord(text[start])) &&
    !(joins(text[start - 1]) && isWord(text[start - 2])) &&
    !(isWord(text[end - 1]) && isWord(text[end])) &&
    !(joins(text[end]) && isWord(text[end + 1]))
  );
}

const joins = (unit: string | undefined): boolean => unit === '-' || unit === '.';
const isWord = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}_]/u.test(unit);

/** Known values of the incident whose attachments are scanned one after the other: reading them anew for each would be long. */
export class KnownByIncident {
  #last: { readonly issue_id: string; readonly values: KnownValues } | undefined;

  constructor(private readonly db: Database) {}

  of(issue_id: string): KnownValues {
    if (this.#last?.issue_id !== issue_id)
      this.#last = { issue_id, values: KnownValues.of(this.db, issue_id) };
    return this.#last.values;
  }
}
