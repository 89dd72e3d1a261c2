/** The forms that values take in the columns of our schema, and how those of other times are brought to them. */
import * as z from 'zod';
import { SourceClock } from '../rows/clocks.js';
import { Id, Timestamp } from '../rows/common.js';
import { Provenance } from '../rows/provenance.js';

/** A value as SQLite gives it: text that is not UTF-8 comes as its bytes. */
export type Value = string | number | bigint | Buffer | null;

/** `as`: the value to store; `what`: how it differs from the one that was there. Undefined: it does not fit. */
type Fitted = { readonly as: Value; readonly what?: 'time' | 'word' | 'form' } | undefined;
export type Form = (value: Exclude<Value, null>) => Fitted;

const same = (value: Value): Fitted => ({ as: value });

export const id: Form = value => (Id.safeParse(value).success ? same(value) : undefined);

/** Text comes byte by byte as it was; numbers were written by programs that bound them as such. */
export const text: Form = value => {
  if (typeof value === 'string' || value instanceof Buffer) return same(value);
  return { as: String(value), what: 'form' };
};

export const integer: Form = value => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const safe = typeof number === 'bigint' ? Number(number) : number;
  if (typeof safe !== 'number' || !Number.isSafeInteger(safe)) return undefined;
  return typeof value === 'string' ? { as: safe, what: 'form' } : same(safe);
};

/** At least `least`, and at most `most`. */
export const from =
  (least: number, most = Infinity): Form =>
  value => {
    const fitted = integer(value);
    return fitted && Number(fitted.as) >= least && Number(fitted.as) <= most ? fitted : undefined;
  };

export const real: Form = value => {
  const number = Number(value instanceof Buffer ? Number.NaN : value);
  if (!Number.isFinite(number)) return undefined;
  return typeof value === 'string' ? { as: number, what: 'form' } : same(number);
};

export const flag: Form = value => {
  const word = typeof value === 'string' ? value.toLowerCase() : Number(value);
  if (word === 0 || word === 1) return same(word);
  if (word === 'true' || word === '1') return { as: 1, what: 'form' };
  if (word === 'false' || word === '0') return { as: 0, what: 'form' };
  return undefined;
};

export const blob: Form = value => (value instanceof Buffer ? same(value) : undefined);

/** A date with an optional time and an optional zone; without one it is UTC, as the schema has it. */
const DATE_TIME =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i;
/** Numbers above are milliseconds since the epoch, others seconds: it is the year 1973 in the one, 5138 in the other. */
const LEAST_MILLISECONDS = 1e11;

function instant(value: Exclude<Value, null>): number | undefined {
  // A column of text made text of the numbers that it was given.
  if (typeof value === 'number' || typeof value === 'bigint' || /^\d{9,14}(\.\d+)?$/.test(String(value))) {
    const number = Number(value);
    return Math.abs(number) < LEAST_MILLISECONDS ? number * 1000 : number;
  }
  const [, date, time = '00:00', seconds = '00', zone = 'Z'] = DATE_TIME.exec(String(value).trim()) ?? [];
  if (date === undefined) return undefined;
  const hours = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const at = Date.parse(`${date}T${time}:${seconds}${/^(z|utc)$/i.test(hours) ? 'Z' : hours}`);
  return Number.isNaN(at) ? undefined : at;
}

/** `YYYY-MM-DD HH:MM:SS`; years before 0 and after 9999 have no such form. */
function timestampOf(at: number): string | undefined {
  const date = new Date(at);
  if (Number.isNaN(at) || Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString().slice(0, 19).replace('T', ' ');
  return Timestamp.safeParse(text).success ? text : undefined;
}

export const time: Form = value => {
  if (typeof value === 'string' && Timestamp.safeParse(value).success) return same(value);
  const at = instant(value);
  const as = at === undefined ? undefined : timestampOf(at);
  return as === undefined ? undefined : { as, what: 'time' };
};

/** Milliseconds since the epoch. */
export const milliseconds: Form = value => {
  if (typeof value !== 'string') return integer(value);
  const at = instant(value);
  return at === undefined ? undefined : { as: at, what: 'time' };
};

/** A day of the calendar, `YYYY-MM-DD`. */
export const date: Form = value => (z.iso.date().safeParse(value).success ? same(value) : undefined);

/** One of some words; others are replaced. */
export const oneOf =
  (words: readonly string[], otherwise: string): Form =>
  value => {
    if (typeof value === 'string' && words.includes(value)) return same(value);
    const near = String(value).trim().toLowerCase();
    return { as: words.find(word => word === near) ?? otherwise, what: 'word' };
  };

function parsed(value: Exclude<Value, null>): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return undefined;
  }
}

/** A JSON object; other text is kept inside of one. */
export const jsonObject: Form = value => {
  const found = z.record(z.string(), z.json()).safeParse(parsed(value));
  if (found.success && typeof value === 'string') return same(value);
  return { as: JSON.stringify({ text: String(value) }), what: 'form' };
};

/** A JSON array of texts; other text is taken as words between commas. */
export const tags: Form = value => {
  const found = z.array(z.string()).safeParse(parsed(value));
  if (found.success && typeof value === 'string') return same(value);
  const words = String(value)
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '');
  return { as: JSON.stringify(words), what: 'form' };
};

/** How an attachment came to be. */
export const provenance: Form = value =>
  typeof value === 'string' && Provenance.safeParse(parsed(value)).success ? same(value) : undefined;

/** A name that TextDecoder knows. */
export const encoding: Form = value => {
  try {
    return same(new TextDecoder(String(value)).encoding);
  } catch {
    return undefined;
  }
};

/** A name of a time zone, or an offset. */
export const zone: Form = value =>
  typeof value === 'string' && SourceClock.shape.zone.safeParse(value).success ? same(value) : undefined;

/** The time that a UUID of version 7 holds, in its first 48 bits. */
export function timeOfId(value: string): string | undefined {
  const hex = value.replaceAll('-', '');
  return hex[12] === '7' ? timestampOf(Number.parseInt(hex.slice(0, 12), 16)) : undefined;
}
