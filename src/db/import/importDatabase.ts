/** Importing a database of TFTSR, or a case bundle: one way for both. */
import { v7 as uuid } from 'uuid';
import type { Database } from '../connection.js';
import { StoreError } from '../errors.js';
import type { JobControl } from '../control.js';
import { caseTables, OF_THE_FILE, type Table, tablesOf } from '../schema.js';
import { statement } from '../statements.js';
import {
  importAudit,
  readAudit,
  sealImport,
  startImport,
  unfinishedImport,
  verifySource,
} from './auditRows.js';
import type { OpenSecret } from './foreignSecrets.js';
import { importRows } from './importRows.js';
import { CONTENT_TABLES, LargeContents } from './largeContents.js';
import { fromSource } from './refused.js';
import { type SourceTable, sourceTable, unknownIn } from './reading.js';
import { type Preview, type Report, Tally } from './report.js';
import type { Source } from './source.js';

interface Part {
  readonly table: Table;
  readonly source: SourceTable;
}

/** A file of our own brings incidents only: the settings and servers of whoever made it stay with them. */
function kindOf(source: Database): 'tftsr' | 'whydunit' {
  const columns = source.prepare<[], string>(`SELECT name FROM pragma_table_info('audit_log')`).pluck().all();
  return columns.includes('seq') && columns.includes('import_id') ? 'whydunit' : 'tftsr';
}

function partsOf(db: Database, source: Database): Part[] {
  const tables = tablesOf(db).filter(({ name }) => !CONTENT_TABLES.includes(name));
  return (kindOf(source) === 'tftsr' ? tables : caseTables(tables)).flatMap(table => {
    const found = sourceTable(source, table);
    return found ? [{ table, source: found }] : [];
  });
}

/** What stays behind because the schema does not know it; the file's own tables are no loss. */
function unknownOf(db: Database, source: Database): Preview['unknown'] {
  return unknownIn(source, tablesOf(db)).filter(({ table }) => !OF_THE_FILE.has(table));
}

/** Counts what an import would find. */
export function previewImport(db: Database, source: Source): Preview {
  return fromSource(() => look(db, source));
}

function look(db: Database, { db: source, encrypted }: Source): Preview {
  const parts = partsOf(db, source);
  const tables = parts
    .map(({ table, source }) => ({
      table: table.name,
      found: source.rows,
      here: countHere(db, table, source),
    }))
    .filter(({ found }) => found > 0);
  const audit = readAudit(source);
  const known = statement(db, 'SELECT 1 FROM audit_log WHERE id = ?');
  if (audit.length > 0) {
    const here = audit.filter(({ id }) => known.get(id) !== undefined).length;
    tables.push({ table: 'audit_log', found: audit.length, here });
  }
  return {
    kind: kindOf(source),
    encrypted,
    incidents: tables.find(({ table }) => table === 'issues')?.found ?? 0,
    newest: newestOf(source, parts),
    tables,
    unknown: unknownOf(db, source),
  };
}

function countHere(db: Database, table: Table, source: SourceTable): number {
  if (!source.columns.has(table.key)) return 0;
  const here = statement(db, `SELECT 1 FROM "${table.name}" WHERE "${table.key}" = ?`);
  let count = 0;
  for (const { value } of source.places(table.key)) if (here.get(value) !== undefined) count++;
  return count;
}

function newestOf(source: Database, parts: readonly Part[]): string | null {
  const issues = parts.find(({ table }) => table.name === 'issues');
  const column = ['updated_at', 'created_at'].find(name => issues?.source.columns.has(name));
  if (column === undefined) return null;
  const newest: unknown = source.prepare(`SELECT max(CAST(${column} AS TEXT)) FROM issues`).pluck().get();
  return typeof newest === 'string' ? newest.slice(0, 40) : null;
}

/**
 * Brings what is not here yet. Each incident comes whole or not at all; what was stopped is continued by doing it
 * again.
 */
export function importDatabase(
  db: Database,
  source: Source,
  openSecret: OpenSecret,
  { progress }: JobControl,
): Report {
  const [parts, audit, unknown] = fromSource(() => [
    partsOf(db, source.db),
    readAudit(source.db),
    unknownOf(db, source.db),
  ]);
  const tally = new Tally();
  const chain = verifySource(audit);
  const begun = unfinishedImport(db, source.sha256);
  const importId = begun ?? uuid();
  let started = begun !== undefined;
  const began = () => {
    if (!started) startImport(db, importId, source.sha256);
    started = true;
  };
  const next = (done: number, total: number) => progress({ done, total });

  const stopped = unlessCancelled(() => {
    importRows({ db, tally, openSecret, large: new LargeContents(db, source.db) }, parts, { next, began });
    next(1, 1);
    db.transaction(() => {
      const rows = importAudit(db, audit, importId, tally);
      if (!started && rows === 0) return;
      const came = Object.fromEntries(tally.tables.map(({ table, came }) => [table, came]));
      sealImport(db, importId, { source_sha256: source.sha256, kind: kindOf(source.db), chain, came });
    }).immediate();
  });
  return {
    kind: kindOf(source.db),
    stopped,
    tables: tally.tables,
    notes: tally.notes,
    unknown,
    chain,
    came: tally.total,
  };
}

/** Whether the person stopped it. */
function unlessCancelled(work: () => void): boolean {
  try {
    work();
    return false;
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'cancelled') return true;
    throw error;
  }
}
