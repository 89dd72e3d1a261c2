/**
 * What encryption costs: the store's own functions with its cipher, without one, and on SQLCipher itself, in turns.
 * Cold means a new connection, so that nothing is in SQLite's cache; the system's cache of the file stays warm.
 * What is written is measured as a person waits for it, and once more with the upkeep that follows.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import { attachments } from '../../src/db/attachments.js';
import type { Database } from '../../src/db/connection.js';
import { incidents } from '../../src/db/incidents.js';
import { search } from '../../src/db/search.js';
import { statement } from '../../src/db/statements.js';
import { upkeep } from '../../src/db/upkeep.js';
import { median, record } from './record.js';
import { type Contender, contenders } from './store/contenders.js';
import { incidentId, insertIncidents, random } from './store/incidents.js';
import { takeTurns, timed } from './store/rounds.js';

const STORED = 20_000;
const BATCH = 2000;
const SINGLES = 40;
const BLOBS = 5;

/** A contender with its connection of the moment. */
interface Side extends Contender {
  db: Database;
}

const folder = mkdtempSync(join(tmpdir(), 'whydunit-bench-'));
let sides: readonly Side[] = [];

beforeAll(() => {
  sides = contenders(folder).map(contender => ({ ...contender, db: contender.open() }));
  for (const { db } of sides) insertIncidents(db, 0, STORED);
}, 120_000);

afterAll(() => {
  for (const { db } of sides) db.close();
  rmSync(folder, { recursive: true, force: true });
});

function reopen(side: Side): Database {
  side.db.close();
  return (side.db = side.open());
}

/** As the worker does with a method that changes something. */
function change<T>(db: Database, work: () => T): T {
  statement(db, 'BEGIN IMMEDIATE').run();
  const output = work();
  statement(db, 'COMMIT').run();
  return output;
}

/** Ids of stored incidents, others in each round, the same for every side. */
function someIds(round: number, count: number): string[] {
  const next = random(round);
  return Array.from({ length: count }, () => incidentId(Math.floor(next() * STORED)));
}

/** Rounds of every measure: an odd number, so that the median is one of them. */
const ROUNDS = 31;

type Work = (side: Side, round: number) => number;

/**
 * Records a line beside each of the two others. The ratio is the median of the rounds' own ratios: what slows the
 * machine for a while slows one round of all three.
 */
function report(name: string, figures: readonly (readonly number[])[], goals: { unencrypted?: number }) {
  const [ours = [], plain = [], cipher = []] = figures;
  const beside = (other: string, others: readonly number[], goal: number | undefined) => {
    const ratio = median(ours.map((figure, round) => figure / (others[round] ?? NaN)));
    record({
      name,
      value: median(ours),
      unit: 'ms',
      beside: { name: other, value: median(others) },
      ratio,
      ...(goal !== undefined && { goal: `≤ ${goal}×`, met: ratio <= goal }),
    });
  };
  beside('unencrypted', plain, goals.unencrypted);
  beside('SQLCipher', cipher, 1.1);
}

function compare(name: string, work: Work, goals: { unencrypted?: number } = {}): void {
  report(name, takeTurns(ROUNDS, sides, work), goals);
}

/** @param count how many of what `work` times were written in a turn */
function compareWrites(name: string, count: number, work: Work, goals: { unencrypted?: number } = {}): void {
  const whole = new Map(sides.map((side): [Side, number[]] => [side, []]));
  const answered = takeTurns(ROUNDS, sides, (side, round) => {
    const answer = work(side, round);
    whole.get(side)?.push(answer + timed(1, () => upkeep(side.db)) / count);
    return answer;
  });
  report(name, answered, goals);
  report(`${name}, with upkeep`, [...whole.values()], {});
}

it('a batch of inserts', () => {
  compareWrites('batch insert, 1000 incidents', BATCH / 1000, ({ db }, round) => {
    const first = STORED + round * BATCH;
    return timed(1, () => insertIncidents(db, first, BATCH)) / (BATCH / 1000);
  });
});

it('a single insert', () => {
  const input = { title: 'Checkout answers 502', severity: 'high' } as const;
  compareWrites(
    'single insert',
    SINGLES,
    ({ db }) => timed(SINGLES, () => change(db, () => incidents.createIncident(db, input))),
    { unencrypted: 1.4 },
  );
});

it('a read by id', () => {
  const readAll = (db: Database, ids: readonly string[]) =>
    ids.forEach(id => incidents.getIncident(db, { id }));
  compare('read by id, cold', (side, round) => {
    const db = reopen(side);
    const ids = someIds(round, 200);
    return timed(1, () => readAll(db, ids)) / ids.length;
  });
  compare(
    'read by id, warm',
    ({ db }, round) => {
      const ids = someIds(round, 500);
      readAll(db, ids);
      return timed(4, () => readAll(db, ids)) / ids.length;
    },
    { unencrypted: 1.1 },
  );
});

it('the first page', () => {
  const page = (db: Database) => incidents.listIncidents(db, { limit: 50 });
  compare('first page of 50, cold', side => {
    const db = reopen(side);
    return timed(1, () => page(db));
  });
  compare(
    'first page of 50, warm',
    ({ db }) => {
      page(db);
      return timed(100, () => page(db));
    },
    { unencrypted: 1.1 },
  );
});

it('a search', () => {
  const find = (db: Database) => search.searchIncidents(db, { text: 'checkout timeout zone', limit: 50 });
  compare('search, cold', side => {
    const db = reopen(side);
    return timed(1, () => find(db));
  });
  compare('search, warm', ({ db }) => {
    find(db);
    return timed(5, () => find(db));
  });
});

it('1 MiB of evidence', () => {
  const kept = new Map(sides.map((side): [Side, string[]] => [side, []]));
  const [issue_id = ''] = someIds(0, 1);
  compareWrites('1 MiB of evidence, written', BLOBS, (side, round) =>
    timed(BLOBS, run => {
      const input = evidence(issue_id, `${round}-${run}`);
      const { attachment } = change(side.db, () => attachments.addAttachment(side.db, input));
      kept.get(side)?.push(attachment.id);
    }),
  );
  compare('1 MiB of evidence, read', (side, round) => {
    const db = reopen(side);
    const ids = kept.get(side)?.slice(round * BLOBS, (round + 1) * BLOBS) ?? [];
    return timed(1, () => ids.forEach(id => attachments.readAttachment(db, { id }))) / ids.length;
  });
});

/** Random, since evidence arrives compressed. */
const CONTENT = randomBytes(2 ** 20);

function evidence(issue_id: string, content_hash: string) {
  return {
    issue_id,
    file_name: 'app.log',
    file_path: '/var/log/app.log',
    file_size: CONTENT.length,
    mime_type: 'text/plain',
    content_hash,
    source_uri: 'file:///var/log/app.log',
    start_line: null,
    end_line: null,
    encoding: 'utf-8',
    provenance: { via: 'file', host: 'bench', user: 'bench' } as const,
    content_compressed: CONTENT,
  };
}
