/** Bringing a row of the source to the form of our table. */
import { type Column, type Table } from '../schema.js';
import {
  blob,
  type Form,
  id,
  integer,
  milliseconds,
  real,
  text,
  time,
  timeOfId,
  type Value,
} from './forms.js';
import type { Change } from './report.js';
import { RULES } from './rules.js';

/** A row that fits, with what is different in it; or the column whose value does not fit. */
export type FittedRow =
  | { readonly values: Map<string, Value>; readonly changes: readonly Change[] }
  | { readonly left: 'badId' | 'noParent' | 'badValue'; readonly column: string };

/** What can be said of a row that has no time of its own. */
const NO_TIME = '1970-01-01 00:00:00';

function formOf(table: Table, column: Column): Form {
  const form = RULES[table.name]?.forms?.[column.name];
  if (form) return form;
  if (column.name === 'id' || table.references.some(({ column: name }) => name === column.name)) return id;
  const isTime = column.name.endsWith('_at');
  if (column.type === 'INTEGER') return isTime ? milliseconds : integer;
  if (column.type === 'REAL') return real;
  if (column.type === 'BLOB') return blob;
  return isTime ? time : text;
}

/**
 * Fits each value to its column, fills what is missing, and switches off what might act. The same row always fits to
 * the same values, so that a second import finds them again.
 */
export function fitRow(table: Table, read: ReadonlyMap<string, Value>): FittedRow {
  const values = new Map<string, Value>();
  const changes: Change[] = [];
  for (const column of table.columns) {
    const { name, notNull } = column;
    const value = read.get(name) ?? null;
    const fitted = value === null ? undefined : formOf(table, column)(value);
    if (fitted) {
      values.set(name, fitted.as);
      if (fitted.what === 'word')
        changes.push({ what: 'word', column: name, detail: `→ ${String(fitted.as)}` });
      else if (fitted.what) changes.push({ what: fitted.what, column: name });
    } else if (notNull) {
      if (name === table.key) return { left: 'badId', column: name };
      if (table.references.some(({ column }) => column === name)) return { left: 'noParent', column: name };
    } else {
      values.set(name, null);
      if (value !== null) changes.push({ what: 'emptied', column: name });
    }
  }
  for (const column of table.columns.filter(({ name }) => !values.has(name))) {
    const filled = fill(table, column, values);
    if (filled === undefined) return { left: 'badValue', column: column.name };
    values.set(column.name, filled);
    // What the source has no column for was never said there: the default is no change of it.
    const unsaid = !read.has(column.name) && literalOf(column.default) !== undefined;
    if (!unsaid) changes.push({ what: 'filled', column: column.name });
  }
  for (const { as, ...change } of RULES[table.name]?.adjust?.(values) ?? []) {
    values.set(change.column, as);
    changes.push(change);
  }
  return { values, changes };
}

/** What stands in a column that must have a value where there is none: the default as documented, or what is near. */
function fill(table: Table, column: Column, values: ReadonlyMap<string, Value>): Value | undefined {
  const rule = RULES[table.name]?.missing?.[column.name];
  if (rule !== undefined) return rule;
  if (column.name.endsWith('_at')) return nearTime(column, values);
  const literal = literalOf(column.default);
  if (literal !== undefined) return literal;
  if (column.type === 'INTEGER') return 0;
  return column.type === 'TEXT' ? 'unknown' : undefined;
}

function nearTime(column: Column, values: ReadonlyMap<string, Value>): Value {
  const known = [...values].find(([name, value]) => name.endsWith('_at') && value !== null)?.[1];
  const text = typeof known === 'string' ? known : (timeOfId(String(values.get('id'))) ?? NO_TIME);
  if (column.type === 'TEXT') return text;
  return typeof known === 'number' ? known : Date.parse(`${text.replace(' ', 'T')}Z`);
}

/** A default that is a literal; one that is an expression would differ from import to import. */
function literalOf(sql: string | null): Value | undefined {
  if (sql === null) return undefined;
  if (/^-?\d+$/.test(sql)) return Number(sql);
  return /^'(?:[^']|'')*'$/.test(sql) ? sql.slice(1, -1).replaceAll("''", "'") : undefined;
}
