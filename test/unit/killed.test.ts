import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect, type Database } from '../../src/db/connection.js';
import { openFirst } from '../../src/db/guard.js';
import { verifyChain } from '../../src/db/verifyAudit.js';
import { MIGRATIONS, schemaState } from '../../src/migrations/index.js';
import { allRows, BINARY, fullStore, type FullStore } from './fullStore.js';
import { Moments } from './moments.js';
import { JOB, temporaryFolder, WORKER } from './stores.js';
import { makeTftsr, wholeIncident } from './tftsr.js';
import { FIRST_STEPS, INCIDENTS, oldStore, WINDOW, WORK } from './victims.js';

/** Processes at once: as many as the smallest machine has cores. */
const LANES = 2;

interface Outcome {
  /** What the process had told when it ended. */
  readonly told: readonly string[];
  readonly killed: boolean;
  /** Milliseconds from when it began to its end. */
  readonly took: number;
}

/** A program of `victims.ts` and the bundled thread that it works with. */
type Program = readonly [script: string, thread: string];
const WINDOWS: Program = [WINDOW, WORKER];
const IMPORT: Program = [WORK, JOB];

/** Runs a process until it is done, or for so many milliseconds after it began. */
async function run(program: Program, input: unknown, killAfter: number): Promise<Outcome> {
  const child = spawn(process.execPath, ['-e', ...program, JSON.stringify(input)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const told: string[] = [];
  const over = new AbortController();
  let began = NaN;
  const end = once(child, 'close');
  createInterface(child.stdout).on('line', line => {
    told.push(line);
    if (told.length > 1) return;
    began = Date.now();
    if (killAfter === Infinity) return;
    delay(killAfter, undefined, { signal: over.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
  });
  const [, signal] = (await end) as [number | null, string | null];
  over.abort();
  return { told: told.slice(1), killed: signal === 'SIGKILL', took: Date.now() - began };
}

/** A number from a seed, from 0 to 1, so that a failure can be had again (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Kills `count` processes, each at another moment of the time that one needs, which is `took` at first. */
async function killMany(
  count: number,
  took: number,
  killOne: (after: number) => Promise<Outcome>,
): Promise<void> {
  const seed = Number(process.env['WHYDUNIT_SEED'] ?? randomInt(2 ** 31));
  const moments = new Moments(count, randomOf(seed), took);
  let left = count;
  const lane = async () => {
    while (left > 0) {
      const outcome = await killOne(moments.next());
      moments.tell(outcome);
      if (outcome.killed) left--;
    }
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } catch (error) {
    throw new Error(`with WHYDUNIT_SEED=${seed}`, { cause: error });
  }
}

function opened<T>(store: FullStore, read: (db: Database) => T): T {
  const db = openFirst(store, BINARY);
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(schemaState(db)).toBe('current');
    expect(verifyChain(db, undefined, () => {}).faults).toEqual([]);
    return read(db);
  } finally {
    db.close();
  }
}

const schemaOf = (db: Database) =>
  db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2').all();

function rowsOf(db: Database) {
  const rows = allRows(db);
  rows.delete('_migrations');
  return rows;
}

/** How many steps were done when the process was killed. A backup that is there is whole, and from before them. */
function stepsOf(store: FullStore): number {
  const steps = (file: string) => {
    const db = connect({ ...store, file }, BINARY);
    try {
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(db.prepare('SELECT count(*) FROM log_files').pluck().get()).toBe(INCIDENTS);
      return Number(db.prepare('SELECT count(*) FROM _migrations').pluck().get());
    } finally {
      db.close();
    }
  };
  const backup = `${store.file}.before-migration`;
  const done = steps(store.file);
  if (existsSync(backup)) expect(steps(backup)).toBe(FIRST_STEPS);
  else expect([FIRST_STEPS, MIGRATIONS.length]).toContain(done);
  return done;
}

describe('a window that is killed', () => {
  const KILLS = 90;
  const CHANGES = 12;

  it(`at ${KILLS} moments of its changes loses nothing that was confirmed`, async () => {
    const lanes = Array.from({ length: LANES }, () => ({
      store: fullStore(temporaryFolder(), 1),
      confirmed: new Set<string>(),
    }));
    const input = (store: FullStore) => ({ store, changes: CHANGES });
    const { took } = await run(WINDOWS, input(fullStore(temporaryFolder(), 1)), Infinity);
    await killMany(KILLS, took, async after => {
      const lane = lanes.pop();
      if (!lane) throw new Error('more processes than stores');
      const outcome = await run(WINDOWS, input(lane.store), after);
      const ids = outcome.told.filter(line => line !== 'opened');
      expect(ids.filter(id => !/^[0-9a-f-]{36}$/.test(id))).toEqual([]);
      for (const id of ids) lane.confirmed.add(id);
      opened(lane.store, db => {
        const there = db.prepare<[], string>('SELECT id FROM issues').pluck().all();
        expect([...lane.confirmed].filter(id => !there.includes(id))).toEqual([]);
        expect(withoutTheirEvents(db)).toEqual([]);
      });
      lanes.push(lane);
      return outcome;
    });
  }, 300_000);
});

/** Incidents whose timeline does not say what became of them, or says what did not. */
function withoutTheirEvents(db: Database): unknown[] {
  const has = (type: string) =>
    `EXISTS (SELECT 1 FROM timeline_events WHERE issue_id = issues.id AND event_type = '${type}')`;
  return db
    .prepare(
      `SELECT id, status FROM issues WHERE source = 'whydunit'
       AND (NOT ${has('triage_started')} OR (status = 'investigating') <> ${has('acknowledged')})`,
    )
    .all();
}

describe('a migration that is killed', () => {
  const KILLS = 60;

  it(`at ${KILLS} moments goes on at the next start, behind a whole backup`, async () => {
    const old = oldStore(temporaryFolder());
    const folder = temporaryFolder();
    let copies = 0;
    const copy = (): FullStore => {
      const to = join(folder, String(copies++));
      mkdirSync(to);
      cpSync(dirname(old.file), to, { recursive: true });
      return { ...old, file: join(to, 'tftsr.db') };
    };
    const whole = copy();
    const { took } = await run(WINDOWS, { store: whole, changes: 0 }, Infinity);
    const [schema, rows] = opened(whole, db => [schemaOf(db), rowsOf(db)]);
    const stages = new Set<number>();
    await killMany(KILLS, took, async after => {
      const store = copy();
      const outcome = await run(WINDOWS, { store, changes: 0 }, after);
      stages.add(stepsOf(store));
      expect(opened(store, db => [schemaOf(db), rowsOf(db)])).toEqual([schema, rows]);
      expect(existsSync(`${store.file}.before-migration`)).toBe(false);
      return outcome;
    });
    expect(stages.size).toBeGreaterThan(5);
  }, 300_000);
});

describe('an import that is killed', () => {
  const KILLS = 60;
  const BROUGHT = 150;

  it(`at ${KILLS} moments has brought incidents whole or not at all, and is finished by doing it again`, async () => {
    const source = makeTftsr(db => {
      for (let i = 0; i < BROUGHT; i++) wholeIncident(db);
    });
    const template = fullStore(temporaryFolder(), 1);
    const folder = temporaryFolder();
    let copies = 0;
    const copy = (): FullStore => {
      const file = join(folder, `${copies++}.db`);
      cpSync(template.file, file);
      return { ...template, file };
    };
    const input = (store: FullStore) => ({
      name: 'importDatabase',
      input: { store, source: { file: source, passphrase: null } },
    });
    const whole = copy();
    const { told, took } = await run(IMPORT, input(whole), Infinity);
    expect(told).toEqual(['done']);
    const all = opened(whole, childrenOf);
    expect(all.size).toBe(BROUGHT + 1);
    const stages = new Set<number>();
    await killMany(KILLS, took, async after => {
      const store = copy();
      const outcome = await run(IMPORT, input(store), after);
      const some = opened(store, childrenOf);
      stages.add(some.size);
      for (const [id, children] of some) expect([id, children]).toEqual([id, all.get(id)]);
      expect((await run(IMPORT, input(store), Infinity)).told).toEqual(['done']);
      expect(opened(store, childrenOf)).toEqual(all);
      return outcome;
    });
    expect(stages.size).toBeGreaterThan(2);
  }, 300_000);
});

/** How many rows of which tables hang on each incident. */
function childrenOf(db: Database): Map<string, readonly number[]> {
  const tables = ['log_files', 'timeline_events', 'resolution_steps', 'documents', 'ai_conversations'];
  const counts = tables.map(table => `(SELECT count(*) FROM ${table} WHERE issue_id = issues.id)`);
  const rows = db.prepare<[], [string, ...number[]]>(
    `SELECT id, ${counts.join(', ')} FROM issues ORDER BY id`,
  );
  return new Map(
    rows
      .raw()
      .all()
      .map(([id, ...children]) => [id, children]),
  );
}
