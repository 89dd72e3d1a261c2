import { searchable } from './decode.js';

/** Lines that must all be records, so that it is no chance. */
const JUDGED_LINES = 5;

/** Whether text is what `journalctl -o json` writes: on every line an object with the journal's own timestamp. */
export function isJournal(head: string): boolean {
  const lines = head.split('\n', JUDGED_LINES + 1);
  // The last may be cut, unless it is the only one: then it may be longer than what was read of it.
  const whole = lines.slice(0, -1).filter(line => line.trim() !== '');
  if (whole.length > 0) return whole.every(line => parseRecord(line) !== undefined);
  const [only = ''] = lines;
  return parseRecord(only) !== undefined || /^\s*\{\s*"__CURSOR"\s*:/.test(only);
}

/**
 * A record of `journalctl -o json` as one line: timestamp in UTC with microseconds, host, unit or program with its
 * process, message. Undefined where the line is no such record.
 *
 * Fields follow systemd's "Journal JSON Format": a value is a string, an array of bytes where it isn't printable
 * text, null where it is too large to be shown, or an array of such values where a field occurs more than once.
 */
export function renderJournalRecord(line: string): string | undefined {
  const record = parseRecord(line);
  if (!record) return undefined;
  const field = (...names: string[]) => {
    for (const name of names) {
      const text = textOf(record[name]);
      if (text !== undefined) return oneLine(text);
    }
    return undefined;
  };
  const pid = field('_PID', 'SYSLOG_PID');
  const unit =
    field('_SYSTEMD_UNIT', 'UNIT', '_SYSTEMD_USER_UNIT', 'SYSLOG_IDENTIFIER', '_COMM') ?? 'unknown';
  const host = field('_HOSTNAME');
  const head = [
    record.time,
    ...(host === undefined ? [] : [host]),
    `${unit}${pid === undefined ? '' : `[${pid}]`}:`,
  ];
  return `${head.join(' ')} ${field('MESSAGE') ?? ''}`.trimEnd();
}

interface JournalRecord {
  readonly time: string;
  readonly [field: string]: unknown;
}

function parseRecord(line: string): JournalRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const stamp = textOf(Reflect.get(value, '__REALTIME_TIMESTAMP'));
  const time = stamp === undefined ? undefined : timeOf(stamp);
  return time === undefined ? undefined : { ...value, time };
}

/** Microseconds since 1970 as `2026-03-01T09:30:00.123456Z`. */
function timeOf(stamp: string): string | undefined {
  if (!/^\d{1,18}$/.test(stamp)) return undefined;
  const padded = stamp.padStart(7, '0');
  const date = new Date(Number(padded.slice(0, -6)) * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  return `${date.toISOString().slice(0, -5)}.${padded.slice(-6)}Z`;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (!Array.isArray(value)) return undefined;
  const items: readonly unknown[] = value;
  if (items.length > 0 && items.every(isByte)) return new TextDecoder().decode(Uint8Array.from(items));
  const texts = items.flatMap(item => textOf(item) ?? []);
  return texts.length > 0 ? texts.join(' ') : undefined;
}

function isByte(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 256;
}

function oneLine(text: string): string {
  return searchable(text).replaceAll(/\r\n|[\r\n\u2028\u2029]/g, ' \u21b5 ');
}
