/** Writes what can be read of a damaged store into a new one. */
import { migrate, MIGRATIONS } from '../../migrations/index.js';
import { audit } from '../audit.js';
import type { Database } from '../connection.js';
import { StoreError } from '../errors.js';
import type { JobControl } from '../control.js';
import type { PageFile } from '../pages/file.js';
import type { Row } from '../pages/records.js';
import type { Gap } from '../pages/tree.js';
import type { SalvagedTable, SalvageReport } from '../rows/salvage.js';
import { restoreContents } from './contents.js';
import { Orphans } from './references.js';
import { currentTables, keyOf, plain, tablesOf } from './schema.js';
import { Source, type SourceTable } from './source.js';
import { placeStrays } from './strays.js';
import { insertRow } from './target.js';

/** More lost rows of a table than this are not named. */
const MOST_NAMED = 1000;
/** The new store has rows of its own there. */
const OWN_TABLE = '_migrations';

/** A table on its way into the new store. */
interface Rescue {
  readonly table: SourceTable;
  readonly partial: string[];
  readonly lost: string[];
  readonly gaps: Gap[];
  refused: number;
}

/**
 * @param db a database file without tables, whose foreign keys are not enforced
 * @throws StoreError `wrongKey` where no page is one of this key's, `newer`, `cancelled`
 */
export function salvage(
  pages: PageFile,
  db: Database,
  { nativeBinding, progress }: JobControl,
): SalvageReport {
  if (!pages.isKeysOwn) throw new StoreError('wrongKey', 'no page is of this key');
  let seen = 0;
  const source = new Source(pages, () => progress({ done: seen++, total: pages.count }));
  const { own, shadow } = currentTables(nativeBinding);
  const tables = source.tables(own, nativeBinding);
  makeTables(db, stepsOf(source, tables));
  const rescues = tables.map((table): Rescue => ({ table, partial: [], lost: [], gaps: [], refused: 0 }));
  let unassigned = 0;
  db.transaction(() => {
    for (const rescue of rescues) {
      for (const row of source.rows(rescue.table, gap => rescue.gaps.push(gap))) take(db, rescue, row);
    }
    const torn = rescues.filter(({ table, gaps }) => table.root === undefined || gaps.length > 0);
    if (torn.length === 0) return;
    unassigned = placeStrays(
      db,
      source,
      { tables, torn: torn.map(({ table }) => table), shadow },
      (table, row) => {
        const rescue = torn.find(rescue => rescue.table === table);
        if (rescue) take(db, rescue, row);
      },
    );
  })();
  const lost = new Map(rescues.map(rescue => [rescue, lostKeys(db, source, rescue)]));
  migrate(db);
  const orphans = new Orphans(db);
  orphans.adopt();
  restoreContents(db, source);
  orphans.adopt();
  const { placeholders, dropped } = orphans;
  const report: SalvageReport = {
    pages: pages.count,
    brokenPages: pages.countBroken(),
    log: pages.log,
    unassigned,
    tables: rescues.map(rescue => ({
      name: rescue.table.name,
      rows: count(db, rescue.table.name),
      partial: rescue.partial,
      lost: lost.get(rescue) ?? [],
      gaps: rescue.gaps.map(bounds),
      placeholders: placeholders.get(rescue.table.name) ?? 0,
      refused: rescue.refused + (dropped.get(rescue.table.name) ?? 0),
    })),
  };
  const worth = report.tables.filter(
    ({ name, rows, lost, gaps }) => name !== OWN_TABLE && rows + lost.length + gaps.length > 0,
  );
  record(db, report, worth);
  return { ...report, tables: worth };
}

/** The steps that the damaged store had done; undefined, for all of them, where that is lost. */
function stepsOf(source: Source, tables: readonly SourceTable[]): ReadonlySet<string> | undefined {
  const table = tables.find(({ name }) => name === OWN_TABLE);
  if (!table) return undefined;
  const gaps: Gap[] = [];
  const rows = [...source.rows(table, gap => gaps.push(gap))];
  return gaps.length === 0 && !source.isSchemaBroken
    ? new Set(rows.map(({ values }) => String(plain(values[0]))))
    : undefined;
}

/** Makes the tables as they were, so that later steps change the rows as they would have in the damaged store. */
function makeTables(db: Database, steps: ReadonlySet<string> | undefined): void {
  const known = new Set(MIGRATIONS.map(([name]) => name));
  const newer = [...(steps ?? [])].find(name => !known.has(name));
  if (newer !== undefined) throw new StoreError('newer', newer);
  migrate(db, steps && MIGRATIONS.filter(([name]) => steps.has(name)));
  for (const { name } of tablesOf(db)) if (name !== OWN_TABLE) db.exec(`DELETE FROM "${name}"`);
}

function take(db: Database, rescue: Rescue, row: Row): void {
  if (rescue.table.name === OWN_TABLE) return;
  const taken = insertRow(db, rescue.table, row);
  const key = keyOf(rescue.table, row);
  if (!row.whole) (taken ? rescue.partial : rescue.lost).push(key);
  else if (!taken) rescue.refused++;
}

/** What the index on the primary key names and the new store has not. */
function lostKeys(db: Database, source: Source, { table, gaps, lost }: Rescue): string[] {
  if (gaps.length === 0) return lost;
  const find = db.prepare<[bigint]>(`SELECT 1 FROM "${table.name}" WHERE rowid = ?`);
  const keys = [...source.keysOf(table).byRowid];
  const named = keys.filter(([rowid]) => find.get(rowid) === undefined).map(([, key]) => key);
  return [...new Set([...lost, ...named])].slice(0, MOST_NAMED);
}

const bounds = ({ after, upTo }: Gap) => ({
  ...(after !== undefined && { after: String(after) }),
  ...(upTo !== undefined && { upTo: String(upTo) }),
});

const count = (db: Database, table: string) =>
  db.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0;

function record(db: Database, report: SalvageReport, tables: readonly SalvagedTable[]): void {
  const numbers = tables.map(({ name, rows, partial, lost, placeholders }) => [
    name,
    { rows, partial: partial.length, lost: lost.length, placeholders },
  ]);
  const { pages, brokenPages, unassigned } = report;
  const details = {
    pages,
    broken_pages: brokenPages,
    unassigned,
    tables: Object.fromEntries(numbers) as unknown,
  };
  db.transaction(() =>
    audit(db, { action: 'store_salvaged', entity_type: 'store', entity_id: 'store', details }),
  )();
}
