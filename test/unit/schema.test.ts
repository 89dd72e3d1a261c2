import SQLite from 'better-sqlite3-multiple-ciphers';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import type { Database } from '../../src/db/connection.js';
import { Attachment, Image } from '../../src/db/rows/attachments.js';
import { migrate, MIGRATIONS, schemaState } from '../../src/migrations/index.js';
import { NATIVE, temporaryFolder } from './stores.js';

const opened: Database[] = [];
afterAll(() => opened.forEach(db => db.close()));

function open(file = ':memory:'): Database {
  const db = new SQLite(file, { nativeBinding: sqliteBinary(NATIVE) });
  opened.push(db);
  return db;
}

function migrated(): Database {
  const db = open();
  migrate(db);
  return db;
}

/** The documented schema, made by the document's own statements. */
function documented(): Database {
  const db = open();
  const sections = readFileSync('test/fixtures/tftsr/schema.sql', 'utf8').split(/^(?=-- \d{3}$)/m);
  for (const section of sections) {
    // 018 and 023 both create this table; the later, wider one is meant.
    if (section.startsWith('-- 023')) db.exec('DROP TABLE mcp_resources');
    db.exec(section);
  }
  return db;
}

/** SQL without what means nothing: case, line breaks, space around signs. */
const normal = (sql: string) =>
  sql
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([(),=]) ?/g, '$1')
    .replace(/IF NOT EXISTS /i, '')
    .trim();

/** The CHECK clauses of a table, with their brackets balanced. */
function checks(sql: string): string[] {
  const text = normal(sql);
  return [...text.matchAll(/CHECK\(/g)].map(({ index }) => {
    let depth = 0;
    for (let at = index + 'CHECK'.length; at < text.length; at++) {
      if (text[at] === '(') depth++;
      else if (text[at] === ')' && --depth === 0) return text.slice(index, at + 1);
    }
    throw new Error(`an open bracket in ${text}`);
  });
}

interface Entry {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string | null;
}

/** Tables, views and indexes, without SQLite's own and those that a full-text index keeps for itself. */
function entries(db: Database, type: string): Entry[] {
  const sql = `
    SELECT type, name, tbl_name, sql FROM sqlite_schema
    WHERE type = ? AND sql IS NOT NULL AND name <> '_migrations'
      AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
    ORDER BY name`;
  return db.prepare<[string], Entry>(sql).all(type);
}

/** All that SQLite says of a table, and its CHECKs, which it says nowhere else. */
function describeTable(db: Database, { name, sql }: Entry) {
  const rows = (pragma: string) =>
    db.prepare<[], Record<string, unknown>>(`PRAGMA ${pragma}('${name}')`).all();
  return {
    columns: rows('table_xinfo').map(column => ({ ...column, cid: undefined })),
    foreignKeys: rows('foreign_key_list').map(key => ({ ...key, id: undefined })),
    unique: rows('index_list')
      .filter(({ origin }) => origin !== 'c')
      .map(({ name: index, origin }) => ({
        origin,
        columns: db
          .prepare<[string], string>(`SELECT name FROM pragma_index_info(?) ORDER BY seqno`)
          .pluck()
          .all(String(index)),
      })),
    checks: checks(sql ?? ''),
  };
}

/** The whole schema, for comparing two stores of Whydunit. */
function whole(db: Database) {
  const named = (type: string) => entries(db, type).map(({ name, sql }) => [name, normal(sql ?? '')]);
  const tables = entries(db, 'table').map(entry => [entry.name, describeTable(db, entry)]);
  return { tables, indexes: named('index'), views: named('view'), triggers: named('trigger') };
}

describe('the schema is the documented one', () => {
  const specified = documented();
  const ours = migrated();
  const byName = (type: string, name: string) => entries(ours, type).find(entry => entry.name === name);

  it('with as many tables, indexes and views as the document has', () => {
    expect(entries(specified, 'table')).toHaveLength(22);
    expect(entries(specified, 'index')).toHaveLength(7);
    expect(entries(specified, 'view')).toHaveLength(2);
  });

  it.each(entries(specified, 'table').map(entry => [entry.name, entry] as const))(
    'in table %s: columns, defaults, keys and checks',
    (name, entry) => {
      const table = byName('table', name);
      if (!table) throw new Error(`there is no table ${name}`);
      if (/^CREATE VIRTUAL/.test(entry.sql ?? '')) {
        expect(normal(table.sql ?? '')).toBe(normal(entry.sql ?? ''));
        return;
      }
      const { columns, ...rest } = describeTable(specified, entry);
      const { columns: ourColumns, ...ourRest } = describeTable(ours, table);
      expect(ourRest).toEqual(rest);
      // Our own columns stand behind the documented ones.
      expect(ourColumns.slice(0, columns.length)).toEqual(columns);
    },
  );

  it.each(
    [...entries(specified, 'index'), ...entries(specified, 'view')].map(
      entry => [entry.name, entry] as const,
    ),
  )('in %s', (name, { type, tbl_name, sql }) => {
    const found = byName(type, name);
    expect(found).toMatchObject({ type, tbl_name });
    expect(normal(found?.sql ?? '')).toBe(normal(sql ?? ''));
  });
});

describe('our indexes', () => {
  const db = migrated();

  it('begin with each column that names a parent, so that nothing is read whole when a parent goes', () => {
    const bare: string[] = [];
    for (const { name } of entries(db, 'table')) {
      const parents = db.prepare<[string], string>(`SELECT "from" FROM pragma_foreign_key_list(?)`);
      const children = parents.pluck().all(name);
      const first = db
        .prepare<[string], string>(
          `SELECT info.name FROM pragma_index_list(?) AS list, pragma_index_info(list.name) AS info WHERE info.seqno = 0`,
        )
        .pluck()
        .all(name);
      bare.push(...children.filter(column => !first.includes(column)).map(column => `${name}.${column}`));
    }
    expect(bare).toEqual([]);
  });

  it.each([
    `SELECT id FROM ai_messages WHERE conversation_id IS ? AND (created_at, id) > (?, ?) ORDER BY created_at, id`,
    `SELECT id FROM documents WHERE issue_id IS ? AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC`,
    `SELECT id FROM audit_log WHERE action = ? AND (timestamp, id) < (?, ?) ORDER BY timestamp DESC, id DESC`,
    `SELECT id FROM audit_log WHERE entity_type = ? AND entity_id = ? ORDER BY timestamp DESC, id DESC`,
    `SELECT id FROM issues WHERE status = ? AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC`,
    `SELECT id FROM issues WHERE category = ? COLLATE NOCASE ORDER BY created_at DESC, id DESC`,
  ])('read a page without sorting: %s', sql => {
    const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql} LIMIT 10`);
    const details = plan.all(...Array.from(sql.matchAll(/\?/g), () => 'x')).map(({ detail }) => detail);
    expect(details).toEqual([expect.stringMatching(/^SEARCH .* USING (COVERING )?INDEX idx_/)]);
  });
});

describe('a list of attachments', () => {
  const db = migrated();
  it.each([
    ['v_log_files_reviewed', Attachment, 'id'],
    ['v_image_attachments_verified', Image, 'uploaded_at DESC, id'],
  ] as const)('is read without the rows that hold the content: %s', (view, { shape }, order) => {
    const plan = db
      .prepare<unknown[], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT ${Object.keys(shape).join()} FROM ${view}
         WHERE issue_id IS ? ORDER BY ${order} DESC LIMIT 10`,
      )
      .all('x')
      .map(({ detail }) => detail);
    expect(plan[0]).toMatch(/^SEARCH (log_files|image_attachments) USING COVERING INDEX/);
    expect(plan.join()).not.toContain('TEMP B-TREE');
  });
});

/** Rows as a store has them that knew only these steps, with whatever columns those steps made. */
function fill(db: Database): void {
  const has = (name: string) => db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = ?`).get(name);
  const at = '2026-11-01 08:00:00';
  const id = (n: number) => `0193a000-0000-7000-8000-00000000000${n}`;
  if (has('issues'))
    for (const n of [1, 2])
      db.prepare(
        `INSERT INTO issues (id, title, severity, status, created_at, updated_at) VALUES (?, ?, 'low', 'open', ?, ?)`,
      ).run(id(n), `kept incident ${n}`, at, at);
  if (has('log_files'))
    db.prepare(
      `INSERT INTO log_files (id, issue_id, file_name, file_path, uploaded_at) VALUES (?, ?, 'a.log', '/a.log', ?)`,
    ).run(id(3), id(1), at);
  if (has('audit_log'))
    for (const n of [4, 5])
      db.prepare(
        `INSERT INTO audit_log (id, timestamp, action, entity_type, entity_id) VALUES (?, ?, 'kept', 'issue', ?)`,
      ).run(id(n), at, id(1));
  if (has('mcp_servers'))
    db.prepare(
      `INSERT INTO mcp_servers (id, name, url, transport_type, auth_type) VALUES (?, 's', 'u', 'http', 'none')`,
    ).run(id(6));
  if (has('mcp_resources'))
    db.prepare(`INSERT INTO mcp_resources (id, server_id, uri, name) VALUES (?, ?, 'res://1', 'r')`).run(
      id(7),
      id(6),
    );
}

/** The values that the rows have; the chain of the audit log may fill what is empty. */
function rowsOf(db: Database): Record<string, unknown[]> {
  const kept = ['issues', 'log_files', 'audit_log', 'mcp_servers', 'mcp_resources'];
  const tables = entries(db, 'table').filter(({ name }) => kept.includes(name));
  const valuesOf = (row: object) =>
    Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  return Object.fromEntries(
    tables.map(({ name }) => [
      name,
      db.prepare<[], object>(`SELECT * FROM ${name} ORDER BY id`).all().map(valuesOf),
    ]),
  );
}

function expectKept(db: Database, before: Record<string, unknown[]>): void {
  const after = rowsOf(db);
  for (const [name, rows] of Object.entries(before)) expect(after[name], name).toMatchObject(rows);
  for (const { name } of entries(db, 'table')) expect(db.pragma(`foreign_key_check(${name})`)).toEqual([]);
  db.exec(`INSERT INTO issues_fts(issues_fts, rank) VALUES ('integrity-check', 1)`);
  if (before['issues']?.length)
    expect(db.prepare(`SELECT count(*) FROM issues_fts WHERE issues_fts MATCH 'kept'`).pluck().get()).toBe(2);
}

describe('migrations', () => {
  const expected = whole(migrated());

  it('change nothing where they were done', () => {
    const db = migrated();
    const before = db.serialize();
    migrate(db);
    expect(db.serialize().equals(before)).toBe(true);
    expect(schemaState(db)).toBe('current');
  });

  it.each(MIGRATIONS.map(([name], index) => [name, index + 1] as const))(
    'that stopped after %s go on to the same schema, and keep the rows',
    (_, done) => {
      const db = open();
      migrate(db, MIGRATIONS.slice(0, done));
      fill(db);
      const before = rowsOf(db);
      migrate(db);
      expect(whole(db)).toEqual(expected);
      expectKept(db, before);
    },
  );

  it('bring the first stores, which had only some of the tables, to the same schema, and keep the rows', () => {
    const db = open();
    const first = [
      '001_issues',
      '002_log_files',
      '008_audit_log',
      '020_log_content',
      '028_attachment_source',
    ];
    migrate(
      db,
      MIGRATIONS.filter(([name]) => first.includes(name)),
    );
    fill(db);
    const before = rowsOf(db);
    migrate(db);
    expect(whole(db)).toEqual(expected);
    expectKept(db, before);
  });
});

describe('the full-text index', () => {
  const found = (db: Database, word: string) =>
    db
      .prepare<[string], string>(
        `SELECT issues.title FROM issues_fts JOIN issues ON issues.rowid = issues_fts.rowid
         WHERE issues_fts MATCH ? ORDER BY issues.rowid`,
      )
      .pluck()
      .all(word);

  function store(file: string): Database {
    const db = open(file);
    migrate(db);
    const insert = db.prepare(
      `INSERT INTO issues (id, title, description, severity, status, created_at, updated_at)
       VALUES (?, ?, 'shared words', 'low', 'open', '', '')`,
    );
    // Ids in another order than the rows, and holes: what a person's work leaves.
    for (let n = 0; n < 500; n++) insert.run(`${(n * 7919) % 500}`, `number${n}`);
    db.exec(
      `DELETE FROM issues WHERE rowid % 3 = 0; UPDATE issues SET title = title || ' edited' WHERE rowid % 7 = 0`,
    );
    return db;
  }

  it.each(['VACUUM', 'VACUUM INTO'])('fits its rows after %s', how => {
    const folder = temporaryFolder();
    let db = store(join(folder, 'store.db'));
    const words = ['number7', 'number8', 'number13', 'shared', 'edited', 'number499'];
    const before = words.map(word => found(db, word));
    expect(before[3]).toHaveLength(334);
    if (how === 'VACUUM') db.exec('VACUUM');
    else {
      const copy = join(folder, 'copy.db');
      db.prepare('VACUUM INTO ?').run(copy);
      db = open(copy);
    }
    // With rank 1, FTS5 also compares the index with the table that it takes its content from.
    db.exec(`INSERT INTO issues_fts(issues_fts, rank) VALUES ('integrity-check', 1)`);
    expect(words.map(word => found(db, word))).toEqual(before);
  });

  it('has a check that notices an index that does not fit', () => {
    const db = store(':memory:');
    db.exec(`DROP TRIGGER issues_fts_update; UPDATE issues SET title = 'other' WHERE rowid = 1`);
    expect(() => db.exec(`INSERT INTO issues_fts(issues_fts, rank) VALUES ('integrity-check', 1)`)).toThrow();
  });
});

describe('npm run schema', () => {
  it('prints SQL that makes the same schema', () => {
    const printed = execFileSync(process.execPath, ['scripts/schema.mjs'], { encoding: 'utf8' });
    const db = open();
    db.exec(printed);
    expect(whole(db)).toEqual(whole(migrated()));
  });
});
