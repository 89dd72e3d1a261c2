/** Search over incidents, by the words of their own, of their documents and of their whys, and filters on `issues`. */
import { randomUUID } from 'node:crypto';
import type { Checked } from './api.js';
import type { Database } from './connection.js';
import { where } from './filters.js';
import type { Handlers } from './handlers.js';
import { Found, type Part } from './rows/search.js';
import { statement } from './statements.js';

/** More words narrow a search no further in practice; FTS5's expressions have a limit. */
const MOST_WORDS = 32;

/** A match in the title counts as much as this many in the description. */
const TITLE_WEIGHT = 10;

/** Tokens of a description that a snippet shows, and characters where no word was searched for. */
const SNIPPET_TOKENS = 24;
const SNIPPET_LENGTH = 200;

/** How a page of results is filtered; case does not matter in what people write freely (ASCII). */
const CONDITIONS = {
  match: `issues.rowid = found.rowid`,
  signs: `NOT EXISTS (
    SELECT 1 FROM json_each(@signs)
    WHERE instr(title, value) = 0 AND instr(coalesce(description, ''), value) = 0)`,
  status: `status IN (SELECT value FROM json_each(@status))`,
  severity: `severity IN (SELECT value FROM json_each(@severity))`,
  category: `category = @category COLLATE NOCASE`,
  assigned_to: `assigned_to = @assigned_to COLLATE NOCASE`,
  tags: `NOT EXISTS (
    SELECT 1 FROM json_each(@tags) AS wanted WHERE NOT EXISTS (
      SELECT 1 FROM json_each(iif(json_valid(issues.tags), issues.tags, '[]')) AS tag
      WHERE tag.value = wanted.value COLLATE NOCASE))`,
  from: `created_at >= @from`,
  to: `created_at < @to`,
};

const BEHIND = `(created_at, id) < (@after_time, @after_id)`;

const COLUMNS = `
  issues.rowid, id, title, severity, status, created_at, category, assigned_to, tags,
  substr(description, 1, ${SNIPPET_LENGTH}) AS description,
  (SELECT count(*) FROM log_files WHERE issue_id = issues.id) AS attachments`;

/** What is found in a document or why counts as much of what is found in the incident's own words. */
const PLACE_WEIGHT = 0.5;

/** The row of an incident, with the row of what was found where that is something else. */
interface Row {
  readonly rowid: number;
  readonly kind: Kind | null;
  readonly place_row: number | null;
  readonly title: string;
  readonly description: string | null;
}

/** Best first, then newest first. Any text is a valid search. */
function searchIncidents(db: Database, input: Checked<'searchIncidents'>): Found[] {
  const { text, after, limit, status, severity, tags, ...plain } = input;
  const { match, signs } = queryOf(text);
  const given = {
    ...plain,
    ...(match !== undefined && { match }),
    ...(signs.length > 0 && { signs: JSON.stringify(signs) }),
    ...(status && { status: JSON.stringify(status) }),
    ...(severity && { severity: JSON.stringify(severity) }),
    ...(tags && { tags: JSON.stringify(tags) }),
    ...(after && { after_rank: after.rank, after_time: after.created_at, after_id: after.id }),
  };
  const rows = match === undefined ? newest(db, given, limit) : best(db, given, limit);
  const mark = match === undefined ? unmarked : marker(db, match);
  return rows.map(row => Found.parse({ ...row, place: placeOf(db, row), ...mark(row) }));
}

function newest(db: Database, given: object, limit: number): Row[] {
  const conditions = { ...CONDITIONS, after_id: BEHIND };
  const sql = `SELECT ${COLUMNS}, 0 AS rank, NULL AS kind, NULL AS place_row FROM issues ${where(conditions, given)}
               ORDER BY created_at DESC, id DESC LIMIT @limit`;
  return statement(db, sql).all({ ...given, limit }) as Row[];
}

function best(db: Database, given: object, limit: number): Row[] {
  const conditions = {
    ...CONDITIONS,
    signs: `(kind IS NOT NULL OR ${CONDITIONS.signs})`,
    after_id: `(rank > @after_rank OR (rank = @after_rank AND ${BEHIND}))`,
  };
  const sql = `
    WITH found AS MATERIALIZED (
      SELECT rowid, bm25(issues_fts, 0, ${TITLE_WEIGHT}, 1) AS rank, NULL AS kind, NULL AS place_row
      FROM issues_fts WHERE issues_fts MATCH @match
      UNION ALL
      SELECT issue, min(rank), kind, place_row FROM (${PLACES.map(hits).join(' UNION ALL ')}) GROUP BY issue
      HAVING NOT EXISTS (SELECT 1 FROM issues_fts WHERE issues_fts MATCH @match AND rowid = issue))
    SELECT ${COLUMNS}, rank, kind, place_row FROM found CROSS JOIN issues ${where(conditions, given)}
    ORDER BY rank, created_at DESC, id DESC LIMIT @limit`;
  return statement(db, sql).all({ signs: null, ...given, limit }) as Row[];
}

/**
 * What FTS5 gets for a text: each word as a quoted string, which takes any sign, and as a prefix. Words without a
 * letter or digit have no place in the index, so they are looked for as they are.
 */
function queryOf(text: string): { match: string | undefined; signs: string[] } {
  const words = text
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .split(/[\s\p{Cc}]+/u)
    .filter(word => word !== '')
    .slice(0, MOST_WORDS);
  const indexed = words.filter(word => INDEXED.test(word)).map(word => `"${word.replaceAll('"', '""')}"*`);
  return {
    match: indexed.length > 0 ? indexed.join(' ') : undefined,
    signs: words.filter(word => !INDEXED.test(word)),
  };
}

/**
 * The signs that `unicode61` makes words of (https://www.sqlite.org/fts5.html#unicode61_tokenizer), without those that
 * newer versions of Unicode count as letters and SQLite does not.
 */
const INDEXED = /(?![\u19b0-\u19c9\u1cf2\u1cf3])[\p{L}\p{N}\p{Co}]/u;

type Kind = 'document' | 'why';

/** What belongs to an incident and is searched too: its table, the columns of its index and their weights. */
const PLACES = [
  { kind: 'document', table: 'documents', columns: ['title', 'content_md'], weights: [5, 1] },
  { kind: 'why', table: 'resolution_steps', columns: ['why_question', 'answer'], weights: [1, 1] },
] as const;

/** The rows of one kind that hold all the words, with their incidents. */
function hits({ kind, table, columns, weights }: (typeof PLACES)[number]): string {
  const holds = columns.map(column => `instr(coalesce(${table}.${column}, ''), value) > 0`).join(' OR ');
  return `
    SELECT issues.rowid AS issue, ${PLACE_WEIGHT} * bm25(${table}_fts, ${weights.join()}) AS rank, '${kind}' AS kind,
      ${table}.rowid AS place_row
    FROM ${table}_fts CROSS JOIN ${table} ON ${table}.rowid = ${table}_fts.rowid
      CROSS JOIN issues ON issues.id = ${table}.issue_id
    WHERE ${table}_fts MATCH @match
      AND (@signs IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(@signs) WHERE NOT (${holds})))`;
}

function placeOf(db: Database, { kind, place_row }: Row): unknown {
  if (kind === null) return null;
  const row =
    kind === 'document'
      ? `SELECT 'document' AS kind, id, title, 0 AS level FROM documents WHERE rowid = ?`
      : `SELECT 'why' AS kind, id, '' AS title, step_order AS level FROM resolution_steps WHERE rowid = ?`;
  return statement(db, row).get(place_row);
}

/** The part with the most matches, of whichever column holds it. */
function snippetOf(db: Database, kind: Kind, given: Readonly<Record<string, unknown>>): string {
  const index = kind === 'document' ? 'documents_fts' : 'resolution_steps_fts';
  const sql = `SELECT snippet(${index}, -1, @open, @close, '…', ${SNIPPET_TOKENS}) FROM ${index}
               WHERE ${index} MATCH @match AND rowid = @rowid`;
  return String(statement(db, sql).pluck().get(given));
}

type Marks = Pick<Found, 'marked' | 'snippet'>;

function unmarked({ title, description }: Pick<Row, 'title' | 'description'>): Marks {
  const whole = (text: string | null) => (text ? [{ text, match: false }] : []);
  return { marked: whole(title), snippet: whole(description) };
}

/** Marks what matched. The marks between which FTS5 puts it are made anew each time, so that no text can hold them. */
function marker(db: Database, match: string): (row: Row) => Marks {
  const [open, close] = [randomUUID(), randomUUID()];
  const marks = statement(
    db,
    `SELECT highlight(issues_fts, 1, @open, @close) AS title,
            snippet(issues_fts, 2, @open, @close, '…', ${SNIPPET_TOKENS}) AS description
     FROM issues_fts WHERE issues_fts MATCH @match AND rowid = @rowid`,
  );
  return found => {
    if (found.kind !== null) {
      const snippet = snippetOf(db, found.kind, { match, rowid: found.place_row, open, close });
      return { marked: unmarked(found).marked, snippet: parts(withoutAddresses(snippet), open, close) };
    }
    const { rowid } = found;
    const row = marks.get({ match, rowid, open, close }) as Pick<Row, 'title' | 'description'>;
    return { marked: parts(row.title, open, close), snippet: parts(row.description ?? '', open, close) };
  };
}

/** What a link to evidence leads to says nothing to a reader. */
const withoutAddresses = (text: string): string => text.replaceAll(/\]\(whydunit:[^)\s]*\)?/g, ']');

function parts(text: string, open: string, close: string): Part[] {
  const [before = '', ...rest] = text.split(open);
  const pieces = rest.flatMap(piece => {
    const [matched = '', behind = ''] = piece.split(close);
    return [
      { text: matched, match: true },
      { text: behind, match: false },
    ];
  });
  return [{ text: before, match: false }, ...pieces].filter(piece => piece.text !== '');
}

export const search = { searchIncidents } satisfies Partial<Handlers>;
