/** All events of an incident at once, for what shows them on an axis: read from the index alone, or filtered. */
import * as z from 'zod';
import type { Checked, Output } from './api.js';
import type { Database } from './connection.js';
import { where } from './filters.js';
import type { EventFilter, EventIndex } from './rows/timeline.js';
import { statement } from './statements.js';

const CONDITIONS = {
  issue_id: 'issue_id = @issue_id',
  words: `NOT EXISTS (
    SELECT 1 FROM json_each(@words)
    WHERE instr(lowercase(description || char(10) || coalesce(source, '') || char(10) || event_type || char(10)
      || coalesce(tags, '')), value) = 0)`,
  types: 'event_type IN (SELECT value FROM json_each(@types))',
  sources: 'source IS NOT NULL AND source IN (SELECT value FROM json_each(@sources))',
  sourcesOrNone: `coalesce(source, '') IN (SELECT coalesce(value, '') FROM json_each(@sourcesOrNone))`,
  tags: `EXISTS (
    SELECT 1 FROM json_each(CASE WHEN json_valid(tags) THEN tags END)
    WHERE value IN (SELECT value FROM json_each(@tags)))`,
};

function given({ text = '', types, sources, tags }: EventFilter) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const named = sources?.includes(null) ? 'sourcesOrNone' : 'sources';
  return {
    ...(words.length > 0 && { words: JSON.stringify(words) }),
    ...(types && { types: JSON.stringify(types) }),
    ...(sources && { [named]: JSON.stringify(sources) }),
    ...(tags && { tags: JSON.stringify(tags) }),
  };
}

/** Numbers names in the order in which they come; a column has room for 65,536. */
class Names<Name> {
  readonly list: Name[] = [];
  readonly #places = new Map<Name, number>();

  placeOf(name: Name): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = Math.min(this.list.length, MOST_NAMES - 1);
    if (place === this.list.length) this.list.push(name);
    this.#places.set(name, place);
    return place;
  }
}

const MOST_NAMES = 65_536;

type Row = readonly [at: number, id: string, event_type: string, source: string | null];

export function eventIndex(db: Database, { issue_id, filter }: Checked<'indexEvents'>): EventIndex {
  const values = { issue_id, ...given(filter) };
  const count = (of: object) =>
    z.int().parse(
      statement(db, `SELECT count(*) FROM timeline_events ${where(CONDITIONS, of)}`)
        .pluck()
        .get(of),
    );
  const most = count(values);
  const [ids, at] = [new Uint8Array(16 * most), new Float64Array(most)];
  const [types, sources] = [new Uint16Array(most), new Uint16Array(most)];
  const [typeNames, sourceNames] = [new Names<string>(), new Names<string | null>()];
  const sql = `SELECT at, id, event_type, source FROM timeline_events ${where(CONDITIONS, values)} ORDER BY at, id`;
  const rows = statement(db, sql).raw().iterate(values) as IterableIterator<Row>;
  let place = 0;
  for (const [instant, id, type, source] of rows) {
    ids.set(Buffer.from(id.replaceAll('-', ''), 'hex'), 16 * place);
    at[place] = instant;
    types[place] = typeNames.placeOf(type);
    sources[place] = sourceNames.placeOf(source);
    place++;
  }
  return {
    ids,
    at,
    types,
    sources,
    typeNames: typeNames.list,
    sourceNames: sourceNames.list,
    tags: tagsOf(db, issue_id),
    all: count({ issue_id }),
  };
}

function tagsOf(db: Database, issue_id: string): string[] {
  const sql = `
    SELECT DISTINCT tag.value FROM timeline_events, json_each(CASE WHEN json_valid(tags) THEN tags END) AS tag
    WHERE issue_id = ? AND tags IS NOT NULL AND typeof(tag.value) = 'text' ORDER BY 1 LIMIT 1000`;
  return z.array(z.string()).parse(statement(db, sql).pluck().all(issue_id));
}

/** What the metrics of an incident are counted from: few, of any number of events. */
export function milestonesOf(
  db: Database,
  { issue_id }: Checked<'listMilestones'>,
): Output<'listMilestones'> {
  const sql = `
    SELECT id, at, event_type FROM timeline_events
    WHERE issue_id = ? AND event_type IN
      ('impact_started', 'detected', 'acknowledged', 'mitigated', 'resolved', 'reopened')
    ORDER BY at, id LIMIT 1000`;
  return statement(db, sql).all(issue_id) as Output<'listMilestones'>;
}
