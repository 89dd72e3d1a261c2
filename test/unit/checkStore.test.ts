import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect, type Database, openStore } from '../../src/db/connection.js';
import { toStoreError } from '../../src/db/errors.js';
import { checkStore } from '../../src/db/checkStore.js';
import { openFirst } from '../../src/db/guard.js';
import { PageFile } from '../../src/db/pages/file.js';
import type { StoreCheck } from '../../src/db/rows/check.js';
import { runJob } from '../../src/jobs/run.js';
import { BINARY, fullStore, type FullStore } from './fullStore.js';
import { JOB, temporaryFolder } from './stores.js';

const PAGE = 4096;

const check = (store: FullStore): StoreCheck =>
  checkStore(
    () => openStore(store, BINARY),
    () => {},
  );

/** A store whose content was changed behind its back. */
function changed(sql: string): FullStore {
  const store = fullStore(temporaryFolder(), 2);
  const db = connect(store, BINARY);
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
  return store;
}

describe('the check of a store', () => {
  it('finds nothing in a sound one, and says how far it is', async () => {
    const store = fullStore(temporaryFolder(), 4);
    const seen: number[] = [];
    const result = checkStore(
      () => openStore(store, BINARY),
      ({ done, total }) => seen.push(done / total),
    );
    expect(result.faults).toEqual([]);
    expect(result.auditRows).toBeGreaterThan(10);
    expect(seen.length).toBeGreaterThan(result.pages / 2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(Math.max(...seen)).toBeLessThanOrEqual(1);
    expect(await runJob(JOB, 'checkStore', { store })).toEqual(result);
  });

  it('stops when a person cancels', async () => {
    const store = fullStore(temporaryFolder(), 2);
    const signal = AbortSignal.abort();
    await expect(runJob(JOB, 'checkStore', { store }, { signal })).rejects.toMatchObject({
      kind: 'cancelled',
    });
  });

  it('names references to what is not there', () => {
    const store = changed(`DELETE FROM issues WHERE id = (SELECT min(issue_id) FROM log_files)`);
    const found = check(store).faults.filter(({ fault }) => fault === 'reference');
    expect(found).toContainEqual(expect.objectContaining({ name: 'log_files', parent: 'issues' }));
  });

  it('names rows that break the rules of their table', () => {
    const store = changed(`PRAGMA ignore_check_constraints = ON; UPDATE ai_messages SET role = 'robot'`);
    expect(check(store).faults).toContainEqual(
      expect.objectContaining({
        fault: 'structure',
        detail: expect.stringContaining('ai_messages') as string,
      }),
    );
  });

  it('names what was changed in the audit log', () => {
    const store = changed(`UPDATE audit_log SET action = 'nothing' WHERE seq = 3`);
    expect(check(store).faults).toContainEqual(
      expect.objectContaining({ audit: expect.objectContaining({ fault: 'edited', seq: 3 }) as object }),
    );
  });

  it('names a search index that is out of step, which can be made anew', async () => {
    const store = changed(`INSERT INTO issues_fts (issues_fts) VALUES ('delete-all')`);
    expect(check(store).faults).toEqual([{ fault: 'search', name: 'issues_fts' }]);
    await runJob(JOB, 'repairSearch', { store });
    expect(check(store).faults).toEqual([]);
    const db = openStore(store, BINARY);
    expect(db.prepare(`SELECT count(*) FROM issues_fts WHERE issues_fts MATCH 'title'`).pluck().get()).toBe(
      1,
    );
    db.close();
  });

  it('reports a flipped bit on whichever page, and none is ever read as data', () => {
    const store = fullStore(temporaryFolder(), 2);
    const whole = readFileSync(store.file);
    const uses = usesOf(store);
    const flipped = { ...store, file: join(temporaryFolder(), 'tftsr.db') };
    const checked = new Set<string>();
    for (let page = 1; page <= whole.length / PAGE; page++) {
      const damaged = Buffer.from(whole);
      // The salt in front of the first page tells stores apart, so another one is another store.
      const at = (page - 1) * PAGE + 16 + ((page * 977) % (PAGE - 16));
      damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (page % 8)), at);
      writeFileSync(flipped.file, damaged);
      expect(brokenPages(flipped, [page])).toEqual([page]);
      const use = uses.get(page) ?? 'sound';
      if (checked.has(use)) continue;
      checked.add(use);
      expect(brokenPages(flipped)).toEqual([page]);
      // A free page that is only counted holds nothing; a page that opening needs keeps the store from being opened.
      expect([use, 'damaged'], `page ${page}`).toContain(outcomeOf(flipped));
    }
    expect(checked.size).toBeGreaterThan(40);
  }, 60_000);
});

/** What is wrong, in a word: the table or index of the page, or that the store is not opened at all. */
function outcomeOf(store: FullStore): string {
  try {
    openFirst(store, BINARY).close();
    const [first] = check(store).faults;
    if (!first) return 'sound';
    return first.fault === 'unreadable' && first.name !== '' ? first.name : 'damaged';
  } catch (error) {
    return toStoreError(error).kind;
  }
}

/** Which pages are broken, of all or of some. */
function brokenPages(store: FullStore, some?: readonly number[]): number[] {
  const pages = new PageFile(store);
  try {
    const numbers = some ?? Array.from({ length: pages.count }, (_, index) => index + 1);
    return numbers.filter(number => pages.page(number) === undefined);
  } finally {
    pages.close();
  }
}

function usesOf(store: FullStore): Map<number, string> {
  const db: Database = openStore(store, BINARY);
  try {
    const rows = db.prepare<[], { pageno: number; name: string }>('SELECT pageno, name FROM dbstat').all();
    return new Map(rows.map(({ pageno, name }) => [pageno, name]));
  } finally {
    db.close();
  }
}
