/** Templates of log lines, and what tells incidents apart: read and written by the job that compares incidents. */
import type { Database } from './connection.js';
import { statement } from './statements.js';

/** Raised whenever lines are taken apart in another way: attachments are read again then. */
const MINING_VERSION = 2;

/** Attachments whose lines were not read yet, newest first. */
export function unmined(db: Database): { id: string; encoding: string | null; file_size: number }[] {
  return statement(
    db,
    `SELECT id, encoding, coalesce(file_size, 0) AS file_size FROM log_files
     WHERE NOT EXISTS (SELECT 1 FROM log_file_minings WHERE log_file_id = log_files.id AND version = ?)
     ORDER BY uploaded_at DESC, id DESC`,
  ).all(MINING_VERSION) as { id: string; encoding: string | null; file_size: number }[];
}

export function knownTemplates(db: Database): { id: string; template: string }[] {
  return statement(db, `SELECT id, template FROM log_templates`).all() as { id: string; template: string }[];
}

export interface Mined {
  readonly log_file_id: string;
  readonly lines: number;
  /** Templates that are new or became wider. */
  readonly templates: ReadonlyMap<string, string>;
  readonly counts: ReadonlyMap<string, number>;
}

/** Puts what was found in an attachment in the place of what was found before, unless it was removed meanwhile. */
export function recordMining(db: Database, { log_file_id, lines, templates, counts }: Mined): void {
  const write = db.transaction(() => {
    if (!statement(db, `SELECT 1 FROM log_files WHERE id = ?`).get(log_file_id)) return;
    const template = statement(
      db,
      `INSERT INTO log_templates (id, template) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET template = excluded.template`,
    );
    for (const [id, text] of templates) template.run(id, text);
    // What another window removed meanwhile is not counted.
    const count = statement(
      db,
      `INSERT INTO log_file_templates (log_file_id, template_id, count)
       SELECT @log_file_id, id, @count FROM log_templates WHERE id = @id
       ON CONFLICT (log_file_id, template_id) DO UPDATE SET count = excluded.count`,
    );
    for (const [id, lines] of counts) count.run({ log_file_id, id, count: lines });
    // Only now: a template that no attachment has is removed.
    statement(
      db,
      `DELETE FROM log_file_templates
       WHERE log_file_id = ? AND template_id NOT IN (SELECT value FROM json_each(?))`,
    ).run(log_file_id, JSON.stringify([...counts.keys()]));
    statement(
      db,
      `INSERT INTO log_file_minings (log_file_id, version, lines) VALUES (?, ?, ?)
       ON CONFLICT (log_file_id) DO UPDATE SET version = excluded.version, lines = excluded.lines`,
    ).run(log_file_id, MINING_VERSION, lines);
  });
  write.immediate();
}

/** How many lines of an incident's attachments fit each template. */
export function templatesOf(db: Database, issue_id: string): Map<string, number> {
  const rows = statement(
    db,
    `SELECT template_id AS id, sum(count) AS count FROM log_file_templates JOIN log_files ON log_files.id = log_file_id
     WHERE issue_id = ? GROUP BY template_id`,
  ).all(issue_id) as { id: string; count: number }[];
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** In how many incidents a template was seen. */
export function incidentsWith(db: Database, template: string): number {
  return Number(
    statement(
      db,
      `SELECT count(DISTINCT issue_id) FROM log_file_templates JOIN log_files ON log_files.id = log_file_id
       WHERE template_id = ?`,
    )
      .pluck()
      .get(template),
  );
}

/** Other incidents that have any of these templates. */
export function sharing(db: Database, issue_id: string, templates: readonly string[]): string[] {
  return statement(
    db,
    `SELECT DISTINCT issue_id FROM log_file_templates JOIN log_files ON log_files.id = log_file_id
     WHERE template_id IN (SELECT value FROM json_each(?)) AND issue_id <> ?`,
  )
    .pluck()
    .all(JSON.stringify(templates), issue_id) as string[];
}

export function templateText(db: Database, id: string): string {
  const text = statement(db, `SELECT template FROM log_templates WHERE id = ?`).pluck().get(id);
  return typeof text === 'string' ? text : '';
}

export function countIncidents(db: Database): number {
  return Number(statement(db, `SELECT count(*) FROM issues`).pluck().get());
}

export interface Compared {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly status: string;
  readonly created_at: string;
  readonly category: string | null;
  readonly tags: readonly string[];
  /** All that people wrote in it. */
  readonly text: string;
}

/** @returns undefined where the incident is not there */
export function comparedIncident(db: Database, id: string): Compared | undefined {
  const row = statement(
    db,
    `SELECT id, title, severity, status, created_at, category, iif(json_valid(tags), tags, '[]') AS tags,
       concat_ws(char(10), title, description,
         (SELECT group_concat(concat_ws(char(10), why_question, answer), char(10)) FROM resolution_steps WHERE issue_id = issues.id),
         (SELECT group_concat(concat_ws(char(10), title, content_md), char(10)) FROM documents WHERE issue_id = issues.id)
       ) AS text
     FROM issues WHERE id = ?`,
  ).get(id) as (Omit<Compared, 'tags'> & { readonly tags: string | null }) | undefined;
  if (!row) return undefined;
  const tags: unknown = JSON.parse(row.tags ?? '[]');
  return { ...row, tags: Array.isArray(tags) ? tags.filter(tag => typeof tag === 'string') : [] };
}

/** Where words of incidents stand, and how much of each place a match counts. */
const PLACES = [
  { index: 'issues_fts', weights: '0, 4, 1', of: 'SELECT id FROM issues WHERE rowid = found.rowid' },
  { index: 'documents_fts', weights: '3, 1', of: 'SELECT issue_id FROM documents WHERE rowid = found.rowid' },
  {
    index: 'resolution_steps_fts',
    weights: '1, 1',
    of: 'SELECT issue_id FROM resolution_steps WHERE rowid = found.rowid',
  },
] as const;

/** In how many places each word stands, of those that stand anywhere. */
export function placesOfWords(db: Database, words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { index } of PLACES) {
    db.exec(
      `CREATE VIRTUAL TABLE IF NOT EXISTS temp.${index}_words USING fts5vocab('main', '${index}', 'row')`,
    );
    const count = statement(db, `SELECT doc FROM temp.${index}_words WHERE term = ?`).pluck();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + Number(count.get(word) ?? 0));
  }
  return counts;
}

/** How well the words fit incidents, by BM25 over all their places: the higher, the better. */
export function matchWords(db: Database, words: readonly string[], most: number): Map<string, number> {
  const scores = new Map<string, number>();
  if (words.length === 0) return scores;
  const match = words.map(word => `"${word.replaceAll('"', '""')}"`).join(' OR ');
  for (const { index, weights, of } of PLACES) {
    const rows = statement(
      db,
      `SELECT (${of}) AS id, found.score FROM (
         SELECT rowid, -bm25(${index}, ${weights}) AS score FROM ${index} WHERE ${index} MATCH ?
         ORDER BY score DESC LIMIT ?) AS found`,
    ).all(match, most) as { id: string | null; score: number }[];
    for (const { id, score } of rows) if (id !== null) scores.set(id, (scores.get(id) ?? 0) + score);
  }
  return scores;
}
