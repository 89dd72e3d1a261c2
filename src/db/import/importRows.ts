/** Bringing the rows of a source into the store: an incident comes with all that hangs on it in one transaction. */
import { toStoreError } from '../errors.js';
import type { Table } from '../schema.js';
import type { Value } from './forms.js';
import { fromSource } from './refused.js';
import type { SourceTable } from './reading.js';
import type { Tally } from './report.js';
import { type Target, writeRow } from './writeRow.js';

/** Several small incidents share a transaction of this length, after which other windows have their turn. */
const TURN_MS = 50;

type Place = Parameters<SourceTable['read']>[0];

/** A table of the source beside ours, and which of its rows hang on a row of another table. */
interface Branch {
  readonly table: Table;
  readonly source: SourceTable;
  readonly places: readonly { readonly place: Place; readonly value: Value }[];
  /** The branches that hang on this one. */
  readonly hanging: { readonly branch: Branch; readonly on: ReadonlyMap<string, Place[]> }[];
}

/** What a transaction of the import is about to begin and to end with. */
export interface Steps {
  /** Called between transactions; throws to stop. */
  readonly next: (done: number, total: number) => void;
  /** Called inside the transaction that first brings something. */
  readonly began: () => void;
}

/** @param sources the tables that the source has, each behind those that it hangs on */
export function importRows(
  target: Target,
  sources: readonly { readonly table: Table; readonly source: SourceTable }[],
  { next, began }: Steps,
): void {
  const { db, tally, large } = target;
  const branches = new Map<string, Branch>();
  const hangs = new Set<Branch>();
  for (const { table, source } of sources) {
    // All places are known before anything is written: a damaged source is refused then.
    const places = fromSource(() => [
      ...source.places(source.columns.has(table.key) ? table.key : undefined),
    ]);
    const branch: Branch = { table, source, places, hanging: [] };
    branches.set(table.name, branch);
    for (const { column, table: parent } of table.references.filter(({ hangs }) => hangs)) {
      const on = branches.get(parent);
      if (!on || !source.columns.has(column)) continue;
      on.hanging.push({ branch, on: fromSource(() => byParent(source, column)) });
      hangs.add(branch);
    }
    tally.found(table.name, source.rows);
  }
  const done = new Map([...branches.values()].map(branch => [branch, new Set<Place>()] as const));

  const isDone = (branch: Branch, place: Place) => done.get(branch)?.has(place) === true;
  const bring = (branch: Branch, place: Place): boolean => {
    if (isDone(branch, place)) return false;
    done.get(branch)?.add(place);
    const { table, source } = branch;
    const read = readRow(source, place, tally);
    const written = read ? writeRow(target, table, read) : 'absent';
    let came = written === 'came';
    const key = read?.get(table.key);
    if (typeof key !== 'string') return came;
    for (const { branch: child, on } of branch.hanging) {
      for (const place of on.get(key) ?? []) came = bring(child, place) || came;
    }
    return came;
  };
  // Those that hang on nothing first; what is left then has lost what it hung on, or never had it.
  const units = [
    ...[...branches.values()].filter(branch => !hangs.has(branch)),
    ...[...branches.values()].filter(branch => hangs.has(branch)),
  ].flatMap(branch => branch.places.map(({ place, value }) => ({ branch, place, key: String(value) })));
  let at = 0;
  const some = db.transaction(() => {
    const end = Date.now() + TURN_MS;
    let came = false;
    for (let unit = units[at]; unit && Date.now() < end && !large.awaits(unit.key); unit = units[++at]) {
      came = bring(unit.branch, unit.place) || came;
    }
    if (came) began();
  });
  while (at < units.length) {
    const go = () => next(at, units.length);
    go();
    large.take(units[at]?.key ?? '', go);
    some.immediate();
    large.settle();
  }
}

function byParent(source: SourceTable, column: string): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const { place, value } of source.places(column)) {
    if (typeof value !== 'string') continue;
    const found = places.get(value);
    if (found) found.push(place);
    else places.set(value, [place]);
  }
  return places;
}

function readRow(source: SourceTable, place: Place, tally: Tally): Map<string, Value> | undefined {
  try {
    return source.read(place);
  } catch (error) {
    tally.left(source.name, String(place), 'unreadable', undefined, toStoreError(error).detail);
    return undefined;
  }
}
