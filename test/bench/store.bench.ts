/**
 * What encryption costs: the store's own functions with its cipher, without one, and on SQLCipher itself, in turns.
 * Cold means a new connection, so that nothing is in SQLite's cache; the system's cache of the file stays warm.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import { attachments } from '../../src/db/attachments.js';
import type { Database } from '../../src/db/connection.js';
import { getIncident, incidents } from '../../src/db/incidents.js';
import { statement } from '../../src/db/statements.js';
import { median, record } from './record.js';
import { type Contender, contenders } from './store/contenders.js';
import { incidentId, insertIncidents, random } from './store/incidents.js';
import { takeTurns, timed } from './store/rounds.js';
import { search } from './store/search.js';

const STORED = 20_000;
const BATCH = 2000;
const MIB = 2 ** 20;

/** A contender with its connection of the moment. */
interface Side extends Contender {
  db: Database;
}

const folder = mkdtempSync(join(tmpdir(), 'whydunit-bench-'));
let sides: readonly Side[] = [];
let stored = 0;

beforeAll(() => {
  sides = contenders(folder).map(contender => ({ ...contender, db: contender.open() }));
  for (const { db } of sides) insertIncidents(db, 0, STORED);
  stored = STORED;
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

/** Records a line beside each of the two others. The ratio is the median of the rounds' own ratios: what slows the machine for a while slows one round of all three. */
function compare(
  name: string,
  rounds: number,
  unencryptedGoal: number | undefined,
  measure: (side: Side, round: number) => number,
) {
  const [ours = [], plain = [], cipher = []] = takeTurns(rounds, sides, measure);
  const against = (others: number[], besideName: string, goal: number | undefined) => {
    const ratio = median(ours.map((figure, round) => figure / (others[round] ?? NaN)));
    record({
      name,
      value: median(ours),
      unit: 'ms',
      beside: { name: besideName, value: median(others) },
      ratio,
      ...(goal !== undefined && { goal: `≤ ${goal}×`, met: ratio <= goal }),
    });
  };
  against(plain, 'unencrypted', unencryptedGoal);
  against(cipher, 'SQLCipher', 1.1);
}

it('batch insert', () => {
  compare(
    'batch insert, 1000 incidents',
    12,
    undefined,
    ({ db }, round) => timed(1, () => insertIncidents(db, stored + round * BATCH, BATCH)) / (BATCH / 1000),
  );
});

it('single insert', () => {
  compare('single insert', 15, 1.4, ({ db }) =>
    timed(40, () =>
      change(db, () => incidents.createIncident(db, { title: 'Checkout answers 502', severity: 'high' })),
    ),
  );
});

it('read by id, cold', () => {
  compare('read by id, cold', 25, undefined, (side, round) => {
    const db = reopen(side);
    const ids = someIds(round, 200);
    return timed(1, () => ids.forEach(id => getIncident(db, { id }))) / ids.length;
  });
});

it('read by id, warm', () => {
  compare('read by id, warm', 25, 1.1, ({ db }, round) => {
    const ids = someIds(round, 500);
    const read = () => ids.forEach(id => getIncident(db, { id }));
    read();
    return timed(4, read) / ids.length;
  });
});

it('first page, cold', () => {
  compare('first page of 50, cold', 25, undefined, side => {
    const db = reopen(side);
    return timed(1, () => incidents.listIncidents(db, { limit: 50 }));
  });
});

it('first page, warm', () => {
  compare('first page of 50, warm', 25, 1.1, ({ db }) => {
    incidents.listIncidents(db, { limit: 50 });
    return timed(100, () => incidents.listIncidents(db, { limit: 50 }));
  });
});

it('search', () => {
  compare('search', 15, undefined, ({ db }) => {
    search(db, 'checkout timeout');
    return timed(3, () => search(db, 'checkout timeout'));
  });
  compare('search, cold', 15, undefined, side => {
    const db = reopen(side);
    return timed(1, () => search(db, 'checkout timeout'));
  });
});

it('1 MiB of evidence, written and read', () => {
  const content = randomBytes(MIB);
  const kept = new Map<Side, string[]>(sides.map(side => [side, []]));
  compare('BLOB of 1 MiB, written', 15, undefined, (side, round) => {
    const [issue_id = ''] = someIds(round, 1);
    return timed(6, run => {
      const input = {
        issue_id,
        file_name: 'app.log',
        file_path: '/app.log',
        file_size: MIB,
        mime_type: 'text/plain',
        content_hash: `${round}-${run}`,
        source_uri: 'file:///app.log',
        start_line: null,
        end_line: null,
        content_compressed: content,
      };
      const { attachment } = change(side.db, () => attachments.addAttachment(side.db, input));
      kept.get(side)?.push(attachment.id);
    });
  });
  compare('BLOB of 1 MiB, read', 15, undefined, (side, round) => {
    const db = reopen(side);
    const ids = kept.get(side)?.slice(round * 6, round * 6 + 6) ?? [];
    return timed(1, () => ids.forEach(id => attachments.readAttachment(db, { id }))) / ids.length;
  });
});
