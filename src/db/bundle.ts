/** Which rows of the store go into a case bundle: the chosen incidents, and what hangs on them by the schema. */
import type { Database } from './connection.js';
import type { Rows } from './copy.js';
import { caseTables, type Table, tablesOf } from './schema.js';

type Some = Exclude<Rows, 'all'>;

const NONE: Some = { where: 'FALSE', parameters: [] };

/**
 * The rows of each table, with the audit rows of all that goes along. Settings, secrets and servers stay.
 *
 * @param incidents their ids
 */
export function bundleRows(db: Database, incidents: readonly string[]): (table: string) => Rows {
  const chosen = JSON.stringify(incidents);
  const rows = new Map<string, Rows>([['_migrations', 'all']]);
  const tables = caseTables(tablesOf(db));
  for (const table of tables) rows.set(table.name, rowsOf(table, rows, chosen));
  rows.set('audit_log', auditRows(tables, rows, chosen));
  return table => rows.get(table) ?? NONE;
}

const AMONG = 'IN (SELECT value FROM json_each(?))';

/** Tables stand behind those that they hang on, whose rows are known then. */
function rowsOf({ name, references }: Table, rows: ReadonlyMap<string, Rows>, chosen: string): Some {
  if (name === 'issues') return { where: `id ${AMONG}`, parameters: [chosen] };
  const parts = references.flatMap(({ column, table, hangs }) => {
    const parents = hangs ? rows.get(table) : undefined;
    if (!parents || parents === 'all') return [];
    const { where, parameters } = parents;
    return [{ where: `"${column}" IN (SELECT id FROM main."${table}" WHERE ${where})`, parameters }];
  });
  return {
    where: parts.map(({ where }) => where).join(' OR ') || 'FALSE',
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

/** Rows on what goes along, and rows that name the incident of something that is no more. */
function auditRows(tables: readonly Table[], rows: ReadonlyMap<string, Rows>, chosen: string): Some {
  const parts = tables.flatMap(({ name, key }) => {
    const of = rows.get(name);
    return of && of !== 'all' ? [{ ...of, name, key }] : [];
  });
  const ids = parts.map(
    ({ name, key, where }) => `SELECT main."${name}"."${key}" FROM main."${name}" WHERE ${where}`,
  );
  return {
    where: `entity_id IN (${ids.join(' UNION ALL ')})
            OR (json_valid(details) AND json_extract(details, '$.issue_id') ${AMONG})`,
    parameters: [...parts.flatMap(({ parameters }) => parameters), chosen],
  };
}
