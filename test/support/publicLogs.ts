/**
 * Times of logs that are public but not ours to pass on: those of Loghub, by the name of the file. Each line has a time,
 * which is read here by an expression for this file alone.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { TimedLog } from './timedLines.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthOf = (name = '') => String(MONTHS.indexOf(name) + 1).padStart(2, '0');

type Read = (found: RegExpExecArray) => string;

/** By the beginning of the file's name: the expression, the time in ISO 8601, and when the log ends where that is needed. */
const LOGS: Readonly<Record<string, readonly [RegExp, Read, string?]>> = {
  Android: [/^(\d\d)-(\d\d) (\S+) /, ([, m, d, clock]) => `2016-${m}-${d}T${clock}Z`, '2016-12-31T00:00:00Z'],
  Apache: [
    /^\[... (...) (\d\d) (\S+) (\d{4})\]/,
    ([, m, d, clock, y]) => `${y}-${monthOf(m)}-${d}T${clock}Z`,
  ],
  HDFS: [
    /^(\d\d)(\d\d)(\d\d) (\d\d)(\d\d)(\d\d) /,
    ([, y, m, d, hour, minute, second]) => `20${y}-${m}-${d}T${hour}:${minute}:${second}Z`,
  ],
  Hadoop: [/^(\S+) (\S+),(\d{3}) /, ([, day, clock, ms]) => `${day}T${clock}.${ms}Z`],
  Linux: [
    /^(...) +(\d+) (\S+) /,
    ([, m, d = '', clock]) => `2005-${monthOf(m)}-${d.padStart(2, '0')}T${clock}Z`,
    '2005-12-31T00:00:00Z',
  ],
  OpenSSH: [
    /^(...) +(\d+) (\S+) /,
    ([, m, d = '', clock]) => `2015-${monthOf(m)}-${d.padStart(2, '0')}T${clock}Z`,
    '2015-12-31T00:00:00Z',
  ],
  OpenStack: [/^\S+ (\S+) (\S+) /, ([, day, clock]) => `${day}T${clock}Z`],
  Spark: [/^(\d\d)\/(\d\d)\/(\d\d) (\S+) /, ([, y, m, d, clock]) => `20${y}-${m}-${d}T${clock}Z`],
  Windows: [/^(\S+) (\S+), /, ([, day, clock]) => `${day}T${clock}Z`],
  Zookeeper: [/^(\S+) (\S+),(\d{3}) /, ([, day, clock, ms]) => `${day}T${clock}.${ms}Z`],
};

/** The lines of a file; undefined where it is none that is known. */
export function publicLog(file: string): TimedLog | undefined {
  const name = basename(file).split('_')[0] ?? '';
  const known = LOGS[name];
  if (!known) return undefined;
  const [expression, read, reference] = known;
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, at) => {
      if (text === '') return [];
      const found = expression.exec(text);
      const milliseconds = found ? Date.parse(read(found)) : NaN;
      const expected = Number.isNaN(milliseconds) ? undefined : { milliseconds, nanos: 0 };
      return [{ text, place: `${basename(file)}:${at + 1}`, expected }];
    });
  return { name, clock: { reference: Date.parse(reference ?? '2026-06-01T00:00:00Z') }, lines };
}
