import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Database, openStore } from '../../src/db/connection.js';
import type { SalvageReport } from '../../src/db/rows/salvage.js';
import { LOST } from '../../src/db/salvage/target.js';
import { runJob } from '../../src/jobs/run.js';
import { salvage } from '../../src/jobs/salvage.js';
import { allRows, BINARY, CONTROL, fullStore, type FullStore } from './fullStore.js';
import { draftLine, JOB, openWindow, temporaryFolder } from './stores.js';

const PAGE = 4096;
/** How many pages of a kind stand for all that are alike. */
const FEW = 4;

interface PageUse {
  readonly name: string;
  readonly kind: 'internal' | 'leaf' | 'overflow' | 'free';
  readonly page: number;
  readonly cells: number;
}

type Rows = ReturnType<typeof allRows>;

function reading<T>(store: FullStore, read: (db: Database) => T): T {
  const db = openStore(store, BINARY);
  try {
    return read(db);
  } finally {
    db.close();
  }
}

const rowsOf = (store: FullStore) => reading(store, allRows);

/** What each page is for, told by SQLite itself. */
function usesOf(store: FullStore): PageUse[] {
  return reading(store, db => {
    const used = db
      .prepare<[], PageUse>(`SELECT name, pagetype AS kind, pageno AS page, ncell AS cells FROM dbstat`)
      .all();
    const count = Number(db.pragma('page_count', { simple: true }));
    const pages = new Set(used.map(({ page }) => page));
    const free = Array.from({ length: count }, (_, index) => index + 1).filter(page => !pages.has(page));
    const freePages = free.map(page => ({ name: '', kind: 'free' as const, page, cells: 0 }));
    return [...used, ...freePages];
  });
}

function salvaged(store: FullStore): { report: SalvageReport; rows: Rows } {
  const to = join(dirname(store.file), 'salvaged.db');
  rmSync(to, { force: true });
  const report = salvage({ store, to }, CONTROL) as SalvageReport;
  return { report, rows: rowsOf({ file: to, key: store.key }) };
}

/** The rows of a table of the new store: those that are as they were, and the others. */
function compare(table: string, before: Rows, after: Rows) {
  const old = before.get(table) ?? new Map<bigint, readonly string[]>();
  const now = [...(after.get(table) ?? [])];
  const same = now.filter(([rowid, values]) => String(old.get(rowid)) === String(values));
  const other = now.filter(([rowid, values]) => String(old.get(rowid)) !== String(values));
  return { old, same, other };
}

const text = (value: string) => `text ${Buffer.from(value).toString('hex').toUpperCase()}`;

/** What stands in place of a lost value: nothing that could pass for something that happened, or the table's default. */
const STAND_INS = new Set(
  ['null ', 'integer 30'].concat(
    [LOST, '1970-01-01 00:00:00', 'low', 'open', '{}', '', 'image/png', 'pending'].map(text),
  ),
);

const OWN = new Set(['_migrations', 'audit_log']);

describe('a store with a flipped bit', () => {
  const store = fullStore(folder(), 12);
  const uses = usesOf(store);
  const before = rowsOf(store);
  expect(uses.length).toBeGreaterThan(300);
  expect(uses.filter(({ kind }) => kind === 'free').length).toBeGreaterThan(1);
  const whole = readFileSync(store.file);
  const tables = new Set(before.keys());

  function folder(): string {
    const folder = join('out', 'salvage-test');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  function flip(page: number): void {
    const damaged = Buffer.from(whole);
    const at = (page - 1) * PAGE + 16 + ((page * 977) % (PAGE - 16));
    damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (page % 8)), at);
    writeFileSync(store.file, damaged);
  }

  /** Every page of the schema, a leaf of each table, and a few of each other kind. */
  const samples = uses.filter(({ name, kind }, index) => {
    if (name === 'sqlite_schema') return true;
    const isTable = tables.has(name);
    const alike = uses.slice(0, index).filter(use => {
      if (use.kind !== kind || tables.has(use.name) !== isTable) return false;
      return isTable && kind === 'leaf'
        ? use.name === name
        : use.name.includes('fts') === name.includes('fts');
    });
    const names = new Set(alike.map(use => use.name));
    return isTable && kind === 'leaf' ? alike.length === 0 : !names.has(name) && names.size < FEW;
  });

  it.each(samples)(
    'in the $kind page $page of “$name” gives all the other rows',
    ({ name, kind, page, cells }) => {
      flip(page);
      const original = readFileSync(store.file);
      const { report, rows } = salvaged(store);
      expect(readFileSync(store.file).equals(original)).toBe(true);
      expect(readdirSync(dirname(store.file)).sort()).toEqual(['salvaged.db', 'tftsr.db']);
      expect(report).toMatchObject({ pages: whole.length / PAGE, brokenPages: 1, unassigned: 0 });

      const holdsRows = tables.has(name) && kind !== 'internal' && name !== '_migrations';
      for (const table of tables) {
        if (table === '_migrations') continue;
        const { old, same, other } = compare(table, before, rows);
        const told = report.tables.find(({ name }) => name === table);
        const lost = holdsRows && table === name ? (kind === 'overflow' ? 1 : cells) : 0;
        expect(same.length, table).toBe(old.size - lost);
        expect((told?.lost.length ?? 0) + (told?.partial.length ?? 0), table).toBe(lost);
        expect(told?.refused ?? 0).toBe(0);
        if (!OWN.has(table))
          expect(other.length, table).toBe((told?.placeholders ?? 0) + (told?.partial.length ?? 0));
        for (const [rowid, values] of other) {
          const was = old.get(rowid);
          if (OWN.has(table) || !was || told?.partial.length !== 1) continue;
          const from = values.findIndex((value, index) => value !== was[index]);
          expect(values.slice(from).filter(value => !STAND_INS.has(value))).toEqual([]);
        }
      }
      const told = compare('audit_log', before, rows).other.map(([, row]) => row);
      expect(told.some(row => row.includes(text('store_salvaged')))).toBe(true);
    },
  );

  it('keeps everything where it is cut off behind a page', () => {
    writeFileSync(store.file, whole);
    truncateSync(store.file, PAGE * 100 + 512);
    const { report } = salvaged(store);
    expect(report.brokenPages).toBe(whole.length / PAGE - 100);
  });
});

describe('a salvaged store', () => {
  it('takes the damaged one’s place, which is kept, and is listed with placeholders for lost incidents', async () => {
    const window = await openWindow();
    const { id } = await window.store.createIncident({ title: 'On a damaged page', severity: 'critical' });
    const { attachment } = await window.store.addAttachment(await draftLine(id, 'kept line'));
    await window.client.close();
    const { file } = window;
    const access = { file, key: window.access.key ?? '' };
    const use = usesOf(access).find(({ name, kind }) => name === 'issues' && kind === 'leaf');
    const damaged = readFileSync(file);
    const at = ((use?.page ?? 0) - 1) * PAGE + 100;
    damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
    writeFileSync(file, damaged);
    writeFileSync(`${file}-wal`, '');

    const folder = dirname(file);
    const by = join(folder, 'salvaged.db');
    const aside = join(folder, 'damaged.db');
    const report = await runJob(JOB, 'salvage', { store: access, to: by });
    expect(report.tables).toContainEqual(
      expect.objectContaining({ name: 'issues', lost: [id], placeholders: 1 }),
    );
    await runJob(JOB, 'replaceDamaged', { file, by, aside });
    expect(readdirSync(folder).sort()).toEqual(['damaged.db', 'damaged.db-wal', 'tftsr.db']);
    expect(readFileSync(aside).equals(damaged)).toBe(true);

    const again = await openWindow(folder, window.keys);
    expect(await again.store.listIncidents({ limit: 10 })).toMatchObject([
      { id, title: LOST, attachments: 1 },
    ]);
    expect(await again.store.getIncident({ id })).toMatchObject({ status: 'open' });
    expect(await again.store.listAttachments({ issue_id: id, limit: 10 })).toEqual([attachment]);
    const { faults } = await runJob(JOB, 'checkStore', { store: access });
    expect(faults).toEqual([]);
  });

  it('keeps the chunks of a large log whose own row is lost', () => {
    const store = fullStore(temporaryFolder(), 4);
    const use = usesOf(store).find(({ name, kind }) => name === 'log_contents' && kind === 'leaf');
    const bytes = readFileSync(store.file);
    const at = ((use?.page ?? 0) - 1) * PAGE + 100;
    const before = rowsOf(store);
    expect(before.get('log_chunks')?.size).toBe(8);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(store.file, bytes);
    const { rows } = salvaged(store);
    expect(rows.get('log_chunks')).toEqual(before.get('log_chunks'));
    const owner = (rows: Rows) =>
      new Map([...(rows.get('log_contents') ?? [])].map(([id, [, owner]]) => [id, owner]));
    expect(owner(rows)).toEqual(owner(before));
  });
});
