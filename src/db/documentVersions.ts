/** Earlier texts of documents: the rows of `document_versions`. */
import type { Database } from './connection.js';
import { Version, VersionSummary } from './rows/analysis.js';
import { statement } from './statements.js';
import { Table } from './table.js';
import type { VersionCause } from './values.js';
import * as z from 'zod';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** While a document is written, a version is kept no more often than this, in milliseconds. */
const EVERY = 5 * MINUTE;

/** Of versions that were kept while writing, one stays for each span, the longer ago the longer. */
const SPANS = [
  { after: 30 * DAY, one: 7 * DAY },
  { after: 2 * DAY, one: DAY },
  { after: 4 * HOUR, one: HOUR },
];

export const versions = new Table('document_versions', VersionSummary, {
  entity: 'document_version',
  parent: 'document_id',
  order: ['created_at', 'id'],
  newestFirst: true,
  written: Version,
});

interface Text {
  readonly id: string;
  readonly content_md: string;
}

/** Keeps the text as a version, unless the newest version has it already. */
export function keepVersion(db: Database, document: Text, cause: VersionCause): VersionSummary {
  const { id: document_id, content_md } = document;
  const newest = versions.find(db, { document_id });
  if (newest && versions.read(db, newest.id, 'content_md') === content_md) {
    return newest.cause === cause ? newest : versions.update(db, newest.id, { cause });
  }
  thinOut(db, document_id, Date.now());
  return versions.add(db, { document_id, cause, content_md, created_at: Date.now() });
}

/** Keeps the text before a change, where the newest version is old enough. */
export function keepWhileEdited(db: Database, document: Text): void {
  const newest = versions.find(db, { document_id: document.id });
  if (!newest || Date.now() - newest.created_at >= EVERY) keepVersion(db, document, 'edited');
}

function thinOut(db: Database, document_id: string, now: number): void {
  const rows = statement(
    db,
    `SELECT id, created_at FROM document_versions WHERE document_id = ? AND cause = 'edited' ORDER BY created_at, id`,
  ).all(document_id);
  const kept = z.array(VersionSummary.pick({ id: true, created_at: true })).parse(rows);
  for (const id of superfluous(kept, now)) versions.remove(db, id);
}

/**
 * The versions that may go.
 *
 * @param rows oldest first; times in milliseconds since the epoch
 */
export function superfluous(
  rows: readonly { readonly id: string; readonly created_at: number }[],
  now: number,
): string[] {
  const seen = new Set<string>();
  // The last of each span is the one that stays.
  return rows.toReversed().flatMap(({ id, created_at }) => {
    const span = SPANS.find(({ after }) => now - created_at > after);
    if (!span) return [];
    const place = `${span.one} ${Math.floor(created_at / span.one)}`;
    if (seen.has(place)) return [id];
    seen.add(place);
    return [];
  });
}
