/** Leaves that no tree leads to any more, and the tables that they belong to. */
import type { Database } from '../../migrations/index.js';
import type { Row } from '../pages/records.js';
import { foreignKeys, refersWell } from './references.js';
import { canHold, keyOf, type Table } from './schema.js';
import type { Keys, Source, SourceTable } from './source.js';

interface Candidate {
  readonly table: SourceTable;
  /** What the index on its primary key names. */
  readonly keys: Keys;
}

interface Tables {
  readonly tables: readonly SourceTable[];
  /** Those of whose trees a part is lost. */
  readonly torn: readonly SourceTable[];
  /** Those of search indexes, which are not copied. */
  readonly shadow: readonly Table[];
}

/** How sure one must be of a leaf's table; each leaf is placed by the strictest that tells. */
const SURENESS = ['named', 'refers', 'shape'] as const;

/**
 * Gives each row of a stray leaf to its table.
 *
 * @returns the number of rows of which nothing tells the table
 */
export function placeStrays(
  db: Database,
  source: Source,
  { tables, torn, shadow }: Tables,
  place: (table: SourceTable, row: Row) => void,
): number {
  const candidates = torn.map(table => ({ table, keys: source.keysOf(table) }));
  let left = source.strays(tables);
  for (const sureness of SURENESS) {
    for (let before = Infinity; left.length < before;) {
      before = left.length;
      // What was placed may be what other rows refer to.
      left = left.filter(page => {
        const rows = source.rowsOn(page);
        const [only, ...more] = TESTS[sureness](db, rows, able(candidates, rows));
        if (!only || more.length > 0) return true;
        for (const row of rows) place(only.table, row);
        return false;
      });
    }
  }
  const unknown = left.map(page => source.rowsOn(page)).filter(rows => !isOfAny(shadow, rows));
  return unknown.reduce((sum, rows) => sum + rows.length, 0);
}

function able(candidates: readonly Candidate[], rows: readonly Row[]): Candidate[] {
  return candidates.filter(
    candidate => !(candidate.keys.whole && !isNamed(candidate, rows)) && isOfAny([candidate.table], rows),
  );
}

const isOfAny = (tables: readonly Table[], rows: readonly Row[]) =>
  tables.some(table => rows.every(({ values }) => canHold(table, values)));

const isNamed = ({ table, keys }: Candidate, rows: readonly Row[]) =>
  rows.some(row => keys.byRowid.get(row.rowid) === keyOf(table, row));

const TESTS: Record<
  (typeof SURENESS)[number],
  (db: Database, rows: readonly Row[], able: readonly Candidate[]) => readonly Candidate[]
> = {
  /** The index on the primary key names a row of it. */
  named: (_, rows, able) => able.filter(candidate => isNamed(candidate, rows)),
  /** What its rows refer to is there. */
  refers: (db, rows, able) =>
    able.filter(({ table }) => foreignKeys(db, table.name).length > 0 && refersWell(db, table, rows)),
  /** It has as many columns as the rows; with fewer, a table is meant that got columns later. */
  shape: (_, rows, able) => {
    const same = able.filter(({ table }) =>
      rows.every(({ values }) => values.length === table.columns.length),
    );
    return same.length > 0 ? same : able;
  },
};
