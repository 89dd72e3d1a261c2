import { closeSync, copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStore, type Database, openStore } from '../../src/db/connection.js';
import { toStoreError } from '../../src/db/errors.js';
import { openFirst } from '../../src/db/guard.js';
import { incidents } from '../../src/db/incidents.js';
import { PageCipher } from '../../src/db/pages/cipher.js';
import { openLog, readLog } from '../../src/db/pages/log.js';
import { salvage } from '../../src/jobs/salvage.js';
import { BINARY, CONTROL } from './fullStore.js';
import { temporaryFolder } from './stores.js';

const HEADER = 32;
const FRAME = 24 + 4096;

interface LoggedStore {
  readonly file: string;
  readonly key: string;
  readonly log: string;
}

/** What a crash leaves: a store with `titles`, which are in its log only. */
function crashed(titles: readonly string[], key = randomBytes(32).toString('hex')): LoggedStore {
  const living = join(temporaryFolder(), 'tftsr.db');
  createStore(living, { mode: 'raw', key, salt: randomBytes(16).toString('hex') }, BINARY);
  const db = openStore({ file: living, key }, BINARY);
  onTestFinished(() => void db.close());
  for (const title of titles) create(db, title);
  const file = join(temporaryFolder(), 'tftsr.db');
  for (const suffix of ['', '-wal']) copyFileSync(living + suffix, file + suffix);
  return { file, key, log: `${file}-wal` };
}

const create = (db: Database, title: string) =>
  db.transaction(() => incidents.createIncident(db, { title, severity: 'low' }))();

function titles(store: LoggedStore): string[] {
  const db = openFirst(store, BINARY);
  try {
    return incidents.listIncidents(db, { limit: 100 }).map(({ title }) => title);
  } finally {
    db.close();
  }
}

const kindOf = (store: LoggedStore) => {
  try {
    return titles(store).sort();
  } catch (error) {
    return toStoreError(error).kind;
  }
};

const cipherOf = ({ file, key }: LoggedStore) => new PageCipher(key, readFileSync(file).subarray(0, 16));

function framesOf(store: LoggedStore) {
  const log = openLog(store.log);
  onTestFinished(() => closeSync(log ?? -1));
  return readLog(log, cipherOf(store)).frames;
}

const TITLES = ['One', 'Two', 'Three', 'Four', 'Five'];

describe('the log beside the store', () => {
  it('is taken in after a crash, whatever of its last transaction is there', () => {
    const store = crashed(TITLES);
    const whole = readFileSync(store.log);
    const frames = framesOf(store);
    const last = frames.findLastIndex(({ commit }, index) => commit > 0 && index < frames.length - 1) + 1;
    // Cut off at every half sector of the last transaction.
    for (let length = HEADER + last * FRAME; length < whole.length; length += 512) {
      writeFileSync(store.log, whole.subarray(0, length));
      const copy = { ...store, file: join(temporaryFolder(), 'tftsr.db') };
      copyFileSync(store.file, copy.file);
      copyFileSync(store.log, `${copy.file}-wal`);
      expect(titles(copy).sort()).toEqual(TITLES.slice(0, 4).sort());
    }
    writeFileSync(store.log, whole);
    expect(titles(store).sort()).toEqual([...TITLES].sort());
  }, 60_000);

  it('that is missing leaves the store as it was before, and whole', () => {
    const store = crashed(TITLES);
    rmSync(store.log);
    const db = openFirst(store, BINARY);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(incidents.listIncidents(db, { limit: 10 })).toEqual([]);
    db.close();
  });

  it('of another store is named and neither read nor written', () => {
    const mine = crashed(['Mine']);
    const other = crashed(TITLES);
    copyFileSync(other.log, mine.log);
    const before = [mine.file, mine.log].map(path => readFileSync(path));
    expect(kindOf(mine)).toBe('foreignLog');
    expect([mine.file, mine.log].map(path => readFileSync(path))).toEqual(before);
    // A store under the same key has another salt: its pages do not fit either.
    copyFileSync(crashed(TITLES, mine.key).log, mine.log);
    expect(kindOf(mine)).toBe('foreignLog');
    rmSync(mine.log);
    expect(kindOf(mine)).toEqual([]);
  });

  it('with a flipped bit in what was committed is reported, and gives the rest to a salvage', () => {
    const store = crashed(TITLES);
    const whole = readFileSync(store.log);
    const frames = framesOf(store);
    const lastCommit = frames.findLastIndex(({ commit }, index) => commit > 0 && index < frames.length - 1);
    const places = [
      8,
      17,
      ...frames.slice(0, lastCommit).flatMap((_, i) => [2, 9, 18, 700].map(at => HEADER + i * FRAME + at)),
    ];
    for (const [index, at] of places.entries()) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (index % 8)), at);
      writeFileSync(store.log, damaged);
      expect([at, kindOf(store)]).toEqual([at, 'damaged']);
      expect(readFileSync(store.log).equals(damaged)).toBe(true);
    }
    const to = join(dirname(store.file), 'salvaged.db');
    expect(salvage({ store, to }, CONTROL)).toMatchObject({
      log: 'damaged',
    });
    expect(existsSync(to)).toBe(true);
    expect(readFileSync(store.log).equals(whole)).toBe(false);
  }, 60_000);

  it('is made anew where the file that windows share beside it is garbage', () => {
    const store = crashed(TITLES);
    writeFileSync(`${store.file}-shm`, randomBytes(32_768));
    expect(titles(store).sort()).toEqual([...TITLES].sort());
  });
});
